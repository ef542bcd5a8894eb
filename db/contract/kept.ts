import { describe, expect, test } from 'vitest';
import type { KeyStore } from '../port';
import { bytes, newSubject, type FreshDatabase } from './samples';
import { onTwoKeyStores } from './two-nodes';

export function keptContract(fresh: FreshDatabase): void {
  describe('what outlives a restore', () => {
    let keys: KeyStore;
    let other: KeyStore;
    onTwoKeyStores(fresh, (...nodes) => {
      [keys, other] = nodes;
    });

    test('a tombstone keeps its first instant, and all are read page by page', async () => {
      const macs = Array.from({ length: 1200 }, () => newSubject()).sort();
      const rows = macs.map((mac, i) => ({ mac, atMs: i }));
      // In both orders at once, again and again: whoever meets a row that is not committed waits for it.
      for (let at = 0; at < rows.length; at += 300) {
        const some = rows.slice(at, at + 300);
        const backwards = [...some].reverse();
        await Promise.all(
          Array.from({ length: 8 }, (_, i) =>
            i % 2 ? keys.putTombstones(some) : other.putTombstones(backwards),
          ),
        );
      }
      await other.putTombstones([{ mac: macs[0] ?? '', atMs: 99 }]);
      const first = await other.tombstones({ limit: 10 });
      const rest = await other.tombstones({ after: first.at(-1)?.mac ?? '', limit: 2000 });
      expect([...first, ...rest]).toEqual(rows);
    });

    test('a suppression is that of the newest erasure, until it is dropped', async () => {
      const [a, b] = [newSubject(), newSubject()].sort() as [string, string];
      const row = (handle: string, atMs: number) => ({ handle, atMs, sealed: bytes(40) });
      const newest = row(a, 3);
      await keys.putSuppressions([newest, row(a, 2), row(b, 2)]);
      await other.putSuppressions([row(a, 1)]);
      const found = await other.suppressions({ limit: 10 });
      expect(found.map(({ handle, atMs }) => [handle, atMs])).toEqual([
        [a, 3],
        [b, 2],
      ]);
      expect(Buffer.from(found[0]?.sealed ?? []).equals(newest.sealed)).toBe(true);
      expect(await other.suppressions({ after: a, limit: 10 })).toHaveLength(1);
      await keys.dropSuppressions([a]);
      expect((await other.suppressions({ limit: 10 })).map(({ handle }) => handle)).toEqual([b]);
    });

    test('withdrawals are read on from a seq, whole seqs at a time', async () => {
      expect(await keys.lastWithdrawalSeq()).toBe(0);
      const [a, b, c] = ['a', 'b', 'c'].map((name) => `${name}${newSubject()}`) as [
        string,
        string,
        string,
      ];
      const row = (seq: number, handle: string) => ({ seq, atMs: seq, handle, sealed: bytes(40) });
      const rows = [row(7, a), row(9, a), row(9, b), row(9, c), row(12, b)];
      await Promise.all([keys.putWithdrawals(rows), other.putWithdrawals([...rows].reverse())]);
      const read = async (afterSeq: number, limit: number) =>
        (await other.withdrawals({ afterSeq, limit })).map(({ seq, handle }) => [seq, handle]);
      expect(await read(0, 2)).toEqual(rows.slice(0, 4).map(({ seq, handle }) => [seq, handle]));
      expect(await read(9, 2)).toEqual([[12, b]]);
      expect(await other.lastWithdrawalSeq()).toBe(12);
      await keys.dropWithdrawals([b]);
      expect(await read(0, 9)).toEqual([
        [7, a],
        [9, a],
        [9, c],
      ]);
      await keys.putWithdrawals([]);
    });
  });
}
