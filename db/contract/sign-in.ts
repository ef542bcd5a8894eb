import { describe, expect, test } from 'vitest';
import type { SessionRow, SignInRow, Store } from '../port';
import { appendOk, bareCommit, bytes, newSubject, NOW_MS, type FreshDatabase } from './samples';
import { onTwoNodes } from './two-nodes';

const MINUTE_MS = 60_000;

export function signInContract(fresh: FreshDatabase): void {
  describe('sessions and signing in', () => {
    let store: Store;
    let other: Store;
    onTwoNodes(fresh, (...nodes) => {
      [store, other] = nodes;
    });

    function session(who: string, more: Partial<SessionRow> = {}): SessionRow {
      const expiresAtMs = NOW_MS + MINUTE_MS;
      return {
        id: newSubject(),
        kind: 'subject',
        who,
        createdAtMs: NOW_MS,
        expiresAtMs,
        endedAtMs: null,
        ...more,
      };
    }
    async function signIn(more: Partial<SignInRow> = {}): Promise<SignInRow> {
      const row: SignInRow = {
        id: newSubject(),
        pageId: newSubject(),
        purpose: 'person',
        codeMac: bytes(),
        sealed: bytes(50),
        createdAtMs: NOW_MS,
        expiresAtMs: NOW_MS + MINUTE_MS,
        ...more,
      };
      await store.putSignIn(row);
      return row;
    }

    test('a session that ended is ended everywhere, and keeps its first end', async () => {
      const row = session('sub_a');
      await store.putSession(row);
      expect(await other.findSession(row.id)).toEqual(row);
      await other.endSession(row.id, NOW_MS + 5);
      await store.endSession(row.id, NOW_MS + 9);
      expect((await store.findSession(row.id))?.endedAtMs).toBe(NOW_MS + 5);
      expect(await store.findSession('nothing')).toBeUndefined();
    });

    test('every session of one principal ends at once, nobody else’s', async () => {
      const mine = [session('sub_b'), session('sub_b')];
      const others = [session('sub_c'), session('sub_b', { kind: 'device' })];
      for (const row of [...mine, ...others]) await store.putSession(row);
      expect(await store.endSessionsOf('subject', 'sub_b', NOW_MS)).toBe(2);
      expect(await store.endSessionsOf('subject', 'sub_b', NOW_MS)).toBe(0);
      for (const row of others) expect((await other.findSession(row.id))?.endedAtMs).toBeNull();
    });

    test('a link token is taken once, by one of many that race', async () => {
      const row = await signIn();
      const takes = Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? store : other).takeSignInByToken(row.id, NOW_MS + 1),
      );
      const taken = (await Promise.all(takes)).filter((found) => found !== undefined);
      expect(taken).toHaveLength(1);
      expect(taken[0]).toMatchObject({ id: row.id, pageId: row.pageId, purpose: 'person' });
      expect(await store.takeSignInByCode(row.pageId, row.codeMac, NOW_MS + 1)).toBeUndefined();
    });

    test('an expired or unknown token is taken by nobody', async () => {
      const row = await signIn();
      expect(await store.takeSignInByToken(row.id, row.expiresAtMs)).toBeUndefined();
      expect(
        await store.takeSignInByCode(row.pageId, row.codeMac, row.expiresAtMs),
      ).toBeUndefined();
      expect(await store.takeSignInByToken('unknown', NOW_MS)).toBeUndefined();
    });

    test('a code is taken once, on its own page alone', async () => {
      const row = await signIn({ purpose: 'officer' });
      const elsewhere = await signIn();
      expect(await store.takeSignInByCode(elsewhere.pageId, row.codeMac, NOW_MS)).toBeUndefined();
      const takes = [store, other].map((node) =>
        node.takeSignInByCode(row.pageId, row.codeMac, NOW_MS),
      );
      const taken = (await Promise.all(takes)).filter((found) => found !== undefined);
      expect(taken).toHaveLength(1);
      expect(taken[0]?.purpose).toBe('officer');
      expect(await store.takeSignInByToken(row.id, NOW_MS)).toBeUndefined();
    });

    test('after five wrong codes the right one comes too late, also when they race', async () => {
      const row = await signIn();
      const wrong = Array.from({ length: 5 }, (_, i) =>
        (i % 2 ? store : other).takeSignInByCode(row.pageId, bytes(), NOW_MS),
      );
      expect((await Promise.all(wrong)).every((found) => found === undefined)).toBe(true);
      expect(await store.takeSignInByCode(row.pageId, row.codeMac, NOW_MS)).toBeUndefined();
    });

    test('a sweep takes what expired and leaves what lives', async () => {
      const [live, dead] = [session('sub_d'), session('sub_d', { expiresAtMs: NOW_MS - 1 })];
      await store.putSession(live);
      await store.putSession(dead);
      const idempotency = { scope: 's', payloadHash: 'h', answer: '{}', subject: null };
      const seconds = Math.floor(NOW_MS / 1000);
      const old = bareCommit({
        idempotency: { ...idempotency, key: 'old' },
        t: seconds - 31 * 86_400,
      });
      await appendOk(store, old);
      const young = bareCommit({ idempotency: { ...idempotency, key: 'young' }, t: seconds });
      await appendOk(store, young);
      await store.sweepExpired(NOW_MS);
      expect(await store.findSession(live.id)).toEqual(live);
      expect(await store.findSession(dead.id)).toBeUndefined();
      expect(await store.findReplay('s', 'old')).toBeUndefined();
      expect(await store.findReplay('s', 'young')).toBeDefined();
    });
  });
}
