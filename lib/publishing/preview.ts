/**
 * What a person would read under a draft: the reading that the portal's own views are built from,
 * of nobody, of somebody new, and of two who answered under the version in force – by the same
 * meanings, fold and judgement as people's own.
 */
import { compileCatalogue, type CompiledCatalogue } from '../catalogue/compile';
import type { Catalogue, Locale } from '../catalogue/model';
import type { EventBody, FoldEvent, SubjectState } from '../choice/model';
import { foldSubject } from '../choice/fold';
import { emptyState } from '../choice/state';
import { stationStates } from '../decision/stations';
import { examplePerson } from '../identity/example-person';
import { anonymous } from '../identity/mint';
import type { Principal } from '../identity/model';
import { eventsOfAct } from '../portal/events-of-act';
import type { PlainAct } from '../portal/form-schema';
import type { Reading } from '../portal/queries';
import { signalView } from '../portal/signal-view';

export const EXAMPLES = ['nobody', 'new', 'allowed', 'stopped'] as const;
export type Example = (typeof EXAMPLES)[number];

const HOUR_MS = 3_600_000;
const ONCE = 'example-example-example';

/** What they tapped before, in this order, under the version in force. */
function actsOf(example: Example, now: CompiledCatalogue): readonly PlainAct[] {
  const head = { once: ONCE, version: now.version };
  const allowed = now.catalogue.purposes
    .filter(({ key, basis, explicit }) => {
      return basis === 'consent' && !explicit && now.usedCells.has(key);
    })
    .map(({ key: purpose }): PlainAct => ({ act: 'allow-purpose', purpose, ...head }));
  if (example === 'allowed') return allowed;
  return example === 'stopped' ? [...allowed, { act: 'stop', ...head }] : [];
}

function stateOf(
  example: Example,
  now: CompiledCatalogue,
  locale: Locale,
  nowMs: number,
): SubjectState {
  const { subject } = examplePerson();
  const events: FoldEvent[] = [];
  const atMs = nowMs - HOUR_MS;
  for (const act of actsOf(example, now)) {
    const state = foldSubject(events, subject);
    const meaning = eventsOfAct({ compiled: now, locale, state, nowMs: atMs, by: 'person' }, act);
    if (!meaning.ok) continue;
    for (const { body: said } of meaning.events) {
      const eventId = `evt_example${String(events.length).padStart(8, '0')}`;
      const body = { by: 'person', receivedAtMs: atMs, ...said } as EventBody;
      events.push({ eventId, subject, body });
    }
  }
  return foldSubject(events, subject);
}

export interface Preview {
  readonly principal: Principal;
  readonly reading: Reading;
}

export function previewOf(
  draft: Catalogue,
  now: CompiledCatalogue,
  example: Example,
  locale: Locale,
  nowMs: number,
): Preview {
  const compiled = compileCatalogue(draft);
  const counters = { contacts: [] };
  const shared = { compiled, nowMs, counters, tallies: new Map(), shown: new Map(), broken: false };
  if (example === 'nobody') {
    const nothing = { person: undefined, state: undefined, stations: null, signal: undefined };
    return { principal: anonymous, reading: { ...shared, ...nothing } };
  }
  const person = examplePerson();
  const state = example === 'new' ? emptyState() : stateOf(example, now, locale, nowMs);
  const stations = stationStates(compiled, state, [], nowMs, counters);
  const signal = signalView(compiled, state, nowMs);
  return { principal: person, reading: { ...shared, person, state, stations, signal } };
}
