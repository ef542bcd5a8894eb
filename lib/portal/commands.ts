/** A portal form becomes one commit of the person's own (DESIGN §6). */
import { createHash } from 'node:crypto';
import type { Locale } from '../catalogue/model';
import { emptyState } from '../choice/state';
import type { ErrorCode } from '../errors';
import type { DevicePrincipal, PersonPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { eventsOfAct } from './events-of-act';
import type { Act } from './form-schema';
import { contestMeaning } from './guesses';
import type { LeftOut, Meaning, MeaningNote, Sight } from './meaning';
import { renewalMeaning } from './read-renewal';
import { toldMeaning } from './told';

export type ActOutcome =
  | {
      readonly ok: true;
      /** Empty where everything already stood so: nothing was written. */
      readonly eventIds: readonly string[];
      readonly atMs: number;
      readonly leftOut: LeftOut;
      readonly note?: MeaningNote;
    }
  | {
      readonly ok: false;
      readonly reason: ErrorCode;
      /** The field of the form at fault. */
      readonly field?: string;
    };

function payloadHash(act: Act, locale: Locale): string {
  const fields = Object.entries({ ...act, locale }).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64url');
}

function meaningOf(
  runtime: Runtime,
  person: PersonPrincipal | DevicePrincipal,
  act: Act,
  sight: Sight,
): Meaning | Promise<Meaning> {
  switch (act.act) {
    case 'contest':
      return contestMeaning(runtime, person, act.guess);
    case 'tell':
    case 'untell':
      return toldMeaning(runtime, person, act);
    case 'renew':
    case 'dismiss':
      return renewalMeaning(runtime, person, act, sight);
    default:
      return eventsOfAct(sight, act);
  }
}

export async function commitAct(
  runtime: Runtime,
  person: PersonPrincipal | DevicePrincipal,
  act: Act,
  locale: Locale,
): Promise<ActOutcome> {
  const subject = await runtime.subjects.bySubject(person.subject);
  if (subject === undefined) return { ok: false, reason: 'not_found' };
  const compiled = await runtime.catalogues.find(act.version);
  if (compiled === undefined) return { ok: false, reason: 'unknown_catalogue_version' };
  const nowMs = runtime.clock.now();
  const state = subject.broken ? emptyState() : subject.state;
  const by = person.kind === 'person' ? 'person' : 'browser';
  const meaning = await meaningOf(runtime, person, act, { compiled, locale, state, nowMs, by });
  if (!meaning.ok) return meaning;
  const { events, leftOut } = meaning;
  const said = { leftOut, ...(meaning.note === undefined ? {} : { note: meaning.note }) };
  if (events.length === 0) return { ok: true, eventIds: [], atMs: nowMs, ...said };
  const outcome = await runtime.commit({
    actor: person,
    about: { subject: person.subject },
    idempotency: {
      scope: `portal ${person.subject}`,
      key: act.once,
      payloadHash: payloadHash(act, locale),
    },
    events,
  });
  if (!outcome.ok) return { ok: false, reason: outcome.reason };
  return { ok: true, eventIds: outcome.events.map((e) => e.eventId), atMs: nowMs, ...said };
}
