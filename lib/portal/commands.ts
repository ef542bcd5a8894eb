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

export type ActOutcome =
  | {
      readonly ok: true;
      /** Empty where everything already stood so: nothing was written. */
      readonly eventIds: readonly string[];
      readonly atMs: number;
      readonly leftOut: {
        readonly refused: readonly string[];
        readonly sensitive: readonly string[];
      };
    }
  | { readonly ok: false; readonly reason: ErrorCode };

function payloadHash(act: Act, locale: Locale): string {
  const fields = Object.entries({ ...act, locale }).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('base64url');
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
  const meaning =
    act.act === 'contest'
      ? await contestMeaning(runtime, person, act.guess)
      : eventsOfAct({ compiled, locale, state, nowMs }, act);
  if (!meaning.ok) return meaning;
  const { events, leftOut } = meaning;
  if (events.length === 0) return { ok: true, eventIds: [], atMs: nowMs, leftOut };
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
  return { ok: true, eventIds: outcome.events.map((e) => e.eventId), atMs: nowMs, leftOut };
}
