/**
 * What a local SDK answered (DESIGN §5): counts of whole answers, taken once a batch. Whoever is
 * not known is passed over in silence, so that nobody learns from it who exists.
 */
import type { TallyWrite } from '../../db/port';
import type { Reason } from '../decision/model';
import type { SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import type { AskedSubject } from './model';

export interface ReportedTally {
  readonly subject: AskedSubject;
  readonly touchpoint: string;
  readonly day: string;
  readonly outcome: Reason;
  readonly count: number;
}
export type TalliesOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason:
        | 'unknown_touchpoint'
        | 'forbidden'
        | 'time_in_future'
        | 'time_in_past'
        | 'idempotency_key_reused';
      /** JSON pointer. */
      readonly field: string;
      readonly detail: string;
    };

const DAY_MS = 86_400_000;
const DAYS_KEPT = 7;
/** Clocks that are a little ahead around midnight. */
const CLOCKS_APART_MS = 60_000;

function problemOf(
  runtime: Runtime,
  principal: SystemPrincipal,
  { touchpoint, day }: ReportedTally,
): {
  reason: Exclude<TalliesOutcome, { ok: true }>['reason'];
  name: string;
  detail: string;
} | null {
  const known = runtime.catalogues.current().touchpoints.get(touchpoint);
  if (known === undefined) {
    return { reason: 'unknown_touchpoint', name: 'touchpoint', detail: 'is not on the map' };
  }
  const { touchpoints, system } = principal;
  const own = system === '*' || known.touchpoint.system === system;
  const listed = touchpoints[0] === '*' || touchpoints.includes(touchpoint);
  if (!principal.test && (!own || !listed)) {
    return { reason: 'forbidden', name: 'touchpoint', detail: 'is not a touchpoint of this key' };
  }
  const nowMs = runtime.clock.now();
  const dayMs = Date.parse(day);
  if (dayMs > nowMs + CLOCKS_APART_MS) {
    return { reason: 'time_in_future', name: 'day', detail: 'has not come yet' };
  }
  if (dayMs < nowMs - (DAYS_KEPT + 1) * DAY_MS) {
    return { reason: 'time_in_past', name: 'day', detail: 'is too long ago' };
  }
  return null;
}

/** Subject ids in the order asked; undefined for nobody, for the erased and for foreign handles. */
async function subjectsOf(
  { subjects, store, vault }: Runtime,
  { system }: SystemPrincipal,
  asked: readonly AskedSubject[],
): Promise<readonly (string | undefined)[]> {
  const handles = asked.map((one) => ('handle' in one ? one.handle : vault.handleOf(one)));
  const found = await subjects.byHandles(handles);
  const ids = found.map((one) => (one?.suppressed === undefined ? one?.subject : undefined));
  const known = [...new Set(ids.filter((id) => id !== undefined))];
  const own = new Set(
    (await store.identifiersOf(known)).flatMap((identifier) =>
      system === '*' || identifier.system === system ? [identifier.handle] : [],
    ),
  );
  return ids.map((id, at) => (own.has(handles[at] ?? '') ? id : undefined));
}

export async function recordTallies(
  runtime: Runtime,
  principal: SystemPrincipal,
  batch: { readonly key: string; readonly payloadHash: string },
  tallies: readonly ReportedTally[],
): Promise<TalliesOutcome> {
  for (const [at, tally] of tallies.entries()) {
    const problem = problemOf(runtime, principal, tally);
    if (problem === null) continue;
    const { reason, name, detail } = problem;
    return { ok: false, reason, field: `/tallies/${String(at)}/${name}`, detail };
  }
  if (principal.test) return { ok: true };
  const ids = await subjectsOf(
    runtime,
    principal,
    tallies.map(({ subject }) => subject),
  );
  const rows = tallies.flatMap(({ touchpoint, day, outcome, count }, at): TallyWrite[] => {
    const subject = ids[at];
    return subject === undefined ? [] : [{ subject, touchpoint, day, outcome, count }];
  });
  const scope = `tallies ${principal.system}`;
  const written = await runtime.store.addTalliesOnce(
    { ...batch, scope, atMs: runtime.clock.now() },
    rows,
  );
  if (written !== 'reused') return { ok: true };
  const detail = 'named other counts before';
  return { ok: false, reason: 'idempotency_key_reused', field: '/batch', detail };
}
