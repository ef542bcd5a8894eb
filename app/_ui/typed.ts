/** What stood in a form that could not be saved: shown again, to who typed it. Sealed, as it may be personal. */
import { z } from 'zod';
import { sealedBytes } from '@/lib/identity/sealing';
import type { Runtime } from '@/lib/runtime/model';

const PURPOSE = 'portal-typed';
const TEXT_MAX_LENGTH = 4_000;
const LEFT_OUT = ['once', 'version', 'back'];
const schema = z.object({
  subject: z.string(),
  /** The one at fault. */
  field: z.string(),
  fields: z.record(z.string(), z.string()),
});
export type Typed = z.infer<typeof schema>;

export function typedIn(form: FormData): Typed['fields'] {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && !LEFT_OUT.includes(name) ? [[name, value]] : [],
    ),
  );
}

export function sealTyped(runtime: Pick<Runtime, 'vault'>, typed: Typed): string {
  const bytes = Buffer.from(JSON.stringify(typed));
  return Buffer.from(runtime.vault.seal(PURPOSE, bytes)).toString('base64url');
}

/** Undefined for text that is not ours, or somebody else's. */
export function openTyped(
  runtime: Pick<Runtime, 'vault'>,
  text: string | undefined,
  subject: string | undefined,
): Typed | undefined {
  if (text === undefined || text.length > TEXT_MAX_LENGTH || subject === undefined)
    return undefined;
  try {
    const bytes = runtime.vault.open(PURPOSE, sealedBytes(text));
    const typed = schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return typed.subject === subject ? typed : undefined;
  } catch {
    // Not a seal of ours: nothing was typed.
    return undefined;
  }
}
