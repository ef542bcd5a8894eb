/** What a system may read of the guesses that people contested, and saying that it has. */
import type { EventBody } from '../choice/model';
import type { ErrorCode } from '../errors';
import type { SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { contestsOf, hearsOf, type Contest } from './contests';

/** Contests of any system that one page looks at. */
const PAGE = 200;

export const CONTEST_STATUSES = ['open', 'received', 'withdrawn'] as const;
export interface HeardContest {
  /** The system's own name for it. */
  readonly ref: string;
  readonly handle: string;
  readonly contest: Contest;
  readonly status: (typeof CONTEST_STATUSES)[number];
  readonly receivedAtMs: number | null;
}

type Reader = Pick<SystemPrincipal, 'system' | 'touchpoints' | 'test'>;

function mayHear(
  { catalogues }: Runtime,
  { system, touchpoints, test }: Reader,
  touchpoint: string | undefined,
): boolean {
  if (test || touchpoint === undefined) return false;
  return hearsOf(catalogues.current().touchpoints, touchpoint, system, touchpoints);
}

async function heard(
  runtime: Runtime,
  { system }: Reader,
  contest: Contest,
): Promise<readonly HeardContest[]> {
  const known = await runtime.store.identifiersOf([contest.reportedOf]);
  const [handle] = known.flatMap((one) => (one.system === system ? [one.handle] : [])).sort();
  if (handle === undefined) return [];
  const receipt = contest.received.find((one) => one.system === system);
  const standing = receipt === undefined ? 'open' : 'received';
  return [
    {
      ...{ ref: runtime.vault.refOf(system, contest.eventId), handle, contest },
      status: contest.withdrawn ? 'withdrawn' : standing,
      receivedAtMs: receipt?.atMs ?? null,
    },
  ];
}

/** Of one of the system's own people, oldest first. */
export async function heardOf(
  runtime: Runtime,
  principal: SystemPrincipal,
  subject: string,
): Promise<readonly HeardContest[]> {
  const own = (await contestsOf(runtime, subject)).filter(
    ({ touchpoint, reportedOf }) =>
      reportedOf === subject && mayHear(runtime, principal, touchpoint),
  );
  return (await Promise.all(own.map((one) => heard(runtime, principal, one)))).flat();
}

/** Of everybody, oldest first: what was said after `afterSeq`, and how far that went. */
export async function heardSince(
  runtime: Runtime,
  principal: SystemPrincipal,
  afterSeq: number,
): Promise<{ readonly heard: readonly HeardContest[]; readonly seq: number }> {
  const filter = { types: ['contest'], afterSeq, order: 'oldest', limit: PAGE } as const;
  const page = await runtime.store.searchLog(filter);
  const found: HeardContest[] = [];
  for (const { eventId, body, personal } of page) {
    const said = body === null ? undefined : (JSON.parse(body.json) as EventBody);
    if (said?.type !== 'contest' || personal === null) continue;
    if (!mayHear(runtime, principal, said.touchpoint)) continue;
    const all = await contestsOf(runtime, personal.subject);
    const contest = all.find((one) => one.eventId === eventId);
    if (contest !== undefined) found.push(...(await heard(runtime, principal, contest)));
  }
  return { heard: found, seq: page.at(-1)?.seq ?? afterSeq };
}

async function findHeard(
  runtime: Runtime,
  principal: SystemPrincipal,
  ref: string,
): Promise<HeardContest | undefined> {
  const eventId = runtime.vault.eventOfRef(principal.system, ref);
  const stored = eventId === undefined ? undefined : await runtime.store.findEvent(eventId);
  if (stored?.personal == null) return undefined;
  const all = await contestsOf(runtime, stored.personal.subject);
  const contest = all.find((one) => one.eventId === eventId);
  if (contest === undefined || !mayHear(runtime, principal, contest.touchpoint)) return undefined;
  return (await heard(runtime, principal, contest))[0];
}

export type ReceiveOutcome =
  | { readonly ok: true; readonly heard: HeardContest }
  | { readonly ok: false; readonly reason: ErrorCode };

/** Said again, or of what was taken back, nothing is written. */
export async function receiveContest(
  runtime: Runtime,
  principal: SystemPrincipal,
  ref: string,
): Promise<ReceiveOutcome> {
  const found = await findHeard(runtime, principal, ref);
  if (found === undefined) return { ok: false, reason: 'not_found' };
  if (found.status !== 'open') return { ok: true, heard: found };
  const { eventId, subject } = found.contest;
  const outcome = await runtime.commit({
    actor: principal,
    about: { subject },
    // Two that say it at once say it once.
    idempotency: {
      ...{ scope: `contest-received ${principal.system}`, key: eventId, payloadHash: 'received' },
    },
    events: [{ about: 'subject', body: { type: 'contest-received', surface: 'api' }, of: eventId }],
  });
  if (!outcome.ok) return { ok: false, reason: outcome.reason };
  const now = await findHeard(runtime, principal, ref);
  return now === undefined ? { ok: false, reason: 'not_found' } : { ok: true, heard: now };
}
