import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_SYSTEMS, PERSONAS, type Persona } from '../../app/demo/personas';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { stationStates } from '../../lib/decision/stations';
import { ensureDataDir, readEnv } from '../../lib/env';
import { ledgerTail } from '../../lib/evidence/tail';
import { authenticateKey } from '../../lib/identity/api-keys';
import { mint } from '../../lib/identity/mint';
import type { PersonPrincipal } from '../../lib/identity/model';
import { createLog } from '../../lib/log';
import { renewalsOf } from '../../lib/portal/renewal';
import { toldFor } from '../../lib/portal/told';
import type { Runtime } from '../../lib/runtime/model';
import { openRuntime } from '../../lib/runtime/open';
import { seedDemo } from './seed';
import { demoKeysFile } from './systems';

const dataDir = mkdtempSync(join(tmpdir(), 'nattoku-demo-'));
const presentMs = Date.now();
let runtime: Runtime;

beforeAll(async () => {
  const read = readEnv({ DATA_DIR: dataDir, DEMO: 'local' });
  if (!read.ok) throw new Error(read.problems.join('; '));
  const env = ensureDataDir(read.env);
  const log = createLog({ level: 'silent' });
  await seedDemo(env, defaultCatalogue, presentMs, log);
  runtime = await openRuntime(env, { log });
});
afterAll(async () => {
  await runtime.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function subjectOf(persona: Persona, system: (typeof DEMO_SYSTEMS)[number]) {
  const handle = runtime.vault.handleOf({ system, id: persona.identifiers[system] });
  return runtime.subjects.byHandle(handle);
}

describe('the story of the demo', () => {
  it('is told in the past, in order, and nothing of it lies ahead', async () => {
    const lines = await ledgerTail(runtime, { limit: 500 });
    const times = lines.map(({ entry }) => (JSON.parse(entry) as { t: number }).t).reverse();
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect((times[0] ?? 0) * 1000).toBeLessThan(presentMs - 69 * 86_400_000);
    expect((times.at(-1) ?? 0) * 1000).toBeLessThanOrEqual(presentMs);
  });

  it('gives each system a key that works, in a file for its owner alone', async () => {
    const file = demoKeysFile(dataDir);
    const keys = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Object.keys(keys).sort()).toEqual([...DEMO_SYSTEMS].sort());
    for (const [system, text] of Object.entries(keys)) {
      expect((await authenticateKey(runtime, text))?.system).toBe(system);
    }
  });

  it.each(PERSONAS)('knows $key as one person in every system', async (persona) => {
    const found = await Promise.all(DEMO_SYSTEMS.map((system) => subjectOf(persona, system)));
    expect(new Set(found.map((subject) => subject?.leader)).size).toBe(1);
    expect(found[0]?.broken).toBe(false);
  });

  it('tells each interest by itself, so that each is named and taken back alone', async () => {
    const misaki = PERSONAS.find(({ key }) => key === 'misaki');
    const subject = misaki && (await subjectOf(misaki, 'shop'));
    const person = { kind: 'person', subject: subject?.leader ?? '', sessionId: 's' } as const;
    const told = await toldFor(runtime, mint<PersonPrincipal>(person));
    expect(told.map(({ words }) => words).sort()).toEqual(
      ['和食器', '紅茶', '花のある暮らし'].sort(),
    );
  });

  it('lets one thing that somebody allowed end within the next weeks, so that renewal can be seen', async () => {
    const emily = PERSONAS.find(({ key }) => key === 'emily');
    const subject = emily && (await subjectOf(emily, 'shop'));
    const due = renewalsOf(runtime.catalogues.current(), subject?.state, presentMs);
    expect(due.map(({ purpose, why }) => [purpose.key, why])).toEqual([
      ['cross-channel', 'ending'],
    ]);
  });

  it('never shows the map all hollow: somebody’s places are tailored, some are refused', async () => {
    for (const key of ['misaki', 'emily']) {
      const persona = PERSONAS.find((known) => known.key === key);
      const subject = persona && (await subjectOf(persona, 'shop'));
      const { store, catalogues } = runtime;
      const members = await store.membersOf(subject?.leader ?? '');
      const exposures = await store.exposuresOf(
        members.map((member) => member.subject),
        presentMs - 30 * 86_400_000,
        1000,
      );
      const states = stationStates(catalogues.current(), subject?.state, exposures, presentMs);
      const used = states.filter(({ verdict, used: shown }) => verdict.decision && shown);
      expect(used.length).toBeGreaterThan(5);
      expect(states.some(({ verdict }) => !verdict.decision)).toBe(true);
    }
  });
});
