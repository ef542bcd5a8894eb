import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../identity/deployment';
import { equalBytes } from '../ledger/bytes';
import { openCheckpoint } from '../ledger/checkpoint';
import { personalCommitment, personalOpening } from '../ledger/commitment';
import { parseEntry } from '../ledger/entry';
import { parseVerifierKey } from '../ledger/note';
import { rootFromInclusion } from '../ledger/proofs';
import { parseTlogProof } from '../ledger/tlog-proof';
import type { Runtime } from '../runtime/model';
import { openTemporaryRuntime } from '../runtime/temporary';
import { ENGINES, expectSound, openKept, type Kept } from './kept.test-support';
import { nextOrigin } from './log-name';

const NEW_YEAR = Date.UTC(2026, 0, 1);

let kept: Kept;
let nowMs: number;
const clock = { now: () => nowMs };
afterEach(() => kept.dispose());

async function open(settings: () => Promise<Record<string, string>>): Promise<void> {
  nowMs = NEW_YEAR - 60_000;
  kept = await openKept(await settings(), clock);
}

/** A person's refusal; the seq of its entry. */
async function refuse(runtime: Runtime, id: string): Promise<number> {
  const outcome = await runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id } },
    events: [
      {
        about: 'subject',
        body: { type: 'deny', surface: 'portal', purposes: '*', channels: '*', data: '*' },
      },
    ],
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.seq;
}

/** Whether the personal part of that entry opens with the salt of this log. */
async function opensWith(runtime: Runtime, seq: number, origin: string): Promise<boolean> {
  const [event] = await runtime.store.searchLog({ order: 'oldest', afterSeq: seq - 1, limit: 1 });
  if (!event?.personal || event.eventId === null) throw new Error('no personal part');
  const key = await runtime.subjectKeys.get(event.personal.subject);
  const sealed = runtime.vault.openPersonal(key, event.eventId, event.personal.sealed);
  const opening = personalOpening(key, event.personal.random, origin, event.eventId);
  const json = Buffer.from(sealed).toString('utf8');
  return personalCommitment(opening, json) === parseEntry(event.entry).p;
}

describe.each(ENGINES)('when the year of t changes on %s', (_, settings) => {
  it('the old log closes with a final checkpoint and the next one begins with a key of its own', async () => {
    await open(settings);
    await kept.grow(20);
    await kept.keepOnce();
    const before = await refuse(kept.runtime, 'a');
    nowMs = NEW_YEAR + 1_000;
    await kept.keepOnce();
    const [current, closed, ...rest] = await kept.runtime.ledger.logs();
    expect([current?.name, closed?.name, rest.length]).toEqual(['2026', '2025', 0]);
    expect(closed?.closedSeq).toBe(before);
    expect(current?.firstSeq).toBe(before + 1);
    expect(current?.vkeys).not.toEqual(closed?.vkeys);
    await expectSound(kept);
    const text = (await kept.runtime.ledger.checkpoint('2025')) ?? '';
    const file = readFileSync(path.join(kept.ledgerDir, '2025', 'checkpoint'), 'utf8');
    const keys = (closed?.vkeys ?? []).map(parseVerifierKey);
    expect(Number(openCheckpoint(text, keys, closed?.origin ?? '').checkpoint.size)).toBe(before);
    expect(file).toBe(text);
    // Again is nothing.
    await kept.keepOnce();
    expect(await kept.runtime.ledger.logs()).toHaveLength(2);
  });

  it('entries of both years are proved, and each opens with the salt of its own log', async () => {
    await open(settings);
    await kept.keepOnce();
    const [oldOrigin, last] = [
      (await kept.runtime.store.head()).origin,
      await refuse(kept.runtime, 'a'),
    ];
    nowMs = NEW_YEAR + 1_000;
    await kept.keepOnce();
    // This runtime last saw the old log: what it prepares first is a conflict, and prepared anew.
    const first = await refuse(kept.runtime, 'b');
    const { origin } = await kept.runtime.store.head();
    expect(origin).toBe(nextOrigin(oldOrigin, NEW_YEAR));
    expect([
      await opensWith(kept.runtime, last, oldOrigin),
      await opensWith(kept.runtime, first, origin),
      await opensWith(kept.runtime, first, oldOrigin),
    ]).toEqual([true, true, false]);
    await kept.keepOnce();
    for (const [seq, log] of [
      [last, oldOrigin],
      [first, origin],
    ] as const) {
      const proof = await kept.runtime.ledger.proofOf(seq);
      const [leaf] = await kept.runtime.store.readLeaves(seq, 1);
      const { index } = parseTlogProof(proof?.text ?? '');
      const newest = await kept.runtime.store.newestCheckpoint(log);
      const hash = leaf?.leafHash ?? new Uint8Array();
      const root = rootFromInclusion(index, proof?.size ?? 0n, hash, proof?.proof ?? []);
      expect(proof?.origin).toBe(log);
      expect(equalBytes(root, newest?.root ?? new Uint8Array())).toBe(true);
    }
  });

  it('a process that did not rotate prepares what it had begun for the new log', async () => {
    await open(settings);
    const { DATABASE_URL = '', KEYS_URL = '' } = {
      DATABASE_URL: kept.runtime.env.databaseUrl,
      KEYS_URL: kept.runtime.env.keysUrl,
    };
    const shared = { DATA_DIR: kept.dataDir, DATABASE_URL, KEYS_URL };
    const other = await openTemporaryRuntime(shared, { clock });
    await refuse(other.runtime, 'same');
    await kept.keepOnce();
    nowMs = NEW_YEAR + 1_000;
    await kept.keepOnce();
    const { origin } = await kept.runtime.store.head();
    const [seq] = await Promise.all([
      refuse(other.runtime, 'same'),
      refuse(other.runtime, 'x'),
      refuse(kept.runtime, 'y'),
    ]);
    expect(await opensWith(other.runtime, seq, origin)).toBe(true);
    await other.dispose();
  });

  it.each(['signed', 'stored', 'tiles', 'published', 'named', 'announced'])(
    'a crash after the step %s is finished by the next start',
    async (step) => {
      await open(settings);
      await kept.keepOnce();
      const before = await refuse(kept.runtime, 'a');
      nowMs = NEW_YEAR + 1_000;
      const afterStep = (at: string, origin: string): void => {
        const awaited = step === 'named' || step === 'announced' ? '/2026' : '/2025';
        if (at === step && origin.endsWith(awaited)) throw new Error('the process ended');
      };
      // A start compares the old log first, where nothing is left to sign: the crash is in rotation.
      await expect(
        kept.keepOnce({
          afterStep: (at, origin) => {
            if (at !== 'named' || origin.endsWith('/2026')) afterStep(at, origin);
          },
        }),
      ).rejects.toThrow('the process ended');
      await kept.keepOnce();
      await expectSound(kept);
      const closed = (await kept.runtime.ledger.logs())[1];
      expect([closed?.name, closed?.closedSeq]).toEqual(['2025', before]);
      const newest = await kept.runtime.store.newestCheckpoint(closed?.origin ?? '');
      expect(newest?.size).toBe(before);
      const file = path.join(kept.ledgerDir, '2025', 'checkpoint');
      expect(readFileSync(file, 'utf8')).toBe(newest?.text);
    },
  );
});
