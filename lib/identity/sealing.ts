/**
 * AES-256-GCM as everything sealed here is laid out:
 *
 *   0x01 || nonce[12] || ciphertext || tag[16]
 *
 * The context is authenticated, so that bytes sealed for one place do not open in another.
 */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { randomInto } from '../random';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OVERHEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** The bytes were not sealed with this key and context, or were changed since. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
  /** By name, as AppError is known. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'SealBrokenError';
  }
  constructor(options?: { readonly cause: unknown }) {
    super('sealed bytes do not open', options);
  }
}

/** A key object is cheaper to use again than its bytes; for one use the bytes themselves are. */
export function sealingKey(key: Uint8Array): KeyObject {
  if (key.length !== 32) throw new Error('a sealing key has 32 bytes');
  return createSecretKey(key);
}

export function sealBytes(key: KeyObject | Uint8Array, context: string, bytes: Uint8Array): Buffer {
  const sealed = Buffer.allocUnsafe(OVERHEAD_BYTES + bytes.length);
  sealed[0] = VERSION;
  randomInto(sealed, 1, NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  cipher.setAAD(Buffer.from(context));
  cipher.update(bytes).copy(sealed, 1 + NONCE_BYTES);
  cipher.final();
  cipher.getAuthTag().copy(sealed, 1 + NONCE_BYTES + bytes.length);
  return sealed;
}

/** Throws SealBrokenError for anything this key did not seal in this context. */
export function openBytes(
  key: KeyObject | Uint8Array,
  context: string,
  sealed: Uint8Array,
): Buffer {
  if (sealed.length < OVERHEAD_BYTES || sealed[0] !== VERSION) throw new SealBrokenError();
  const tagAt = sealed.length - TAG_BYTES;
  try {
    const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(sealed.subarray(tagAt));
    const opened = decipher.update(sealed.subarray(1 + NONCE_BYTES, tagAt));
    decipher.final();
    return opened;
  } catch (cause) {
    throw new SealBrokenError({ cause });
  }
}

/**
 * The bytes of a seal that went out as base64url. One spelling each: bits that decoding would pass
 * over make it another text, and that is none of ours.
 */
export function sealedBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new SealBrokenError();
  return bytes;
}
