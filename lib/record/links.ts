/**
 * Who is one person (DESIGN §4 "Joining subjects"), as a system may say it: without the person's
 * code a link lets only restrictions across; with it two records become one.
 * INVARIANT: a system names its own people alone, and ends no link that a person made.
 */
import type { IdentifierWrite, SubjectRow } from '../../db/port';
import { linksOf } from '../choice/links';
import type { ErrorCode } from '../errors';
import { takeLinkCode } from '../identity/link-codes';
import { MAIL_SYSTEM, type PersonPrincipal, type SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { loadComponent } from './component';
import type { NewBody } from './model';
import { toFoldEvent } from './personal';

export type LinkOutcome =
  | { readonly ok: true; readonly confirmed: boolean; readonly seq: number }
  | {
      readonly ok: false;
      readonly reason: ErrorCode;
      /** JSON pointer. */
      readonly field?: string;
      readonly detail: string;
    };
export interface LinkedSubject {
  readonly subject: string;
  readonly confirmed: boolean;
  /** The one of the asked person's own subjects that the link hangs on: themselves where they can end it. */
  readonly via: string;
}
interface Standing {
  readonly rows: ReadonlyMap<string, SubjectRow>;
  readonly linked: readonly LinkedSubject[];
}

const TRIES = 8;
const CONFLICT: LinkOutcome = {
  ok: false,
  reason: 'conflict',
  detail: 'Somebody else changes the same records. Send it again.',
};

/** Everybody who is one with this subject, and everybody it is linked with for now. */
async function standingOf(runtime: Runtime, subject: string): Promise<Standing> {
  const { rows, events } = await loadComponent(runtime, [subject]);
  const leader = rows.get(subject)?.leader;
  const isOne = (other: string) => rows.get(other)?.leader === leader;
  const linked = new Map<string, LinkedSubject>();
  for (const other of rows.keys()) {
    if (isOne(other)) linked.set(other, { subject: other, confirmed: true, via: other });
  }
  for (const { a, b, confirmed, end } of linksOf(events.map(toFoldEvent))) {
    const ways = [
      [a, b],
      [b, a],
    ] as const;
    for (const [via, other] of end === Infinity ? ways : []) {
      if (!isOne(via) || isOne(other) !== confirmed) continue;
      if (linked.get(other)?.via !== subject) linked.set(other, { subject: other, confirmed, via });
    }
  }
  return { rows, linked: [...linked.values()] };
}

export async function linkedWith(
  runtime: Runtime,
  subject: string,
): Promise<readonly LinkedSubject[]> {
  return (await standingOf(runtime, subject)).linked;
}

/** One link event about `subject`, on what was read; `again` when somebody wrote meanwhile. */
async function say(
  runtime: Runtime,
  actor: SystemPrincipal | PersonPrincipal,
  { rows }: Standing,
  link: { readonly subject: string; readonly of: string; readonly body: NewBody },
  evidence?: Readonly<Record<string, string>>,
): Promise<{ readonly ok: true; readonly seq: number } | LinkOutcome | 'again'> {
  const { subject, of, body } = link;
  const outcome = await runtime.commit({
    actor,
    about: { subject },
    expected: rows.get(subject)?.n ?? 0,
    events: [{ about: 'subject', body, of, ...(evidence && { evidence }) }],
  });
  if (outcome.ok) return { ok: true, seq: outcome.seq };
  if (outcome.reason === 'conflict') return 'again';
  return { ok: false, reason: outcome.reason, detail: 'This key may not say so.' };
}

async function headSeq({ store }: Runtime): Promise<number> {
  return (await store.head()).seq;
}

/** A system says that it knows one person under two names. Said again, nothing is written. */
export async function linkOwn(
  runtime: Runtime,
  principal: SystemPrincipal,
  { subject, other }: { readonly subject: string; readonly other: string },
): Promise<LinkOutcome> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const standing = await standingOf(runtime, subject);
    const known = standing.linked.find((linked) => linked.subject === other);
    if (known !== undefined) {
      return { ok: true, confirmed: known.confirmed, seq: await headSeq(runtime) };
    }
    const body = { type: 'join', surface: 'api', confirmed: false } as const;
    const said = await say(runtime, principal, standing, { subject, of: other, body });
    if (said === 'again') continue;
    return said.ok ? { ok: true, confirmed: false, seq: said.seq } : said;
  }
  return CONFLICT;
}

