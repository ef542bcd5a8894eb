/**
 * How people are named here (API guide): handle = "h1_" + base64url(HMAC-SHA-256(key, NFC(id))).
 * Of a handle its first 16 bytes are kept, as four words: no two people share them.
 */
import { createMac } from './sha256';

const PREFIX = 'h1_';
const HANDLE = /^h1_[A-Za-z0-9_-]{43}$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const MOST_CHARACTERS = 256;
const LONE_SURROGATE = /\p{Surrogate}/u;
const SIX = new Uint8Array(128);
for (const [value, character] of [...ALPHABET].entries()) SIX[character.charCodeAt(0)] = value;

/** Four words: what a person is found by. */
export type Prefix = Uint32Array;

function six(text: string, at: number): number {
  return SIX[text.charCodeAt(at)] ?? 0;
}

/** Into `into`; false for what is no handle. */
export function readHandle(handle: string, into: Prefix): boolean {
  if (!HANDLE.test(handle)) return false;
  const at = PREFIX.length;
  // 16 bytes are 21 characters and two bits; a word ends within every sixth character or so.
  let held = 0;
  let bits = 0;
  let word = 0;
  for (let i = 0; word < 4; i += 1) {
    const value = six(handle, at + i);
    const room = 32 - bits;
    if (room > 6) {
      held = (held << 6) | value;
      bits += 6;
    } else {
      const rest = 6 - room;
      into[word] = (held << room) | (value >>> rest);
      word += 1;
      held = value & ((1 << rest) - 1);
      bits = rest;
    }
  }
  return true;
}

export function readKey(text: string): Uint8Array {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Undefined for what cannot be an identifier: nobody's. */
export type HandleOf = (id: string) => Prefix | undefined;

/** The words given are overwritten by the next call. */
export function createHandles(key: Uint8Array): HandleOf {
  const mac = createMac(key);
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(3 * 4 * MOST_CHARACTERS);
  return (id) => {
    const { length } = id;
    if (length === 0 || length > MOST_CHARACTERS) return undefined;
    for (let i = 0; i < length; i += 1) {
      const code = id.charCodeAt(i);
      if (code > 0x7f) {
        if (LONE_SURROGATE.test(id)) return undefined;
        const { written } = encoder.encodeInto(id.normalize('NFC'), bytes);
        return mac(bytes, written);
      }
      bytes[i] = code;
    }
    return mac(bytes, length);
  };
}
