/**
 * A disk that gives back other bytes than it was given, and says nothing: one bit of one row flipped
 * in the file itself, below the database, which finds nothing wrong with it.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../asking/ask';
import { closeAsking } from '../asking/desk';
import { ensureDataDir, readEnv } from '../env';
import { mint } from '../identity/mint';
import type { PersonPrincipal, SystemPrincipal } from '../identity/model';
import { createLog } from '../log';
import type { Runtime } from '../runtime/model';
import { openRuntime } from '../runtime/open';
import { LedgerHalted } from '../transparency/halt';
import {
  expectSound,
  keeperOf,
  keptOf,
  openKept,
  type Kept,
} from '../transparency/kept.test-support';
import { openTileFiles } from '../transparency/tile-files';
import { allow, newPerson, say, switchOff } from './log.test-support';
import { checkOpenings } from './opening-check';
import { checkRows } from './row-check';

const shop = mint<SystemPrincipal>({
  ...{ kind: 'system', system: 'shop', keyId: 'k', scopes: ['decide'] },
  ...{ touchpoints: ['*'], test: false },
});

let original: Kept;
/** A copy of all its files, for one test. */
let dataDir: string;
let published: string;
let runtime: Runtime | undefined;
/** The seq of what each person said last. */
const said = new Map<string, number>();

const PEOPLE = ['state', 'seal', 'entry', 'leaf hash', 'body', 'opening', 'personal part'];
const OTHERS = ['random', 'key', 'nobody touched'];
const DATABASE = 'nattoku.db';

