/**
 * A person erases themselves in two steps: the page that says what will happen seals exactly that
 * for this person and a quarter of an hour, and only this seal is carried out. A second press of
 * what is done is told so again, and makes nobody known anew.
 */
import { z } from 'zod';
import type { ErrorCode } from '../errors';
import type { PersonPrincipal, Principal } from '../identity/model';
import { sealedBytes } from '../identity/sealing';
import type { Vault } from '../identity/vault';
import { eraseSubject } from '../record/erase';
import { askServices } from '../record/service-erasures';
import type { Runtime } from '../runtime/model';

const PURPOSE = 'portal-erase-oneself';
const TEXT_MAX_LENGTH = 900;
const LIFE_MS = 15 * 60_000;

const wishSchema = z.strictObject({
  /** 「受け取り拒否だけ残す」 */
  keepRefusal: z.boolean(),
  /** First every service that knows the person is asked. */
  askServices: z.boolean(),
});
const sealedSchema = wishSchema.extend({ subject: z.string(), untilMs: z.number() });
export type ErasureWish = z.infer<typeof wishSchema>;

export function sealWish(
  { vault, clock }: Pick<Runtime, 'vault' | 'clock'>,
  { subject }: PersonPrincipal,
  wish: ErasureWish,
): string {
  const content = { ...wish, subject, untilMs: clock.now() + LIFE_MS };
  return Buffer.from(vault.seal(PURPOSE, Buffer.from(JSON.stringify(content)))).toString(
    'base64url',
  );
}

function openWish(
  vault: Pick<Vault, 'open'>,
  text: string,
  nowMs: number,
): z.infer<typeof sealedSchema> | undefined {
  if (text.length > TEXT_MAX_LENGTH) return undefined;
  try {
    const bytes = vault.open(PURPOSE, sealedBytes(text));
    const wish = sealedSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return nowMs < wish.untilMs ? wish : undefined;
  } catch {
    // Not a seal of ours: nothing was wished.
    return undefined;
  }
}

export type OwnErasure =
  | { readonly ok: true; readonly keptRefusal: boolean }
  /** `conflict`: the seal is over or another person's; the first step comes again. */
  | { readonly ok: false; readonly reason: ErrorCode };

export async function eraseOneself(
  runtime: Runtime,
  principal: Principal,
  text: string,
): Promise<OwnErasure> {
  const { vault, clock, store } = runtime;
  const wish = openWish(vault, text, clock.now());
  if (principal.kind !== 'person') {
    const gone = wish !== undefined && (await store.findGroup({ subject: wish.subject }));
    return wish !== undefined && gone === undefined
      ? { ok: true, keptRefusal: wish.keepRefusal }
      : { ok: false, reason: 'unauthenticated' };
  }
  if (wish?.subject !== principal.subject) return { ok: false, reason: 'conflict' };
  if (wish.askServices) {
    const asked = await askServices(runtime, principal);
    if (!asked.ok) return asked;
  }
  const outcome = await eraseSubject(runtime, {
    actor: principal,
    subject: principal.subject,
    ground: 'requested',
    keepSuppression: wish.keepRefusal,
  });
  return outcome.ok
    ? { ok: true, keptRefusal: wish.keepRefusal }
    : { ok: false, reason: outcome.reason };
}
