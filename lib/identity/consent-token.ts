/**
 * The Consent-Token (API.md "Freshness"): `{epoch, revision}` sealed with a random nonce, so
 * that no two are equal and none tells how much is written here.
 *
 *   opened: revision u64be || epoch UTF-8
 */
import type { KeyObject } from 'node:crypto';
import { openBytes, sealBytes, SealBrokenError, sealedBytes } from './sealing';

export interface ConsentToken {
  readonly epoch: string;
  readonly revision: number;
}

const CONTEXT = 'consent-token';
const REVISION_BYTES = 8;
const TOKEN_TEXT = /^[A-Za-z0-9_-]{48,256}$/;

export function writeConsentToken(key: KeyObject, { epoch, revision }: ConsentToken): string {
  if (!Number.isSafeInteger(revision) || revision < 0) throw new RangeError('no such revision');
  const bytes = Buffer.allocUnsafe(REVISION_BYTES + Buffer.byteLength(epoch));
  bytes.writeUInt32BE(Math.floor(revision / 2 ** 32), 0);
  bytes.writeUInt32BE(revision % 2 ** 32, 4);
  bytes.write(epoch, REVISION_BYTES);
  return sealBytes(key, CONTEXT, bytes).toString('base64url');
}

/** Undefined for anything we did not write. */
export function readConsentToken(key: KeyObject, token: string): ConsentToken | undefined {
  if (!TOKEN_TEXT.test(token)) return undefined;
  try {
    const bytes = openBytes(key, CONTEXT, sealedBytes(token));
    const revision = bytes.readUInt32BE(0) * 2 ** 32 + bytes.readUInt32BE(4);
    return { epoch: bytes.toString('utf8', REVISION_BYTES), revision };
  } catch (error) {
    if (error instanceof SealBrokenError) return undefined;
    throw error;
  }
}
