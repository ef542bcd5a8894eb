/**
 * Guardians of minors (DESIGN §3): linked by a code that the minor hands over, both signed in;
 * what a guardian says stands in both histories, or in neither. Who may is judged within the
 * commit (guardian-rules.ts), so nothing that is read here can be overtaken.
 * INVARIANT: a guardian learns what waits for their word and what they said themselves; nothing
 * of the minor's history is read on their behalf.
 */
import { guardedUntilMs } from '../choice/minors';
import type { GuardianBody, SubjectState } from '../choice/model';
import type { ErrorCode } from '../errors';
import { takeGuardianCode } from '../identity/link-codes';
import type { PersonPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { guardianLinks } from './guardian-rules';
import type { NewBody } from './model';
import { openEvents, toFoldEvent, type OpenedEvent } from './personal';

type Reader = Pick<Runtime, 'store' | 'vault' | 'subjectKeys'>;
export type GuardianOutcome =
  | { readonly ok: true; readonly eventId: string }
  | { readonly ok: false; readonly reason: ErrorCode };

/** Events about guardians in one person's own record, oldest first. */
async function ownEvents(runtime: Reader, subject: string): Promise<readonly OpenedEvent[]> {
  const group = await runtime.store.findGroup({ subject });
  const subjects = (group?.rows ?? []).map((row) => row.subject);
  const events = await openEvents(runtime, await runtime.store.eventsOf(subjects));
  return events.filter(({ body }) => body.type === 'guardian');
}

export interface Ward {
  readonly subject: string;
  /** The guardian's own subject that the link hangs on. */
  readonly via: string;
  readonly sinceMs: number;
  /** By purpose the guardian's last word, from their own record. */
  readonly said: ReadonlyMap<string, { readonly act: 'approve' | 'refuse'; readonly atMs: number }>;
  /** Undefined where the record does not hold. */
  readonly state: SubjectState | undefined;
}

function saidTo(events: readonly OpenedEvent[], ward: string, sinceMs: number): Ward['said'] {
  const said = new Map<string, { act: 'approve' | 'refuse'; atMs: number }>();
  for (const { body, personal } of events) {
    if (body.type !== 'guardian' || !body.asGuardian || personal.of !== ward) continue;
    const { act, receivedAtMs: atMs } = body;
    if ((act !== 'approve' && act !== 'refuse') || atMs < sinceMs) continue;
    for (const purpose of body.purposes ?? []) said.set(purpose, { act, atMs });
  }
  return said;
}

/** Whom this person is the guardian of, oldest first; those of age among them, the erased not. */
export async function wardsOf(runtime: Runtime, subject: string): Promise<readonly Ward[]> {
  await runtime.subjects.fresh();
  const events = await ownEvents(runtime, subject);
  const links = [...guardianLinks(events.map(toFoldEvent))];
  const wards = await Promise.all(
    links.map(async ([ward, { guardian: via, sinceMs }]): Promise<Ward> => {
      const found = await runtime.subjects.bySubject(ward);
      const state = found === undefined || found.broken ? undefined : found.state;
      return { subject: ward, via, sinceMs, said: saidTo(events, ward, sinceMs), state };
    }),
  );
  // Nobody is left, or nothing that can be trusted: there is nobody to speak for.
  return wards.filter(({ state }) => state !== undefined);
}

export interface OwnGuardian {
  readonly guardian: string;
  /** The minor's own subject that the link hangs on. */
  readonly via: string;
  readonly sinceMs: number;
}

/** The guardians linked with this minor, by the minor's own record; oldest first. */
export async function guardiansOf(
  runtime: Reader,
  subject: string,
): Promise<readonly OwnGuardian[]> {
  const found = new Map<string, OwnGuardian>();
  for (const { body, personal } of await ownEvents(runtime, subject)) {
    if (body.type !== 'guardian' || body.asGuardian) continue;
    const { of, subject: via } = personal;
    if (body.act === 'link' && of !== undefined) {
      found.set(of, { guardian: of, via, sinceMs: body.receivedAtMs });
    }
    if (body.act !== 'unlink') continue;
    if (of === undefined) found.clear();
    else found.delete(of);
  }
  return [...found.values()];
}

type Said = Omit<GuardianBody, 'type' | 'by' | 'receivedAtMs' | 'surface'>;

async function say(
  runtime: Runtime,
  actor: PersonPrincipal,
  said: Said,
  { of, once }: { readonly of?: string; readonly once: string },
): Promise<GuardianOutcome> {
  const body = { type: 'guardian', surface: 'portal', ...said } as const satisfies NewBody;
  const outcome = await runtime.commit({
    actor,
    about: { subject: actor.subject },
    idempotency: {
      ...{ scope: `guardian ${actor.subject}`, key: once },
      payloadHash: runtime.vault.refOf('guardian', JSON.stringify([said, of ?? null])),
    },
    events: [{ about: 'subject', body, ...(of !== undefined && { of }) }],
  });
  if (!outcome.ok) return { ok: false, reason: outcome.reason };
  return { ok: true, eventId: outcome.events[0]?.eventId ?? '' };
}

/** Of oneself: the band and the instant it ends. `adult` takes an own statement back, or ends it in time. */
export function declareAge(
  runtime: Runtime,
  person: PersonPrincipal,
  age: Pick<GuardianBody, 'ageBand' | 'endsAtMs'>,
  once: string,
): Promise<GuardianOutcome> {
  return say(runtime, person, { act: 'declare', ...age }, { once });
}

export async function linkGuardian(
  runtime: Runtime,
  guardian: PersonPrincipal,
  code: string,
  once: string,
): Promise<GuardianOutcome> {
  const minor = await takeGuardianCode(runtime, code);
  if (minor === undefined) return { ok: false, reason: 'not_found' };
  return say(runtime, guardian, { act: 'link', asGuardian: true }, { of: minor, once });
}

/**
 * By the minor. Of somebody erased it stands in this record alone, and in nobody's name: so it ends
 * with all of them.
 */
export async function endOwnGuardian(
  runtime: Runtime,
  person: PersonPrincipal,
  guardian: string,
  once: string,
): Promise<GuardianOutcome> {
  const links = await guardiansOf(runtime, person.subject);
  const link = links.find((one) => one.guardian === guardian);
  if (link?.via !== person.subject) return { ok: false, reason: 'not_found' };
  await runtime.subjects.fresh();
  const there = (await runtime.subjects.bySubject(guardian)) !== undefined;
  return say(runtime, person, { act: 'unlink' }, { ...(there && { of: guardian }), once });
}

/** By the minor: that what waits be looked at. What comes of it is the guardians' own. */
export function askGuardians(
  runtime: Runtime,
  person: PersonPrincipal,
  once: string,
): Promise<GuardianOutcome> {
  return say(runtime, person, { act: 'ask' }, { once });
}

/** When this minor last asked. */
export async function askedGuardiansAtMs(
  runtime: Reader,
  subject: string,
): Promise<number | undefined> {
  const events = await ownEvents(runtime, subject);
  return events.findLast(({ body }) => body.type === 'guardian' && body.act === 'ask')?.body
    .receivedAtMs;
}

/** By the guardian. The minor goes on being one. */
export function endWard(
  runtime: Runtime,
  guardian: PersonPrincipal,
  ward: string,
  once: string,
): Promise<GuardianOutcome> {
  return say(runtime, guardian, { act: 'unlink', asGuardian: true }, { of: ward, once });
}

export function sayOfWard(
  runtime: Runtime,
  guardian: PersonPrincipal,
  ward: string,
  word: {
    readonly act: 'approve' | 'refuse';
    readonly purposes: readonly string[];
    readonly once: string;
  },
): Promise<GuardianOutcome> {
  const { act, purposes, once } = word;
  return say(runtime, guardian, { act, asGuardian: true, purposes }, { of: ward, once });
}

/** The child is a teenager by now: they decide alone, and the guardian's time is over. */
export function sayTeen(
  runtime: Runtime,
  guardian: PersonPrincipal,
  { subject, state }: Ward,
  once: string,
): Promise<GuardianOutcome> {
  const endsAtMs = state?.age?.endsAtMs;
  const ends = endsAtMs === undefined ? {} : { endsAtMs };
  const said = { act: 'declare', asGuardian: true, ageBand: 'teen', ...ends } as const;
  return say(runtime, guardian, said, { of: subject, once });
}

export function isGuarded(state: SubjectState | undefined, nowMs: number): boolean {
  return guardedUntilMs(state?.age) > nowMs;
}