beforeAll(async () => {
  original = await openKept();
  for (const id of [...PEOPLE, ...OTHERS]) {
    const person = await newPerson(original.runtime, { system: 'shop', id });
    // No two say the same, so that what each said is in the file once.
    const words = [switchOff(`place of ${id}`), allow('recommend', 'web'), switchOff(`no ${id}`)];
    said.set(id, (await say(original.runtime, person, words)).at(-1) ?? 0);
  }
  await original.keepOnce();
  await original.grow((await original.runtime.store.head()).seq + 2);
  published = path.relative(original.dataDir, original.fileOf(''));
  await original.runtime.close();
});
afterAll(() => original.dispose());
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-flipped-'));
  cpSync(original.dataDir, dataDir, { recursive: true });
});
afterEach(async () => {
  if (runtime !== undefined) await closeAsking(runtime);
  await runtime?.close();
  runtime = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

/** Flips one bit in the middle of what the query finds, in the file; the engine's own check passes. */
function flip(name: string, query: string, ...parameters: readonly unknown[]): void {
  const file = path.join(dataDir, name);
  const database = new Database(file);
  const found: unknown = database
    .prepare(query)
    .pluck()
    .get(...parameters);
  database.close();
  const value = Buffer.isBuffer(found) ? found : Buffer.from(String(found));
  const bytes = readFileSync(file);
  // Of a long value each page holds a part.
  const part = value.subarray(0, 400);
  const at = bytes.indexOf(part);
  expect([query, at > 0, bytes.indexOf(part, at + 1)]).toEqual([query, true, -1]);
  const middle = at + Math.floor(part.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const checked = new Database(file, { readonly: true });
  expect(checked.pragma('integrity_check', { simple: true })).toBe('ok');
  checked.close();
}

async function open(alarms: string[] = []): Promise<Runtime> {
  const read = readEnv({ DATA_DIR: dataDir, DEMO: 'local' });
  if (!read.ok) throw new Error(read.problems.join('; '));
  const destination = { write: (line: string) => void alarms.push(line) };
  const log = createLog({ level: 'error', destination });
  runtime = await openRuntime(ensureDataDir(read.env), { log });
  return runtime;
}

async function decide(asked: Runtime, id: string): Promise<string> {
  const { judgement } = await ask(asked, shop, {
    ...{ subject: { system: 'shop', id }, at: { touchpoint: 'shop-for-you' } },
    ...{ data: [], reserve: false, gpc: false },
  });
  return judgement.verdict.reason;
}

async function problemsOf(checked: Runtime): Promise<string[]> {
  const [log] = await checked.ledger.logs();
  if (log === undefined) throw new Error('no log');
  const rows = await checkRows(checked, log, openTileFiles(path.join(dataDir, published)));
  const problems = [...rows.problems, ...(await checkOpenings(checked))];
  return problems.map(({ where, what }) => `${where} ${what}`);
}

describe('one bit that changed by itself', () => {
  it('in any row about a person is found and named; whoever’s state it was is denied, nobody else', async () => {
    const columns = {
      entry: 'SELECT entry FROM events WHERE seq = ?',
      'leaf hash': 'SELECT leaf_hash FROM events WHERE seq = ?',
      body: 'SELECT json FROM event_bodies WHERE seq = ?',
      opening: 'SELECT opening FROM event_bodies WHERE seq = ?',
      'personal part': 'SELECT sealed FROM event_personal WHERE seq = ?',
      random: 'SELECT random FROM event_personal WHERE seq = ?',
    };
    for (const [id, query] of Object.entries(columns)) flip(DATABASE, query, said.get(id));
    for (const column of ['state', 'seal']) {
      const person = 'SELECT subject FROM event_personal WHERE seq = ?';
      const query = `SELECT ${column} FROM subjects WHERE subject = (${person})`;
      flip(DATABASE, query, said.get(column));
    }
    const alarms: string[] = [];
    const opened = await open(alarms);
    const problems = await problemsOf(opened);
    const named = (id: string) =>
      problems.some((text) => text.startsWith(`event ${String(said.get(id))} `)) ||
      problems.some((text) => text.startsWith(`events row ${String(said.get(id))} `));
    const touched = [...said.keys()].filter(named);
    expect(touched.sort()).toEqual(Object.keys(columns).sort());
    expect(problems.filter((text) => text.endsWith('its seal does not hold'))).toHaveLength(2);

    const answers: Record<string, string> = {};
    for (const id of said.keys()) answers[id] = await decide(opened, id);
    const allowed = Object.fromEntries([...said.keys()].map((id) => [id, 'allowed']));
    expect(answers).toEqual({ ...allowed, state: 'error', seal: 'error' });
    expect(alarms.filter((line) => line.includes('"alarm":"state_')).length).toBeGreaterThan(1);
  });

  it('in a key is found: it opens nothing, and nothing is written under another', async () => {
    const query = 'SELECT subject FROM event_personal WHERE seq = ?';
    const database = new Database(path.join(dataDir, DATABASE), { readonly: true });
    const subject: unknown = database.prepare(query).pluck().get(said.get('key'));
    database.close();
    flip('keys.db', 'SELECT wrapped FROM subject_keys WHERE subject = ?', subject);
    const opened = await open();
    const problems = await problemsOf(opened);
    expect(problems.some((text) => text.startsWith(`event ${String(said.get('key'))} `))).toBe(
      true,
    );
    const person = mint<PersonPrincipal>({
      ...{ kind: 'person', sessionId: 's' },
      subject: String(subject),
    });
    const entries = (await opened.store.head()).seq;
    await expect(say(opened, person, [switchOff('home-hero')])).rejects.toThrow();
    expect((await opened.store.head()).seq).toBe(entries);
  });

  it('in the root of the head is found, and it is not signed', async () => {
    flip(DATABASE, 'SELECT root FROM head');
    const opened = await open();
    const problems = await problemsOf(opened);
    expect(problems).toContain('head the rows do not make the root of the head row');
    const keeper = keeperOf(opened);
    await expect(keeper.settle()).rejects.toThrow(LedgerHalted);
    await keeper.stop();
  });

  it('in the edge that entries are added to is found, and what was added to it is not signed', async () => {
    flip(DATABASE, 'SELECT range FROM head');
    const opened = await open();
    expect(await problemsOf(opened)).toEqual(['head its right edge does not give its root']);
    const person = await newPerson(opened, { system: 'shop', id: 'came after it' });
    await say(opened, person, [switchOff('home-hero')]);
    const keeper = keeperOf(opened);
    await expect(keeper.settle()).rejects.toThrow(LedgerHalted);
    await keeper.stop();
  });

  it('in a signed checkpoint is found', async () => {
    flip(DATABASE, 'SELECT text FROM checkpoints ORDER BY size DESC');
    expect((await problemsOf(await open())).join()).toMatch(/the stored checkpoint is not signed/);
  });

  it('in a published tile is found and mended from the rows', async () => {
    const tile = path.join(dataDir, published, 'tile/entries/000.p');
    const [name = ''] = readdirSync(tile);
    const bytes = readFileSync(path.join(tile, name));
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(path.join(tile, name), bytes);
    const opened = await open();
    await (await keptOf({ runtime: opened, dataDir })).keepOnce();
    await expectSound(await keptOf({ runtime: opened, dataDir }));
  });

  it('in the catalogue is refused at the start: nothing is decided by what nobody published', async () => {
    flip(DATABASE, 'SELECT document FROM catalogues');
    await expect(open()).rejects.toThrow(/catalogue 1 was changed in the database/);
  });
});
