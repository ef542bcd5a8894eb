/**
 * A child asks their guardians by mail to look at what waits (DESIGN §3): once a day at most, and
 * never what waits nor of whom. Addresses are opened to send and for nothing else.
 */
import { MAIL_SYSTEM, type PersonPrincipal } from '../identity/model';
import {
  askedGuardiansAtMs,
  askGuardians,
  guardiansOf,
  type GuardianOutcome,
} from '../record/guardians';
import type { Runtime } from '../runtime/model';

const AGAIN_MS = 24 * 60 * 60 * 1000;

/** Writes to an address; undefined where no mail goes out. */
export type WriteTo = ((address: string) => Promise<void>) | undefined;

export interface AskView {
  readonly askedAtMs: number | null;
  /** From when it can be asked again; null: now. */
  readonly againAtMs: number | null;
}

/** Of everyone linked who can be written to. */
async function addressesOf(runtime: Runtime, subject: string): Promise<readonly string[]> {
  const { store, subjectKeys, vault } = runtime;
  const addresses: string[] = [];
  for (const { guardian } of await guardiansOf(runtime, subject)) {
    const group = await store.findGroup({ subject: guardian });
    const known = await store.identifiersOf((group?.rows ?? []).map((row) => row.subject));
    const named = known.find(({ system, sealed }) => system === MAIL_SYSTEM && sealed !== null);
    const [key] = named === undefined ? [] : await subjectKeys.find([named.subject]);
    if (named === undefined || named.sealed === null || key === undefined) continue;
    const opened = vault.openPersonal(key, named.handle, named.sealed);
    addresses.push(Buffer.from(opened).toString('utf8'));
  }
  return addresses;
}

function againAtMs(askedAtMs: number | undefined, nowMs: number): number | null {
  if (askedAtMs === undefined || askedAtMs + AGAIN_MS <= nowMs) return null;
  return askedAtMs + AGAIN_MS;
}

/** Undefined where there is nobody to write to, or no way. */
export async function askView(
  runtime: Runtime,
  { subject }: PersonPrincipal,
  write: WriteTo,
): Promise<AskView | undefined> {
  if (write === undefined) return undefined;
  if ((await addressesOf(runtime, subject)).length === 0) return undefined;
  const askedAtMs = await askedGuardiansAtMs(runtime, subject);
  return {
    askedAtMs: askedAtMs ?? null,
    againAtMs: againAtMs(askedAtMs, runtime.clock.now()),
  };
}

/** Recorded first, then sent: who asks twice at once is heard once. */
export async function askByMail(
  runtime: Runtime,
  person: PersonPrincipal,
  once: string,
  write: WriteTo,
): Promise<GuardianOutcome> {
  const view = await askView(runtime, person, write);
  if (view === undefined || write === undefined) return { ok: false, reason: 'unavailable' };
  if (view.againAtMs !== null) return { ok: false, reason: 'conflict' };
  const to = await addressesOf(runtime, person.subject);
  const outcome = await askGuardians(runtime, person, once);
  if (!outcome.ok) return outcome;
  for (const address of to) await write(address);
  return outcome;
}
