/** Ed25519 where node:crypto is not: same signatures and answers as ed25519.ts. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { LedgerFormatError } from './canonical';

const KEY_BYTES = 32;

/** A fresh key pair; only the seed is secret. */
export function generateSigningKey(): { seed: Uint8Array; publicKey: Uint8Array } {
  const seed = ed25519.utils.randomPrivateKey();
  return { seed, publicKey: publicKeyOf(seed) };
}

export function publicKeyOf(seed: Uint8Array): Uint8Array {
  checkSeed(seed);
  return ed25519.getPublicKey(seed);
}

/** 64 bytes; the same seed and message always give the same. */
export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  checkSeed(seed);
  return ed25519.sign(message, seed);
}

/** False for anything that is not a valid signature, also for bytes of the wrong length. */
export function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== KEY_BYTES || signature.length !== 2 * KEY_BYTES) return false;
  try {
    // RFC 8032 without the relaxations of ZIP 215, as node:crypto has it.
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    // 32 bytes that are no point of the curve: no signature verifies under them.
    return false;
  }
}

function checkSeed(seed: Uint8Array): void {
  if (seed.length !== KEY_BYTES) throw new LedgerFormatError('the seed is not 32 bytes');
}
