/**
 * Subject keys in use by this process (DESIGN §6 "two stores, one order"). A new key is durable
 * in the key store before any event is encrypted under it commits; a missing key is a deny.
 */
import { LRUCache } from 'lru-cache';
import type { KeyStore } from '../../db/port';
import { AppError } from '../errors';
import type { Vault } from '../identity/vault';

export interface SubjectKeys {
  /** Throws AppError('unavailable') when the key is missing: an erased or broken subject. */
  get(subject: string): Promise<Uint8Array>;
  /** Where it is in use already; absent says nothing. */
  cached(subject: string): Uint8Array | undefined;
  find(subjects: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
  /** A new key, not durable yet: pass `wrapped` to the key store before committing. */
  mint(subject: string): { readonly key: Uint8Array; readonly wrapped: Uint8Array };
  forget(subject: string): void;
  /** Somebody was erased by another process: who, is not told. */
  forgetAll(): void;
}

export function createSubjectKeys(keyStore: KeyStore, vault: Vault): SubjectKeys {
  const cache = new LRUCache<string, Uint8Array>({ max: 50_000 });

  async function find(subjects: readonly string[]): Promise<readonly (Uint8Array | undefined)[]> {
    const missing = subjects.filter((subject) => !cache.has(subject));
    if (missing.length > 0) {
      const wrapped = await keyStore.findKeys(missing);
      missing.forEach((subject, index) => {
        const found = wrapped[index];
        if (found !== undefined) cache.set(subject, vault.unwrapSubjectKey(subject, found));
      });
    }
    return subjects.map((subject) => cache.get(subject));
  }

  return {
    find,
    cached: (subject) => cache.get(subject),
    async get(subject) {
      const key = cache.get(subject) ?? (await find([subject]))[0];
      if (key === undefined) throw new AppError('unavailable', 'a subject key is missing');
      return key;
    },
    mint(subject) {
      const minted = vault.newSubjectKey(subject);
      cache.set(subject, minted.key);
      return minted;
    },
    forget(subject) {
      cache.delete(subject);
    },
    forgetAll() {
      cache.clear();
    },
  };
}
