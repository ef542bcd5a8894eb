// What an officer wrote into the form of a look that was not made, carried over the redirect:
// sealed, because a number of a person must not stand in an address (SEC-09).
import { z } from 'zod';
import type { OfficerPrincipal } from '@/lib/identity/model';
import { sealedBytes } from '@/lib/identity/sealing';
import type { Runtime } from '@/lib/runtime/model';

const PURPOSE = 'console-look-draft';
const DRAFT_MS = 10 * 60 * 1000;
const LONGEST = 600;

const schema = z.object({
  officer: z.string(),
  untilMs: z.number(),
  problem: z.enum(['id', 'ground', 'not_found']),
  system: z.string(),
  id: z.string(),
  ground: z.string(),
});
export type LookDraft = Omit<z.infer<typeof schema>, 'officer' | 'untilMs'>;
type DraftRuntime = Pick<Runtime, 'vault' | 'clock'>;

export function sealDraft(
  { vault, clock }: DraftRuntime,
  { officer }: OfficerPrincipal,
  draft: LookDraft,
): string {
  const content = {
    ...{ officer, untilMs: clock.now() + DRAFT_MS, problem: draft.problem },
    ...{ system: draft.system.slice(0, LONGEST), id: draft.id.slice(0, LONGEST) },
    ground: draft.ground.slice(0, LONGEST),
  };
  return Buffer.from(vault.seal(PURPOSE, Buffer.from(JSON.stringify(content)))).toString(
    'base64url',
  );
}

/** Undefined for text that is not ours, not this officer's, or old. */
export function openDraft(
  { vault, clock }: DraftRuntime,
  { officer }: OfficerPrincipal,
  text: unknown,
): LookDraft | undefined {
  if (typeof text !== 'string' || text.length > 8_000) return undefined;
  try {
    const bytes = vault.open(PURPOSE, sealedBytes(text));
    const draft = schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return draft.officer === officer && draft.untilMs > clock.now() ? draft : undefined;
  } catch {
    // Not a seal of ours: the form begins empty.
    return undefined;
  }
}
