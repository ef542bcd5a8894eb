/**
 * Where a system stands: `{epoch, revision}` sealed like a Consent-Token, with a nonce of its own
 * each time, so that no two are equal and none says how much is written here (API.md "Freshness").
 */
import { SealBrokenError, sealedBytes } from '../../identity/sealing';
import type { Vault } from '../../identity/vault';

/** Where a snapshot that was cut goes on: what it began with, and the last handle it told. */
export interface Resume {
  readonly epoch: string;
  readonly revision: number;
  readonly asOf: number;
  readonly view: string;
  readonly handle: string;
}

const PURPOSE = 'snapshot-resume';
const RESUME_TEXT = /^[A-Za-z0-9_-]{40,2000}$/;

export function writeResume(vault: Pick<Vault, 'seal'>, resume: Resume): string {
  const bytes = Buffer.from(JSON.stringify(resume), 'utf8');
  return Buffer.from(vault.seal(PURPOSE, bytes)).toString('base64url');
}

/** Undefined for anything we did not write. */
export function readResume(vault: Pick<Vault, 'open'>, text: string): Resume | undefined {
  if (!RESUME_TEXT.test(text)) return undefined;
  try {
    const bytes = vault.open(PURPOSE, sealedBytes(text));
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Resume;
  } catch (error) {
    if (error instanceof SealBrokenError) return undefined;
    throw error;
  }
}
