/**
 * The key of one log: made when the log is, kept beside the signer's record, sealed under the
 * deployment's secret, never in a backup (LEDGER "Signer"). A log has one key for its whole life;
 * the next year's log has the next one.
 *
 *   <SIGNER_DIR>/<origin>.key   base64url of seal("ledger-signing-key", origin || 0x00 || seed[32])
 */
import path from 'node:path';
import type { Vault } from '../identity/vault';
import { concatBytes, equalBytes, fromBase64Url, toBase64Url, utf8 } from '../ledger/bytes';
import { generateSigningKey, publicKeyOf } from '../ledger/ed25519';
import { formatVerifierKey, keyIdOf, LOG_KEY_TYPE } from '../ledger/note';
import { readIfThere, writeDurably, type WriteOptions } from './durable-files';
import { LedgerHalted } from './halt';
import { fileNameOf } from './log-name';

export interface SigningKey {
  /** Name of the key: the log's origin. */
  readonly origin: string;
  readonly seed: Uint8Array;
  /** As it stands in the logs table and in policies. */
  readonly vkey: string;
}

const PURPOSE = 'ledger-signing-key';
const SEED_BYTES = 32;

type KeySeal = Pick<Vault, 'seal' | 'open'>;

function keyFile(folder: string, origin: string): string {
  return path.join(folder, `${fileNameOf(origin)}.key`);
}

function toKey(origin: string, seed: Uint8Array): SigningKey {
  const publicKey = publicKeyOf(seed);
  const keyId = keyIdOf(origin, LOG_KEY_TYPE, publicKey);
  const vkey = formatVerifierKey({ name: origin, keyId, type: LOG_KEY_TYPE, publicKey });
  return { origin, seed, vkey };
}

/** undefined where none was made; throws LedgerHalted when it is there and does not open. */
export async function findSigningKey(
  folder: string,
  origin: string,
  vault: KeySeal,
): Promise<SigningKey | undefined> {
  const file = keyFile(folder, origin);
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const prefix = concatBytes(utf8(origin), Uint8Array.of(0));
  try {
    const opened = vault.open(PURPOSE, fromBase64Url(text.toString('utf8').trim()));
    const named = equalBytes(opened.subarray(0, prefix.length), prefix);
    if (!named || opened.length !== prefix.length + SEED_BYTES) throw new Error('another log’s');
    return toKey(origin, opened.slice(prefix.length));
  } catch (cause) {
    throw new LedgerHalted(
      `the signing key ${file} does not open: it was changed, or NATTOKU_SECRET is another one`,
      { cause },
    );
  }
}

/** Durable when it resolves. INVARIANT: called only where nothing was ever signed for `origin`. */
export async function makeSigningKey(
  folder: string,
  origin: string,
  vault: KeySeal,
  options: WriteOptions = {},
): Promise<SigningKey> {
  const { seed } = generateSigningKey();
  const sealed = vault.seal(PURPOSE, concatBytes(utf8(origin), Uint8Array.of(0), seed));
  const bytes = `${toBase64Url(sealed)}\n`;
  await writeDurably([{ path: keyFile(folder, origin), bytes }], { ...options, mode: 0o600 });
  return toKey(origin, seed);
}
