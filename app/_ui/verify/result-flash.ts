/** What the server found, carried over the redirect: sealed, so that nobody can make us say it. */
import { sealedBytes } from '@/lib/identity/sealing';
import type { Runtime } from '@/lib/runtime/model';
import type { ReceiptSummary } from './summary';

const PURPOSE = 'verify-result';
const MAX_CHARACTERS = 6_000;

export function sealResult(runtime: Pick<Runtime, 'vault'>, summary: ReceiptSummary): string {
  const bytes = Buffer.from(JSON.stringify(summary));
  return Buffer.from(runtime.vault.seal(PURPOSE, bytes)).toString('base64url');
}

/** Undefined for text that is not ours. */
export function openResult(
  runtime: Pick<Runtime, 'vault'>,
  text: string | undefined,
): ReceiptSummary | undefined {
  if (text === undefined || text.length > MAX_CHARACTERS) return undefined;
  try {
    const bytes = runtime.vault.open(PURPOSE, sealedBytes(text));
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as ReceiptSummary;
  } catch {
    // Not a seal of ours: there is nothing to say.
    return undefined;
  }
}
