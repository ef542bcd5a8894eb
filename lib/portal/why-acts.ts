/**
 * What is said beside a place (UX-12) becomes one commit: always a refusal, a limit, or 「違います」
 * (DESIGN §2 rule 3; gates.ts sees to it again). INVARIANT: a token writes once; the same words with
 * the same token are a retry, and anything else with it is refused.
 */
import type { WhyAct } from '../../sdk/src/why-contract';
import type { CompiledTouchpoint } from '../catalogue/compile';
import type { ErrorCode } from '../errors';
import type { PersonPrincipal } from '../identity/model';
import { contestEvent, guessTag } from '../record/contests';
import type { NewPersonalEvent } from '../record/model';
import type { Subject } from '../record/subjects';
import type { Runtime } from '../runtime/model';
import { reportedHere, saidWrong, tooManyAt } from './why';

export type WhySaid =
  { readonly ok: true; readonly atMs: number } | { readonly ok: false; readonly reason: ErrorCode };
export interface WhySayer {
  readonly known: Subject | undefined;
  /** Who refuses becomes known, as who stands before this page and nothing more; undefined for nobody. */
  readonly become: () => Promise<PersonPrincipal | undefined>;
  readonly touchpoint: string;
  /** What may be written once: names the token. */
  readonly once: string;
}
type Meaning = readonly NewPersonalEvent[] | ErrorCode;

function says(body: NewPersonalEvent['body']): Meaning {
  return [{ about: 'subject', body }];
}

function meaningOf(place: CompiledTouchpoint, act: Exclude<WhyAct, { act: 'wrong' }>): Meaning {
  const surface = 'embed';
  if (place.contractOnly) return 'contract_not_optional';
  switch (act.act) {
    case 'stop-here':
      return says({ type: 'touchpoint-off', surface, touchpoint: place.touchpoint.key });
    case 'stop-purpose': {
      const found = place.purposes.find(({ purpose }) => purpose.key === act.purpose);
      if (found === undefined) return 'unknown_purpose';
      if (found.purpose.basis === 'contract') return 'contract_not_optional';
      return says({ type: 'deny', surface, purposes: [act.purpose], channels: '*', data: '*' });
    }
    case 'bought':
      return says({ type: 'limit', surface, limit: { kind: 'notPurchased' } });
    case 'too-many':
      return says({ type: 'limit', surface, limit: tooManyAt(place) });
  }
}

/** About the newest report of this place, to the system that runs it, and to nobody else. */
async function contestMeaning(
  runtime: Runtime,
  place: CompiledTouchpoint,
  subject: Subject,
  guess: string,
): Promise<Meaning> {
  const { key: touchpoint, system } = place.touchpoint;
  const reported = await reportedHere(runtime, subject, touchpoint);
  const reason = reported?.because.find((one) => {
    return one.kind !== 'collective' && guessTag(one) === guess;
  });
  if (reported === undefined || reason === undefined) return 'not_found';
  if ((await saidWrong(runtime, subject, system)).has(guess)) return [];
  const { id: exposure, decisionId, subject: reportedOf } = reported.row;
  const event = contestEvent({ guess, reason, touchpoint, exposure, decisionId, reportedOf });
  return [{ ...event, body: { ...event.body, surface: 'embed' } }];
}

async function eventsOf(
  runtime: Runtime,
  { known, touchpoint }: WhySayer,
  act: WhyAct,
): Promise<Meaning> {
  await runtime.subjects.fresh();
  const place = runtime.catalogues.current().touchpoints.get(touchpoint);
  if (place === undefined || place.touchpoint.status !== 'live') return 'unknown_touchpoint';
  if (act.act !== 'wrong') return meaningOf(place, act);
  return known === undefined ? 'not_found' : contestMeaning(runtime, place, known, act.guess);
}

function payloadHash({ vault }: Runtime, act: WhyAct): string {
  const said = JSON.stringify(Object.entries(act).sort(([a], [b]) => (a < b ? -1 : 1)));
  return Buffer.from(vault.mac('embed-act', said)).toString('base64url');
}

export async function sayBeside(runtime: Runtime, sayer: WhySayer, act: WhyAct): Promise<WhySaid> {
  const events = await eventsOf(runtime, sayer, act);
  const atMs = runtime.clock.now();
  if (typeof events === 'string') return { ok: false, reason: events };
  if (events.length === 0) return { ok: true, atMs };
  const person = await sayer.become();
  if (person === undefined) return { ok: false, reason: 'not_found' };
  const outcome = await runtime.commit({
    actor: person,
    about: { subject: person.subject },
    idempotency: {
      scope: `embed ${person.subject}`,
      key: sayer.once,
      payloadHash: payloadHash(runtime, act),
    },
    events,
  });
  if (outcome.ok) return { ok: true, atMs };
  const spent = outcome.reason === 'idempotency_key_reused';
  return { ok: false, reason: spent ? 'unauthenticated' : outcome.reason };
}
