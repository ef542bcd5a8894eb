/** What one person may read about themselves on the portal: state, stations, how often asked. */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { SubjectState } from '../choice/model';
import { stationStates, type StationState } from '../decision/stations';
import type { Counters } from '../decision/model';
import type { DevicePrincipal, PersonPrincipal, Principal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { countersOf } from './counters';
import type { ShownTimes, SignalView, Tallies } from './model';
import { signalView } from './signal-view';
import { shownTimes, talliesOf } from './tallies';

const DAY_MS = 86_400_000;
const ASKED_DAYS = 7;
const SHOWN_DAYS = 30;
const EXPOSURES_MAX = 5_000;

export interface Reading {
  readonly compiled: CompiledCatalogue;
  readonly nowMs: number;
  readonly person: PersonPrincipal | DevicePrincipal | undefined;
  readonly state: SubjectState | undefined;
  /** Null: nobody is known here. */
  readonly stations: readonly StationState[] | null;
  /** Messages that count against the limits in force. */
  readonly counters: Counters;
  readonly tallies: Tallies;
  /** How often each place was reported as tailored in the last 30 days. */
  readonly shown: ShownTimes;
  readonly signal: SignalView | undefined;
  /** The record does not match its seal: every answer is a no. */
  readonly broken: boolean;
}

/** Nobody, or nobody whose record may be shown. */
const UNKNOWN = {
  ...{ stations: null, counters: { contacts: [] } },
  ...{ tallies: new Map(), shown: new Map(), signal: undefined },
};

export function ownRecord(principal: Principal): PersonPrincipal | DevicePrincipal | undefined {
  return principal.kind === 'person' || principal.kind === 'device' ? principal : undefined;
}

/** Before anything is published there is no map and no permit. */
export async function isPublished(runtime: Runtime): Promise<boolean> {
  await runtime.subjects.fresh();
  return (await runtime.store.newestCatalogueVersion()) > 0;
}

export async function readPortal(runtime: Runtime, principal: Principal): Promise<Reading> {
  await runtime.subjects.fresh();
  const compiled = runtime.catalogues.current();
  const nowMs = runtime.clock.now();
  const person = ownRecord(principal);
  const subject = person && (await runtime.subjects.bySubject(person.subject));
  if (person === undefined || subject === undefined) {
    return {
      ...{ compiled, nowMs, person: undefined, state: undefined },
      ...{ ...UNKNOWN, broken: false },
    };
  }
  const { store } = runtime;
  const members = (await store.membersOf(subject.leader)).map((member) => member.subject);
  // A browser that belongs to somebody's record shows it to them alone, once they are signed in.
  if (person.kind === 'device' && members.length > 1) {
    return {
      ...{ compiled, nowMs, person, state: undefined },
      ...{ ...UNKNOWN, broken: subject.broken },
    };
  }
  const sinceDay = new Date(nowMs - (ASKED_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
  const state = subject.broken ? undefined : subject.state;
  const [tallies, exposures, counters] = await Promise.all([
    store.talliesOf(members, sinceDay),
    store.exposuresOf(members, nowMs - SHOWN_DAYS * DAY_MS, EXPOSURES_MAX),
    countersOf(store, members, state, nowMs),
  ]);
  return {
    ...{ compiled, nowMs, person, state, broken: subject.broken },
    stations: stationStates(compiled, state, subject.broken ? [] : exposures, nowMs, counters),
    counters,
    tallies: talliesOf(tallies),
    shown: shownTimes(exposures),
    signal: signalView(compiled, state, nowMs),
  };
}
