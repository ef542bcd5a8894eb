import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../identity/deployment';
import { documentDigest } from '../ledger/commitment';
import { parseEntry } from '../ledger/entry';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { eraseSubject } from './erase';
import { tellErasedSetIfDue, untoldSinceMs } from './erased-set';
import { startErasureKeeper } from './erasure-keeper';

const DAY_MS = 86_400_000;
let nowMs = Date.UTC(2026, 5, 1, 22);
let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime({}, { clock: { now: () => (nowMs += 1) } });
});
afterAll(() => temporary.dispose());

async function customer(id: string): Promise<{ subject: string; seq: number }> {
  const outcome = await temporary.runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id } },
    events: [
      {
        about: 'subject',
        body: { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' },
      },
    ],
  });
  if (!outcome.ok || outcome.subject === undefined) throw new Error('no subject');
  return { subject: outcome.subject, seq: outcome.seq };
}

describe('the erased set', () => {
  it('tells the seqs of a day together on the day after, once, under a salted digest', async () => {
    const { runtime } = temporary;
    const { store } = runtime;
    const people = [await customer('A'), await customer('B'), await customer('C')];
    for (const { subject } of people) {
      const erasure = { actor: deploymentPrincipal(), subject, ground: 'requested' } as const;
      await eraseSubject(runtime, erasure);
    }
    expect(await tellErasedSetIfDue(runtime)).toBe(0);
    nowMs += DAY_MS;
    expect(await tellErasedSetIfDue(runtime)).toBe(3);
    expect(await tellErasedSetIfDue(runtime)).toBe(0);
    expect(await untoldSinceMs(runtime)).toBeUndefined();
    const [told] = await store.erasedSets();
    const { seq } = await store.head();
    expect(told?.seq).toBe(seq);
    const document = JSON.parse(told?.document ?? '{}') as Record<string, unknown>;
    expect(document).toEqual({
      erased: people.map((one) => one.seq),
      salt: expect.stringMatching(/^[\w-]{22}$/) as string,
      v: 1,
    });
    const [leaf] = await store.readLeaves(seq, 1);
    const entry = parseEntry(leaf?.entry ?? new Uint8Array());
    expect([entry.k, entry.d]).toEqual(['erased-set', documentDigest(told?.document ?? '')]);
    expect(await store.isErased(people.map((one) => one.seq))).toEqual([true, true, true]);
  });
});

describe('the keeper', () => {
  it('copies a refusal to the key store by itself, and all of them on its way out', async () => {
    const { runtime } = temporary;
    const keeper = startErasureKeeper(runtime);
    const first = await customer('D');
    const copied = (): Promise<number> => runtime.keyStore.lastWithdrawalSeq();
    await expect.poll(copied, { timeout: 30_000 }).toBe(first.seq);
    const last = await customer('E');
    await keeper.stop();
    expect(await runtime.keyStore.lastWithdrawalSeq()).toBe(last.seq);
    const handle = runtime.vault.handleOf({ system: 'shop', id: 'D' });
    const rows = await runtime.keyStore.withdrawals({ afterSeq: first.seq - 1, limit: 9 });
    expect(rows.map((row) => row.handle)).toContain(handle);
    const erasure = { actor: deploymentPrincipal(), subject: first.subject } as const;
    await eraseSubject(runtime, { ...erasure, ground: 'requested' });
    const left = await runtime.keyStore.withdrawals({ afterSeq: 0, limit: 99 });
    expect(left.map((row) => row.seq)).toEqual([last.seq]);
  });
});
