import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Store, StoredEvent } from '../port';
import { wholeLog } from './samples';

/** Head, numbers and tree agree with the entries that are there. */
export async function expectSoundLog(store: Store): Promise<readonly StoredEvent[]> {
  const [head, log] = [await store.head(), await wholeLog(store)];
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
  expect(head.seq).toBe(log.length);
  const root = rootOfEntries(log.map(({ entry }) => entry));
  expect(Buffer.from(head.root).toString('hex')).toBe(root.toString('hex'));
  return log;
}

export function rootOfEntries(entries: readonly Uint8Array[]): Buffer {
  return rootOf(entries.map((entry) => sha256(Uint8Array.of(0), entry)));
}

/** RFC 6962 by its definition, from the leaves up. */
function rootOf(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes;
  if (!first) return sha256();
  if (hashes.length === 1) return first;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return sha256(Uint8Array.of(1), rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
}

function sha256(...parts: Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}