function hasAddress(identifiers: readonly IdentifierWrite[]): boolean {
  return identifiers.some(({ system }) => system === MAIL_SYSTEM);
}

/** Two people who each sign in with an address of their own never become one by a code. */
async function areTwoPeople(
  { store }: Runtime,
  mine: readonly string[],
  theirs: readonly string[],
): Promise<boolean> {
  const sides = await Promise.all([store.identifiersOf(mine), store.identifiersOf(theirs)]);
  return sides.every(hasAddress);
}

/** The person themselves, through a code they read out, says that the system knows them as `subject`. */
export async function linkByCode(
  runtime: Runtime,
  principal: SystemPrincipal,
  { subject, code }: { readonly subject: string; readonly code: string },
): Promise<LinkOutcome> {
  const person = await takeLinkCode(runtime, code);
  if (person === undefined) {
    const detail = 'This code is not good (any more). The person can take another.';
    return { ok: false, reason: 'not_found', field: '/code', detail };
  }
  for (let tries = 0; tries < TRIES; tries += 1) {
    const standing = await standingOf(runtime, person.subject);
    const own = standing.linked.filter(({ confirmed }) => confirmed);
    if (standing.rows.size === 0) break;
    if (own.some((linked) => linked.subject === subject)) {
      return { ok: true, confirmed: true, seq: await headSeq(runtime) };
    }
    const theirs = (await linkedWith(runtime, subject)).filter(({ confirmed }) => confirmed);
    const ids = (linked: readonly LinkedSubject[]) => linked.map((one) => one.subject);
    if (await areTwoPeople(runtime, ids(own), ids(theirs))) {
      const detail = 'Somebody else signs in for this record already.';
      return { ok: false, reason: 'conflict', detail };
    }
    const body = { type: 'join', surface: 'api', confirmed: true } as const;
    const evidence = { kind: 'code', system: principal.system };
    const link = { subject: person.subject, of: subject, body };
    const said = await say(runtime, person, standing, link, evidence);
    if (said === 'again') continue;
    return said.ok ? { ok: true, confirmed: true, seq: said.seq } : said;
  }
  return CONFLICT;
}

/** Takes back what a key said. What the person confirmed is theirs to take back. */
export async function unlinkOwn(
  runtime: Runtime,
  principal: SystemPrincipal,
  { subject, other }: { readonly subject: string; readonly other: string },
): Promise<LinkOutcome> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const standing = await standingOf(runtime, subject);
    const known = standing.linked.find((linked) => linked.subject === other);
    if (known === undefined) return { ok: true, confirmed: false, seq: await headSeq(runtime) };
    if (known.confirmed) {
      const detail = 'The person confirmed this link: only they end it.';
      return { ok: false, reason: 'forbidden', detail };
    }
    const body = { type: 'split', surface: 'api' } as const;
    const link = { subject: known.via, of: other, body };
    const said = await say(runtime, principal, standing, link);
    if (said === 'again') continue;
    return said.ok ? { ok: true, confirmed: false, seq: said.seq } : said;
  }
  return CONFLICT;
}

/** 「これは私ではありません」: the signed-in person ends a link of any kind. */
export async function sayNotMe(
  runtime: Runtime,
  person: PersonPrincipal,
  other: string,
): Promise<LinkOutcome> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const standing = await standingOf(runtime, person.subject);
    const known = standing.linked.find(({ subject }) => subject === other);
    if (known?.via !== person.subject || other === person.subject) {
      return { ok: false, reason: 'not_found', detail: 'There is no such link of yours.' };
    }
    const body = { type: 'not-me', surface: 'portal' } as const;
    const link = { subject: person.subject, of: other, body };
    const said = await say(runtime, person, standing, link);
    if (said === 'again') continue;
    return said.ok ? { ok: true, confirmed: false, seq: said.seq } : said;
  }
  return CONFLICT;
}
