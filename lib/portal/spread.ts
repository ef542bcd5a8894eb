/**
 * 「12か所中11か所に反映しました」 (UX-39): at which places something that was said counts by now, from
 * what is known. Whoever asks has it with the next question; whoever follows the stream was sent it or
 * not; whoever is told is told or not. Pure: what systems were told comes from outside.
 */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import type { EventBody } from '../choice/model';
import { concernsPlace } from '../decision/concern';
import type { Named } from './model';

/** The worst of what a place was told stands for it. */
export const REACHES = [
  ...(['given_up', 'failing', 'waiting'] as const),
  ...(['quiet', 'asks', 'follows', 'told'] as const),
] as const;
export type Reach = (typeof REACHES)[number];

/** As lib/delivery tells it, of one receiver of a system. */
export interface Telling {
  readonly system: string;
  readonly touchpoints: readonly string[];
  readonly state: Exclude<Reach, 'quiet' | 'asks'>;
  readonly atMs: number | null;
  readonly nextAtMs: number | null;
  readonly problem: string | null;
}

/** Places of one system that stand alike. */
export interface SpreadRow {
  readonly system: string;
  readonly reach: Reach;
  readonly places: readonly Named[];
  readonly atMs: number | null;
  readonly nextAtMs: number | null;
  readonly problem: string | null;
}
export interface SpreadView {
  /** Those at systems that know this person. */
  readonly total: number;
  readonly reached: number;
  readonly checking: number;
  /** Nobody asked about them lately: the answer is new when they do. */
  readonly quiet: number;
  /** Places of systems that do not know this person yet. */
  readonly unlinked: number;
  /** The worst first. */
  readonly rows: readonly SpreadRow[];
}

export interface SpreadParts {
  readonly compiled: CompiledCatalogue;
  readonly locale: Locale;
  readonly bodies: readonly EventBody[];
  /** Systems that know this person. */
  readonly systems: ReadonlySet<string>;
  /** Places that were asked about lately, whoever it was about. */
  readonly asked: ReadonlySet<string>;
  readonly told: readonly Telling[];
}

const SAYS: readonly EventBody['type'][] = [
  ...(['allow', 'deny', 'touchpoint-off', 'touchpoint-on', 'technique-off'] as const),
  ...(['technique-on', 'pause', 'resume', 'limit', 'signal'] as const),
];

export function changesAnswers({ type }: EventBody): boolean {
  return SAYS.includes(type);
}

/** Optional live places whose answers it can change. */
export function concernedPlaces(
  compiled: CompiledCatalogue,
  bodies: readonly EventBody[],
): readonly CompiledTouchpoint[] {
  return [...compiled.touchpoints.values()].filter(
    (place) =>
      place.touchpoint.status === 'live' &&
      !place.contractOnly &&
      bodies.some((body) => concernsPlace(body, place)),
  );
}

const UNKNOWN = { atMs: null, nextAtMs: null, problem: null };

function tellingAt({ touchpoint }: CompiledTouchpoint, told: readonly Telling[]) {
  // Where staff look nobody is told that something was said.
  const here = told.filter(
    ({ system, touchpoints }) =>
      touchpoint.technique !== 'staff' &&
      system === touchpoint.system &&
      (touchpoints[0] === '*' || touchpoints.includes(touchpoint.key)),
  );
  return here.sort((a, b) => REACHES.indexOf(a.state) - REACHES.indexOf(b.state))[0];
}

export function spreadView(parts: SpreadParts): SpreadView {
  const { compiled, locale, bodies, systems, asked, told } = parts;
  const places = concernedPlaces(compiled, bodies);
  const known = places.filter(({ touchpoint }) => systems.has(touchpoint.system));
  const rows = new Map<string, SpreadRow & { places: Named[] }>();
  for (const place of known) {
    const { key, system, text } = place.touchpoint;
    const telling = tellingAt(place, told);
    const reach = telling?.state ?? (asked.has(key) ? 'asks' : 'quiet');
    const row = rows.get(`${system} ${reach}`) ?? {
      ...{ system, reach, places: [] },
      ...(telling === undefined
        ? UNKNOWN
        : { atMs: telling.atMs, nextAtMs: telling.nextAtMs, problem: telling.problem }),
    };
    row.places.push({ key, name: text[locale].name });
    rows.set(`${system} ${reach}`, row);
  }
  const all = [...rows.values()].sort(
    (a, b) => REACHES.indexOf(a.reach) - REACHES.indexOf(b.reach),
  );
  const count = (...reaches: readonly Reach[]) =>
    all.reduce((sum, row) => sum + (reaches.includes(row.reach) ? row.places.length : 0), 0);
  return {
    ...{ total: known.length, reached: count('told', 'follows', 'asks'), quiet: count('quiet') },
    checking: count('given_up', 'failing', 'waiting'),
    unlinked: places.length - known.length,
    rows: all,
  };
}
