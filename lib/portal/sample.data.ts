/** The default catalogue as published, and states from acts, for the tests of the portal's views. */
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { compileCatalogue } from '../catalogue/compile';
import { toCatalogue } from '../catalogue/notice';
import { applyEvent } from '../choice/fold';
import type { EventBody, SubjectState } from '../choice/model';
import { emptyState } from '../choice/state';
import { stationStates } from '../decision/stations';
import { eventsOfAct } from './events-of-act';
import type { PlainAct } from './form-schema';
import { mapView } from './map';
import type { Meaning } from './meaning';
import type { MapView } from './model';

export const NOW_MS = Date.UTC(2026, 10, 21, 10, 5);
export const compiled = compileCatalogue(toCatalogue(1, NOW_MS, defaultCatalogue));

/** An act as a form says it, without what every form carries. */
export type Said = PlainAct extends infer A
  ? A extends PlainAct
    ? Omit<A, 'once' | 'version'>
    : never
  : never;

export function meaningOf(state: SubjectState, said: Said, nowMs = NOW_MS): Meaning {
  const act = { ...said, once: 'a'.repeat(22), version: 1 } as PlainAct;
  return eventsOfAct({ compiled, locale: 'ja', state, nowMs }, act);
}

/** Folds what the acts mean, one after the other. */
export function stateAfter(...acts: readonly Said[]): SubjectState {
  let state = emptyState();
  acts.forEach((said, index) => {
    const meaning = meaningOf(state, said, NOW_MS + index);
    if (!meaning.ok) throw new Error(`${said.act}: ${meaning.reason}`);
    meaning.events.forEach(({ body }, part) => {
      const whole = { ...body, by: 'person', receivedAtMs: NOW_MS + index } as EventBody;
      state = applyEvent(state, { eventId: `evt_${index}_${part}`, subject: 'sub', body: whole });
    });
  });
  return state;
}

export function mapOf(state: SubjectState | null, used: readonly string[] = []): MapView {
  const exposures = used.map((touchpoint) => ({ touchpoint, atMs: NOW_MS - 1 }));
  return mapView({
    compiled,
    locale: 'ja',
    stations: state && stationStates(compiled, state, exposures, NOW_MS + 1_000),
    tallies: new Map(),
  });
}

export function stationOf(map: MapView, key: string) {
  return map.lines.flatMap(({ stations }) => stations).find((station) => station.key === key);
}
