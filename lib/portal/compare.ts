/**
 * 「この日と比べる」: what was allowed at an instant and what is now, by purpose and by place – the same
 * history folded to then and to now, each under the catalogue in force (DESIGN §4, last lines). How
 * often somebody wrote is not counted.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import { foldSubject } from '../choice/fold';
import type { SubjectState } from '../choice/model';
import { stationStates, type StationState } from '../decision/stations';
import { instantOf } from '../decision/zones';
import type { PersonPrincipal } from '../identity/model';
import { catalogueAt } from '../record/catalogue-at';
import { loadComponent } from '../record/component';
import { toFoldEvent } from '../record/personal';
import type { Runtime } from '../runtime/model';
import type { Named, PurposeStanding } from './model';
import { purposeView } from './purposes';
import { ZONE } from './zone';

export const COMPARED = ['added', 'removed', 'data', 'same'] as const;
export interface ComparedPlace extends Named {
  readonly change: (typeof COMPARED)[number];
  /** It exists on that side at all. */
  readonly before: boolean;
  readonly after: boolean;
  /** Names of data that may be used now and could not then, and the other way about. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}
export interface ComparedPurpose extends Named {
  /** Null: nobody was asked about it on that side. */
  readonly was: PurposeStanding | null;
  readonly is: PurposeStanding | null;
}
export interface Comparison {
  readonly atMs: number;
  /** Catalogue versions of then and now; null before the first. */
  readonly versions: { readonly was: number | null; readonly is: number };
  /** Those that differ, in the order of the catalogue. */
  readonly purposes: readonly ComparedPurpose[];
  readonly places: readonly ComparedPlace[];
  /** How many places may use something, then and now. */
  readonly allowed: { readonly was: number; readonly is: number };
}

/** One side of a comparison. */
export interface Side {
  readonly compiled: CompiledCatalogue | undefined;
  readonly state: SubjectState | undefined;
  readonly atMs: number;
}

function stationsOf({ compiled, state, atMs }: Side): ReadonlyMap<string, StationState> {
  if (compiled === undefined) return new Map();
  const optional = stationStates(compiled, state, [], atMs).filter(
    ({ touchpoint }) => compiled.touchpoints.get(touchpoint)?.contractOnly === false,
  );
  return new Map(optional.map((station) => [station.touchpoint, station]));
}

function changeOf(was: StationState | undefined, is: StationState | undefined) {
  const [before, after] = [was?.verdict.decision === true, is?.verdict.decision === true];
  if (before !== after) return after ? 'added' : 'removed';
  if (!after) return 'same';
  return String(was?.permitted) === String(is?.permitted) ? 'same' : 'data';
}

function placeOf(
  key: string,
  sides: readonly [Side, Side],
  was: StationState | undefined,
  is: StationState | undefined,
  locale: Locale,
): ComparedPlace {
  const [then, now] = sides;
  const compiled = is === undefined ? then.compiled : now.compiled;
  const name = compiled?.touchpoints.get(key)?.touchpoint.text[locale].name ?? key;
  const dataName = (data: string) => now.compiled?.data.get(data)?.text[locale].name ?? data;
  const [old, current] = [was, is].map((one) => (one?.verdict.decision ? one.permitted : []));
  const beside = (list: readonly string[] = [], other: readonly string[] = []) =>
    list.filter((data) => !other.includes(data)).map(dataName);
  return {
    ...{ key, name, change: changeOf(was, is), before: was !== undefined, after: is !== undefined },
    ...{ gained: beside(current, old), lost: beside(old, current) },
  };
}

function purposesOf(sides: readonly [Side, Side], locale: Locale): readonly ComparedPurpose[] {
  const standing = ({ compiled, state, atMs }: Side, key: string) =>
    compiled === undefined
      ? null
      : (purposeView({ compiled, locale, state, nowMs: atMs }, key)?.standing ?? null);
  const [then, now] = sides;
  const listed = [...(now.compiled?.catalogue.purposes ?? [])];
  return listed.flatMap(({ key, text, basis }): ComparedPurpose[] => {
    const [was, is] = [standing(then, key), standing(now, key)];
    return basis === 'contract' || was === is ? [] : [{ key, name: text[locale].name, was, is }];
  });
}

/** Pure; `then` before `now`. */
export function compareSides(
  then: Side,
  now: Side & { readonly compiled: CompiledCatalogue },
  locale: Locale,
): Comparison {
  const [were, are] = [stationsOf(then), stationsOf(now)];
  const places = [...new Set([...are.keys(), ...were.keys()])].map((key) =>
    placeOf(key, [then, now], were.get(key), are.get(key), locale),
  );
  const allowed = (stations: ReadonlyMap<string, StationState>) =>
    [...stations.values()].filter(({ verdict }) => verdict.decision).length;
  return {
    atMs: then.atMs,
    versions: { was: then.compiled?.version ?? null, is: now.compiled.version },
    purposes: purposesOf([then, now], locale),
    places,
    allowed: { was: allowed(were), is: allowed(are) },
  };
}

/** `YYYY-MM-DD` and `HH:MM` on the deployment's clock; undefined for no instant, or one ahead. */
export function comparedInstant(
  date: string | undefined,
  time: string | undefined,
  nowMs: number,
): number | undefined {
  const clock = time === undefined || time === '' ? '00:00' : time;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date ?? '') || !/^\d{2}:\d{2}$/.test(clock)) return undefined;
  const wall = Date.parse(`${date ?? ''}T${clock}:00Z`);
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== date) return undefined;
  const atMs = instantOf(wall, ZONE);
  return atMs <= nowMs ? atMs : undefined;
}

export async function compareWith(
  runtime: Runtime,
  person: PersonPrincipal,
  locale: Locale,
  atMs: number,
): Promise<Comparison> {
  const nowMs = runtime.clock.now();
  const { events } = await loadComponent(runtime, [person.subject]);
  const sideAt = (untilMs: number, compiled: CompiledCatalogue | undefined): Side => {
    const past = events.filter(({ body }) => body.receivedAtMs <= untilMs).map(toFoldEvent);
    return { compiled, state: foldSubject(past, person.subject), atMs: untilMs };
  };
  const compiled = runtime.catalogues.current();
  const then = sideAt(atMs, await catalogueAt(runtime, atMs));
  return compareSides(then, { ...sideAt(nowMs, compiled), compiled }, locale);
}
