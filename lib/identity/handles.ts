/**
 * Names a system may know (DESIGN §3). Each system derives with its own key, so that two
 * systems that compare what they got from us cannot tell that they know the same person.
 *
 *   K      = HKDF-SHA-256(pepper, salt "", info "nattoku/v1/handle" || 0x00 || system, 32)
 *   handle = "h1_" + base64url(HMAC-SHA-256(K, NFC(id)))
 *   R      = HKDF-SHA-256(pepper, salt "", info "nattoku/v1/ref" || 0x00 || system, 32)
 *   tag    = HMAC-SHA-256(R, eventId)[0..16]
 *   ref    = base64url(tag || id XOR HMAC-SHA-256(R, 0x00 || tag)[0..16])     eventId = "evt_" || base64url(id)
 *
 * A ref is a synthetic initialisation vector and what it hides: whoever lacks R sees 32 random
 * bytes, and we find the event of a ref without a table of them or a search. What is no event id
 * of ours (the reason of a suppression) gets HMAC-SHA-256(R, eventId), which leads nowhere.
 */
import { hkdfSync } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { AppError } from '../errors';
import { hmacSha256 } from '../ledger/hmac';
import { KeyedHmac, type Some } from './keyed-hmac';
import type { Handle, Identifier } from './model';
import { createNames } from './names';

export interface Handles {
  handleOf(identifier: Identifier): Handle;
  /** The same, not remembered: for somebody who is asked about once, among many. */
  handleOfOne(identifier: Identifier): Handle;
  /** The same of an id that is at most 256 bytes of ASCII, laid down as bytes (`HANDLE_BYTES`). */
  putHandle(system: string, id: Some, into: Uint8Array, at: number): void;
  /** 32 bytes: what `GET /api/v1/handle-key` gives the system itself. */
  handleKey(system: string): Uint8Array;
  refOf(system: string, eventId: string): string;
  /** The event id of a ref this system was told; undefined for everything else. */
  eventOfRef(system: string, ref: string): string | undefined;
}

/** Of those lately asked about: each is several objects, and whoever collects garbage meets them all. */
const CACHED_NAMES = 16_384;
const CACHED_SYSTEMS = 1_000;
/** What `newId` makes: 16 bytes. */
const EVENT_ID = /^evt_[\w-]{22}$/;
const REF = /^[\w-]{43}$/;
const HALF = 16;
const ZERO = Uint8Array.of(0);
const HANDLE_BEGINS = Uint8Array.from(Buffer.from('h1_'));
/** `h1_` and 32 bytes in base64url. */
export const HANDLE_BYTES = HANDLE_BEGINS.length + 43;
const LONE_SURROGATE = /\p{Surrogate}/u;
/** Bytes: an id of 256 characters that each take one. */
const PLAIN_ROOM = 257;

export function createHandles(pepper: Uint8Array): Handles {
  const handleKeys = new LRUCache<string, Buffer>({ max: CACHED_SYSTEMS });
  const plain = new LRUCache<string, KeyedHmac>({ max: CACHED_SYSTEMS });
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

  function plainOf(system: string): KeyedHmac {
    const known = plain.get(system);
    if (known !== undefined) return known;
    const made = new KeyedHmac(keyOf(handleKeys, 'nattoku/v1/handle', system), PLAIN_ROOM);
    plain.set(system, made);
    return made;
  }

  function handleOfOne({ system, id }: Identifier): Handle {
    const hmacOf = plainOf(system);
    // As many bytes as characters: ASCII, which is well-formed and its own normal form.
    if (id.length < PLAIN_ROOM && hmacOf.message.write(id, 'utf8') === id.length) {
      return `h1_${hmacOf.digest(id.length, 'base64url')}`;
    }
    // Ill-formed text is written as U+FFFD: two identifiers would share one handle.
    if (LONE_SURROGATE.test(id)) throw new AppError('invalid_request', 'id is not Unicode text');
    return `h1_${hmac(keyOf(handleKeys, 'nattoku/v1/handle', system), id.normalize('NFC'))}`;
  }

  function putHandle(system: string, id: Some, into: Uint8Array, at: number): void {
    const hmacOf = plainOf(system);
    into.set(HANDLE_BEGINS, at);
    hmacOf.putText(hmacOf.put(id), into, at + HANDLE_BEGINS.length);
  }

  return {
    handleOfOne,
    putHandle,
    handleOf(identifier) {
      const known = handles.get(identifier);
      if (known !== undefined) return known;
      const handle = handleOfOne(identifier);
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
      const ref = makeRef(keyOf(refKeys, 'nattoku/v1/ref', system), eventId);
      refs.set(name, ref);
      return ref;
    },
    eventOfRef(system, ref) {
      return readRef(keyOf(refKeys, 'nattoku/v1/ref', system), ref);
    },
  };
}

function hmac(key: Uint8Array, text: string): string {
  const { buffer, byteOffset, length } = hmacSha256(key, text);
  return Buffer.from(buffer, byteOffset, length).toString('base64url');
}

/** `id` under the tag's own stream: the same again takes it off. */
function masked(key: Uint8Array, tag: Uint8Array, id: Uint8Array): Buffer {
  const stream = hmacSha256(key, ZERO, tag);
  return Buffer.from(id.map((byte, at) => byte ^ (stream[at] ?? 0)));
}

function makeRef(key: Uint8Array, eventId: string): string {
  const tag = Buffer.from(hmacSha256(key, eventId));
  const id = Buffer.from(eventId.slice(4), 'base64url');
  if (!EVENT_ID.test(eventId)) return tag.toString('base64url');
  const half = tag.subarray(0, HALF);
  return Buffer.concat([half, masked(key, half, id)]).toString('base64url');
}

function readRef(key: Uint8Array, ref: string): string | undefined {
  if (!REF.test(ref)) return undefined;
  const bytes = Buffer.from(ref, 'base64url');
  const id = masked(key, bytes.subarray(0, HALF), bytes.subarray(HALF));
  const eventId = `evt_${id.toString('base64url')}`;
  return makeRef(key, eventId) === ref ? eventId : undefined;
}
