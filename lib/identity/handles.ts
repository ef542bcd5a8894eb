/**
 * Names a system may know (DESIGN §3). Each system derives with its own key, so that two
 * systems that compare what they got from us cannot tell that they know the same person.
 *
 *   K      = HKDF-SHA-256(pepper, salt "", info "nattoku/v1/handle" || 0x00 || system, 32)
 *   handle = "h1_" + base64url(HMAC-SHA-256(K, NFC(id)))
 *   ref    = base64url(HMAC-SHA-256(HKDF(pepper, "", "nattoku/v1/ref" || 0x00 || system, 32), eventId))
 */
import { hkdfSync } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { AppError } from '../errors';
import { hmacSha256 } from '../ledger/hmac';
import type { Handle, Identifier } from './model';
import { createNames } from './names';

export interface Handles {
  handleOf(identifier: Identifier): Handle;
  /** 32 bytes: what `GET /api/v1/handle-key` gives the system itself. */
  handleKey(system: string): Uint8Array;
  refOf(system: string, eventId: string): string;
}

/** Hashing each time costs a quarter of the decision path; this is about 60 MB when full. */
const CACHED_NAMES = 150_000;
const CACHED_SYSTEMS = 1_000;
const LONE_SURROGATE = /\p{Surrogate}/u;

export function createHandles(pepper: Uint8Array): Handles {
  const handleKeys = new LRUCache<string, Buffer>({ max: CACHED_SYSTEMS });
  const refKeys = new LRUCache<string, Buffer>({ max: CACHED_SYSTEMS });
  const handles = createNames<Handle>(CACHED_NAMES);
  const refs = createNames<string>(CACHED_NAMES);

  function keyOf(cache: LRUCache<string, Buffer>, label: string, system: string): Buffer {
    const known = cache.get(system);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', pepper, '', `${label}\0${system}`, 32));
    cache.set(system, key);
    return key;
  }

  return {
    handleOf(identifier) {
      const known = handles.get(identifier);
      if (known !== undefined) return known;
      const { system, id } = identifier;
      // Ill-formed text is written as U+FFFD: two identifiers would share one handle.
      if (LONE_SURROGATE.test(id)) throw new AppError('invalid_request', 'id is not Unicode text');
      const key = keyOf(handleKeys, 'nattoku/v1/handle', system);
      const handle: Handle = `h1_${hmac(key, id.normalize('NFC'))}`;
      handles.set(identifier, handle);
      return handle;
    },
    handleKey(system) {
      return Uint8Array.from(keyOf(handleKeys, 'nattoku/v1/handle', system));
    },
    refOf(system, eventId) {
      const name = { system, id: eventId };
      const known = refs.get(name);
      if (known !== undefined) return known;
      const ref = hmac(keyOf(refKeys, 'nattoku/v1/ref', system), eventId);
      refs.set(name, ref);
      return ref;
    },
  };
}

function hmac(key: Uint8Array, text: string): string {
  const { buffer, byteOffset, length } = hmacSha256(key, text);
  return Buffer.from(buffer, byteOffset, length).toString('base64url');
}
