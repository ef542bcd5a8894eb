import { describe, expect, test } from 'vitest';
import type { KeyStore } from '../port';
import { bytes, newSubject, type FreshDatabase } from './samples';
import { onTwoKeyStores } from './two-nodes';

export function keyContract(fresh: FreshDatabase): void {
  describe('key store', () => {
    let keys: KeyStore;
    let other: KeyStore;
    onTwoKeyStores(fresh, (...nodes) => {
      [keys, other] = nodes;
    });

    test('keys come back in the order asked, and a key that exists is left as it is', async () => {
      const [a, b] = [newSubject(), newSubject()];
      const wrapped = bytes(60);
      await keys.putKeys([{ subject: a, wrapped }]);
      await other.putKeys([
        { subject: a, wrapped: bytes(60) },
        { subject: b, wrapped },
      ]);
      const found = await keys.findKeys([b, 'nobody', a]);
      expect(found.map((key) => key && Buffer.from(key).equals(wrapped))).toEqual([
        true,
        undefined,
        true,
      ]);
      await keys.putKeys([]);
    });

    test('a destroyed key is gone for everybody, and only that one', async () => {
      const [a, b] = [newSubject(), newSubject()];
      await keys.putKeys([a, b].map((subject) => ({ subject, wrapped: bytes() })));
      await keys.destroyKeys([a]);
      const found = await other.findKeys([a, b]);
      expect(found.map((key) => key !== undefined)).toEqual([false, true]);
    });

    test('of many that set a secret the first wins, and all get what stands', async () => {
      const puts = Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? keys : other).putSecret('pepper', bytes()),
      );
      const got = (await Promise.all(puts)).map((secret) => Buffer.from(secret).toString('hex'));
      expect(new Set(got).size).toBe(1);
      expect(Buffer.from((await keys.findSecret('pepper')) ?? []).toString('hex')).toBe(got[0]);
      expect(await keys.findSecret('nothing')).toBeUndefined();
    });

    test('many keys at once', async () => {
      const rows = Array.from({ length: 1_200 }, () => ({
        subject: newSubject(),
        wrapped: bytes(),
      }));
      await keys.putKeys(rows);
      const found = await other.findKeys(rows.map(({ subject }) => subject));
      expect(found.every((key) => key !== undefined)).toBe(true);
    });
  });
}
