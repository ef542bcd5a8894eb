/** How far a system has read, sealed: how much is written here is told to nobody (API.md "Freshness"). */
import { SealBrokenError, sealedBytes } from '../../identity/sealing';
import type { Vault } from '../../identity/vault';

const PURPOSE = 'contests-after';
const TEXT = /^[A-Za-z0-9_-]{16,400}$/;

export function writeAfter(vault: Pick<Vault, 'seal'>, system: string, seq: number): string {
  const bytes = Buffer.from(JSON.stringify({ system, seq }), 'utf8');
  return Buffer.from(vault.seal(PURPOSE, bytes)).toString('base64url');
}

/** Undefined for anything we did not write for this system. */
export function readAfter(
  vault: Pick<Vault, 'open'>,
  system: string,
  text: string,
): number | undefined {
  if (!TEXT.test(text)) return undefined;
  try {
    const bytes = vault.open(PURPOSE, sealedBytes(text));
    const said = JSON.parse(Buffer.from(bytes).toString('utf8')) as { system: string; seq: number };
    return said.system === system ? said.seq : undefined;
  } catch (error) {
    if (error instanceof SealBrokenError) return undefined;
    throw error;
  }
}
