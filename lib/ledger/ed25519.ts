/**
 * Ed25519 (RFC 8032) over raw bytes: 32-byte seed, 32-byte public key, 64-byte signature. Node
 * takes keys in DER only, so each is wrapped in its fixed prefix. The browser's sibling is
 * ed25519.browser.ts.
 */
import * as crypto from 'node:crypto';
import { fromHex, toHex } from './bytes';
import { LedgerFormatError } from './canonical';

/** PKCS #8 and SubjectPublicKeyInfo of RFC 8410, up to the 32 bytes. */
const PRIVATE_PREFIX = '302e020100300506032b657004220420';
const PUBLIC_PREFIX = '302a300506032b6570032100';
const KEY_BYTES = 32;

/** A fresh key pair; only the seed is secret. */
export function generateSigningKey(): { seed: Uint8Array; publicKey: Uint8Array } {
  const seed = new Uint8Array(crypto.randomBytes(KEY_BYTES));
  return { seed, publicKey: publicKeyOf(seed) };
}

export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const der = crypto.createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(der.subarray(-KEY_BYTES));
}

/** 64 bytes; the same seed and message always give the same. */
export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(crypto.sign(null, message, privateKey(seed)));
}

/** False for anything that is not a valid signature, also for bytes of the wrong length. */
export function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== KEY_BYTES || signature.length !== 2 * KEY_BYTES) return false;
  try {
    return crypto.verify(null, message, publicKeyObject(publicKey), signature);
  } catch {
    // 32 bytes that are no point of the curve: no signature verifies under them.
    return false;
  }
}

/** Keys met before: making one takes as long as verifying with it (measured: bench ledger). */
const known = new Map<string, crypto.KeyObject>();
const MOST_KNOWN = 64;

/** Throws for 32 bytes that are no point of the curve. */
function publicKeyObject(publicKey: Uint8Array): crypto.KeyObject {
  const name = toHex(publicKey);
  const met = known.get(name);
  if (met !== undefined) return met;
  const key = wrapped(PUBLIC_PREFIX, publicKey);
  const made = crypto.createPublicKey({ key, format: 'der', type: 'spki' });
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, made);
  return made;
}

function privateKey(seed: Uint8Array): crypto.KeyObject {
  if (seed.length !== KEY_BYTES) throw new LedgerFormatError('the seed is not 32 bytes');
  return crypto.createPrivateKey({
    key: wrapped(PRIVATE_PREFIX, seed),
    format: 'der',
    type: 'pkcs8',
  });
}

function wrapped(prefix: string, bytes: Uint8Array): Buffer {
  return Buffer.concat([fromHex(prefix), bytes]);
}
