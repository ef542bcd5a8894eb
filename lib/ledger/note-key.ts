/**
 * Whose signature it is (LEDGER "Checkpoint", C2SP signed-note):
 *
 *   keyId  SHA-256(name || 0x0A || type || publicKey)[:4]
 *   vkey   name+hex(keyId)+base64(type || publicKey)
 *   line   — name base64(keyId || signature)\n
 */
import { concatBytes, equalBytes, fromBase64, fromHex, toBase64, toHex, utf8 } from './bytes';
import { LedgerFormatError } from './canonical';
import { sha256 } from './sha256';

/** Ed25519 over the note's text: what a log signs with. */
export const LOG_KEY_TYPE = 0x01;
/** Ed25519 over time and text: what a witness cosigns with. */
export const WITNESS_KEY_TYPE = 0x04;
export const KEY_ID_BYTES = 4;
const PUBLIC_KEY_BYTES = 32;

export interface VerifierKey {
  readonly name: string;
  /** Four bytes; with the name it says which key signed. */
  readonly keyId: Uint8Array;
  /** 0x01 or 0x04. */
  readonly type: number;
  readonly publicKey: Uint8Array;
}

/** Names are what stands between two spaces of a line, and before the plus of a vkey. */
const NAME = /^[^\p{White_Space}\p{Cc}\p{Surrogate}+]+$/u;

/** Throws LedgerFormatError for an empty name or one with spaces or a plus. */
export function checkKeyName(name: string): void {
  if (!NAME.test(name)) throw new LedgerFormatError('a key name has no spaces and no plus');
}

export function keyIdOf(name: string, type: number, publicKey: Uint8Array): Uint8Array {
  const described = concatBytes(utf8(`${name}\n`), Uint8Array.of(type), publicKey);
  return new Uint8Array(sha256(described).subarray(0, KEY_ID_BYTES));
}

/** Throws LedgerFormatError unless `text` is what `formatVerifierKey` writes. */
export function parseVerifierKey(text: string): VerifierKey {
  const [name = '', id = '', ...rest] = text.split('+');
  // The base64 may hold a plus of its own.
  const described = fromBase64(rest.join('+'));
  const [type = 0] = described;
  const publicKey = described.slice(1);
  const key = { name, keyId: fromHex(id), type, publicKey };
  checkKey(key);
  return key;
}

export function formatVerifierKey(key: VerifierKey): string {
  checkKey(key);
  const described = concatBytes(Uint8Array.of(key.type), key.publicKey);
  return `${key.name}+${toHex(key.keyId)}+${toBase64(described)}`;
}

/** The whole line, with its newline. */
export function signatureLine(name: string, keyId: Uint8Array, signature: Uint8Array): string {
  checkKeyName(name);
  if (keyId.length !== KEY_ID_BYTES || signature.length === 0) {
    throw new LedgerFormatError('a signature line holds four bytes of key id and a signature');
  }
  return `— ${name} ${toBase64(concatBytes(keyId, signature))}\n`;
}

function checkKey({ name, keyId, type, publicKey }: VerifierKey): void {
  checkKeyName(name);
  if (type !== LOG_KEY_TYPE && type !== WITNESS_KEY_TYPE) {
    throw new LedgerFormatError('a verifier key is Ed25519, of type 1 or 4');
  }
  if (publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new LedgerFormatError('an Ed25519 public key is 32 bytes');
  }
  if (!equalBytes(keyId, keyIdOf(name, type, publicKey))) {
    throw new LedgerFormatError('the key id is not that of name and key');
  }
}
