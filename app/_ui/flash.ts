/** What was just saved, carried over the redirect: sealed, so that nobody can make us say it. */
import { z } from 'zod';
import { sealedBytes } from '@/lib/identity/sealing';
import { MEANING_NOTES } from '@/lib/portal/meaning';
import type { Runtime } from '@/lib/runtime/model';

const PURPOSE = 'portal-flash';
const schema = z.object({
  subject: z.string(),
  atMs: z.number(),
  /** Empty: nothing had to change. */
  eventIds: z.array(z.string()),
  undoable: z.boolean(),
  refused: z.array(z.string()),
  sensitive: z.array(z.string()),
  /** Why it changes less than it seems to. */
  note: z.enum(MEANING_NOTES).exactOptional(),
});
export type Flash = z.infer<typeof schema>;

export function sealFlash(runtime: Pick<Runtime, 'vault'>, flash: Flash): string {
  const bytes = Buffer.from(JSON.stringify(flash));
  return Buffer.from(runtime.vault.seal(PURPOSE, bytes)).toString('base64url');
}

/** Undefined for text that is not ours, or said to someone else. */
export function openFlash(
  runtime: Pick<Runtime, 'vault'>,
  text: string | undefined,
  subject: string | undefined,
): Flash | undefined {
  if (text === undefined || text.length > 2_000 || subject === undefined) return undefined;
  try {
    const bytes = runtime.vault.open(PURPOSE, sealedBytes(text));
    const flash = schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return flash.subject === subject ? flash : undefined;
  } catch {
    // Not a seal of ours: there is nothing to say.
    return undefined;
  }
}
