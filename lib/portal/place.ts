/** One station's panel (LOOK "A station's panel", UX-10). */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import { ITSELF, type Locale } from '../catalogue/model';
import type { SubjectState } from '../choice/model';
import type { StationState } from '../decision/stations';
import type {
  CellStanding,
  LineView,
  MapView,
  Named,
  PlacePurposeView,
  PlaceView,
  RecipientView,
  StationView,
} from './model';
import { notAtThisAge } from './age-said';
import { BRIEF_MS, mayAllowBriefly } from './briefly';
import { standingAt } from './standing';

export interface PlaceParts {
  readonly compiled: CompiledCatalogue;
  readonly locale: Locale;
  readonly state: SubjectState | undefined;
  readonly station: StationState | undefined;
  readonly map: MapView;
  readonly nowMs: number;
}

function recipientViews(
  compiled: CompiledCatalogue,
  keys: readonly string[],
  locale: Locale,
): RecipientView[] {
  return keys.flatMap((key) => {
    const recipient = compiled.recipients.get(key);
    if (recipient === undefined) return [];
    const { name, ground, items } = recipient.text[locale];
    return [{ key, name, ground, items, country: recipient.country, relation: recipient.relation }];
  });
}

function purposeViews(parts: PlaceParts, place: CompiledTouchpoint): PlacePurposeView[] {
  return place.purposes.map(({ purpose }) => ({
    key: purpose.key,
    group: purpose.group,
    name: purpose.text[parts.locale].name,
    summary: purpose.text[parts.locale].summary,
    basis: purpose.basis,
    explicit: purpose.explicit,
    standing: standingAt(parts.state, purpose, place.touchpoint.channel, ITSELF, parts.nowMs)
      .standing,
  }));
}

/** What the two buttons show as chosen: the place's own switch first, then its purposes together. */
function choiceOf(
  parts: PlaceParts,
  place: CompiledTouchpoint,
  purposes: readonly PlacePurposeView[],
): PlaceView['choice'] {
  if (parts.state?.touchpointsOff.has(place.touchpoint.key)) return 'refused';
  // Asked again: what was said before holds no more.
  if (parts.station?.status === 'confirm_again') return 'none';
  const standings: readonly CellStanding[] = purposes
    .filter(({ basis }) => basis !== 'contract')
    .map(({ standing }) => standing);
  if (standings.includes('refused')) return 'refused';
  const allowed: readonly CellStanding[] = ['allowed', 'waiting'];
  return standings.length > 0 && standings.every((standing) => allowed.includes(standing))
    ? 'allowed'
    : 'none';
}

function brieflyOf(
  { state, nowMs }: PlaceParts,
  place: CompiledTouchpoint,
  choice: PlaceView['choice'],
): PlaceView['briefly'] {
  if (!mayAllowBriefly(place)) return 'none';
  const holds = place.purposes.some(({ purpose }) => {
    const cell = standingAt(state, purpose, place.touchpoint.channel, ITSELF, nowMs);
    return cell.standing === 'allowed' && (cell.untilMs ?? Infinity) <= nowMs + BRIEF_MS;
  });
  return choice === 'allowed' && holds ? 'chosen' : 'offered';
}

export function placeView(parts: PlaceParts, key: string): PlaceView | undefined {
  const { compiled, locale, station } = parts;
  const place = compiled.touchpoints.get(key);
  const line = parts.map.lines.find(({ stations }) => stations.some((s) => s.key === key));
  const shown = line?.stations.find((s) => s.key === key);
  const technique = place && compiled.techniques.get(place.touchpoint.technique);
  if (!place || !line || !shown || !technique) return undefined;
  const { touchpoint } = place;
  const named = (data: string) => ({
    key: data,
    name: compiled.data.get(data)?.text[locale].name ?? data,
    permitted: station ? station.permitted.includes(data) && station.verdict.decision : null,
  });
  const purposes = purposeViews(parts, place);
  const optional = purposes.filter(({ basis }) => basis !== 'contract');
  const choice = choiceOf(parts, place, purposes);
  return {
    station: shown,
    line: lineName(line),
    channel: namedOr(touchpoint.channel, compiled.channels.get(touchpoint.channel)?.text[locale]),
    stage: namedOr(
      touchpoint.stage,
      compiled.catalogue.stages.find((stage) => stage.key === touchpoint.stage)?.text[locale],
    ),
    with: touchpoint.text[locale].with,
    without: touchpoint.text[locale].without,
    requires: touchpoint.requires.map(named),
    mayUse: touchpoint.mayUse.filter((data) => !touchpoint.requires.includes(data)).map(named),
    neverUsed: touchpoint.text[locale].neverUsed,
    technique: { key: technique.key, ...technique.text[locale] },
    system: touchpoint.system,
    recipients: recipientViews(compiled, touchpoint.recipients, locale),
    purposes,
    contract: place.contractOnly,
    explicit: purposes.filter(({ explicit }) => explicit),
    choice,
    briefly: brieflyOf(parts, place, choice),
    objection:
      optional.length > 0 && optional.every(({ basis }) => basis === 'legitimate_interest'),
    prohibited: station?.verdict.prohibited ?? false,
    forMinors: notAtThisAge(place, parts.state, parts.nowMs),
    ...neighbours(line, shown),
  };
}

function neighbours(line: LineView, shown: StationView): Pick<PlaceView, 'before' | 'after'> {
  const [before, after] = [line.stations[shown.number - 2], line.stations[shown.number]];
  return {
    ...(before === undefined ? {} : { before: { key: before.key, name: before.name } }),
    ...(after === undefined ? {} : { after: { key: after.key, name: after.name } }),
  };
}

function lineName({ key, name, letter, running }: LineView): PlaceView['line'] {
  return { key, name, letter, running };
}

function namedOr(key: string, text: { readonly name: string } | undefined): Named {
  return { key, name: text?.name ?? key };
}
