/**
 * The key a witness cosigns with: made with its folder, kept there for good. It is the auditor's,
 * not the deployment's, so no deployment's secret seals it: the folder is the owner's alone.
 *
 *   <state>/witness.key   JSON {name, seed}, seed as base64url of 32 bytes
 */
import path from 'node:path';
import { z } from 'zod';
import { fromBase64Url, toBase64Url } from '../ledger/bytes';
import { generateSigningKey, publicKeyOf } from '../ledger/ed25519';
import { formatVerifierKey, keyIdOf, WITNESS_KEY_TYPE } from '../ledger/note';
import { readIfThere, writeDurably, type WriteOptions } from './durable-files';

export interface WitnessKey {
  readonly name: string;
  readonly seed: Uint8Array;
  readonly vkey: string;
}

const FILE = 'witness.key';
const schema = z.strictObject({ name: z.string().min(1), seed: z.string() });

function toKey(name: string, seed: Uint8Array): WitnessKey {
  const publicKey = publicKeyOf(seed);
  const keyId = keyIdOf(name, WITNESS_KEY_TYPE, publicKey);
  const vkey = formatVerifierKey({ name, keyId, type: WITNESS_KEY_TYPE, publicKey });
  return { name, seed, vkey };
}

/** undefined where none was made; throws when the file is not one of ours. */
export async function findWitnessKey(folder: string): Promise<WitnessKey | undefined> {
  const bytes = await readIfThere(path.join(folder, FILE));
  if (bytes === undefined) return undefined;
  const { name, seed } = schema.parse(JSON.parse(bytes.toString('utf8')));
  return toKey(name, fromBase64Url(seed));
}

/** Durable when it resolves. Throws LedgerFormatError for a name that no vkey may carry. */
export async function makeWitnessKey(
  folder: string,
  name: string,
  options: WriteOptions = {},
): Promise<WitnessKey> {
  const { seed } = generateSigningKey();
  const key = toKey(name, seed);
  const bytes = `${JSON.stringify({ name, seed: toBase64Url(seed) })}\n`;
  await writeDurably([{ path: path.join(folder, FILE), bytes }], { ...options, mode: 0o600 });
  return key;
}
