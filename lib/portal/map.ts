/**
 * The route map (LOOK "route map"): six lines, stations in the order of the journey, stages
 * aligned over all lines. Pure and stable: a place keeps its order because the catalogue's is kept.
 */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import { LINES, STAGES, type LineKey, type Locale, type Stage } from '../catalogue/model';
import type { StationState } from '../decision/stations';
import { matchesFilter } from './filter';
import { interchangesOf, withTransfers } from './interchanges';
import { LINE_LETTERS } from './lines';
import {
  OFTEN,
  type LineView,
  type MapFilter,
  type MapView,
  type ShownStatus,
  type StageColumn,
  type StationView,
  type Tallies,
  type Tally,
} from './model';

export interface MapParts {
  readonly compiled: CompiledCatalogue;
  readonly locale: Locale;
  /** Null: nobody is signed in, every place is shown as one that may be. */
  readonly stations: readonly StationState[] | null;
  readonly tallies: Tallies;
  readonly filter?: MapFilter | undefined;
}

/** Places behind the scenes belong to no stage: they stand first and take the first columns. */
const STAGE_ORDER: readonly Stage[] = ['none', ...STAGES.filter((stage) => stage !== 'none')];
const TAILORED: readonly ShownStatus[] = ['tailored', 'partly'];
const RUNNING: readonly ShownStatus[] = [
  ...TAILORED,
  'permitted_unused',
  'may_happen',
  'confirm_again',
];

export function isTailored(status: ShownStatus): boolean {
  return TAILORED.includes(status);
}

function placesOf(compiled: CompiledCatalogue, line: LineKey): CompiledTouchpoint[] {
  const places = [...compiled.touchpoints.values()].filter(
    ({ touchpoint }) =>
      touchpoint.status === 'live' && compiled.channels.get(touchpoint.channel)?.line === line,
  );
  return STAGE_ORDER.flatMap((stage) =>
    places.filter(({ touchpoint }) => touchpoint.stage === stage),
  );
}

function columnsOf(
  byLine: readonly (readonly CompiledTouchpoint[])[],
  compiled: CompiledCatalogue,
  locale: Locale,
): StageColumn[] {
  const widest = (stage: Stage) =>
    Math.max(
      0,
      ...byLine.map((places) => places.filter((p) => p.touchpoint.stage === stage).length),
    );
  let slot = 1;
  return STAGES.filter((stage) => stage !== 'none').map((stage, index) => {
    const span = Math.max(1, widest(stage), index === 0 ? widest('none') : 0);
    const text = compiled.catalogue.stages.find(({ key }) => key === stage)?.text[locale];
    const column = { key: stage, name: text?.name ?? stage, slot, span };
    slot += span;
    return column;
  });
}

/** A place that may use part of the data but has not been seen to do so is not tailored yet. */
function shownStatus(place: CompiledTouchpoint, state: StationState | undefined): ShownStatus {
  if (place.contractOnly) return 'contract';
  if (state?.status === 'partly' && !state.used) return 'permitted_unused';
  return state?.status ?? 'may_happen';
}

function sizeOf({ asked }: Tally): StationView['size'] {
  if (asked === 0) return 0;
  return asked < OFTEN ? 1 : 2;
}

function stationView(
  parts: MapParts,
  place: CompiledTouchpoint,
  at: { line: LineKey; number: number; slot: number },
): StationView {
  const { compiled, locale, tallies, filter } = parts;
  const { touchpoint } = place;
  const state = parts.stations?.find((station) => station.touchpoint === touchpoint.key);
  const status = shownStatus(place, state);
  const tally = tallies.get(touchpoint.key) ?? { asked: 0, refused: 0 };
  return {
    ...at,
    key: touchpoint.key,
    name: touchpoint.text[locale].name,
    stage: touchpoint.stage,
    status,
    withheld:
      state?.status === 'partly'
        ? (state?.denied ?? []).map((key) => compiled.data.get(key)?.text[locale].name ?? key)
        : [],
    ...(state?.untilMs === undefined ? {} : { untilMs: state.untilMs }),
    ...(state?.waits === undefined ? {} : { waits: state.waits }),
    ...(state?.endedMs === undefined ? {} : { endedMs: state.endedMs }),
    ...{ tally, size: sizeOf(tally) },
    interchange: touchpoint.purposes.includes('cross-channel'),
    transfers: [],
    matches: matchesFilter(place, filter, { tally, status }),
  };
}

function lineView(
  parts: MapParts,
  line: LineKey,
  places: readonly CompiledTouchpoint[],
  columns: readonly StageColumn[],
): LineView {
  const next = new Map(columns.map(({ key, slot }) => [key, slot]));
  const stations = places.map((place, index) => {
    const stage = place.touchpoint.stage === 'none' ? 'discover' : place.touchpoint.stage;
    const slot = next.get(stage) ?? 1;
    next.set(stage, slot + 1);
    return stationView(parts, place, { line, number: index + 1, slot });
  });
  const optional = stations.filter(({ status }) => status !== 'contract');
  const text = parts.compiled.catalogue.lines.find(({ key }) => key === line)?.text[parts.locale];
  return {
    key: line,
    letter: LINE_LETTERS[line],
    name: text?.name ?? line,
    stations,
    optional: optional.length,
    tailored: optional.filter(({ status }) => isTailored(status)).length,
    running: optional.some(({ status }) => RUNNING.includes(status)),
  };
}

export function mapView(parts: MapParts): MapView {
  const byLine = LINES.map((line) => ({ line, places: placesOf(parts.compiled, line) })).filter(
    ({ places }) => places.length > 0,
  );
  const stages = columnsOf(
    byLine.map(({ places }) => places),
    parts.compiled,
    parts.locale,
  );
  const signedIn = parts.stations !== null;
  const drawn = byLine.map(({ line, places }) => lineView(parts, line, places, stages));
  const lines = withTransfers(drawn, signedIn);
  const optional = lines.flatMap(({ stations }) => stations).filter((s) => s.status !== 'contract');
  return {
    lines,
    stages,
    slots: stages.reduce((sum, { span }) => sum + span, 0),
    interchanges: interchangesOf(lines, signedIn),
    total: optional.length,
    tailored: optional.filter(({ status }) => isTailored(status)).length,
    permittedUnused: optional.filter(({ status }) => status === 'permitted_unused').length,
    matching: lines.flatMap(({ stations }) => stations).filter(({ matches }) => matches).length,
    signedIn,
  };
}
