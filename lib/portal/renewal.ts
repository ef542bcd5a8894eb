/**
 * What a person allowed that does not reach as far any more, or soon will not (DESIGN §4 "Age"): the
 * notice changed materially, the time is nearly over, or it is. Pure. Allowing again names what was
 * allowed, and what the change added – never what is refused, never anything sensitive.
 */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import { catalogueDifference, changesAt, type Change } from '../catalogue/difference';
import { ITSELF, cellKey, type Locale, type Purpose } from '../catalogue/model';
import { briefMs } from '../choice/brief';
import type { SubjectState } from '../choice/model';
import { paintAt } from '../choice/paint';
import { notAtThisAge } from './age-said';
import { changeViews, type ChangeView } from './changes';
import type { Named, PurposeStanding } from './model';

const DAY_MS = 86_400_000;
/** An end is told so long before, or when half of the time is over. */
export const TOLD_BEFORE_MS = 60 * DAY_MS;

export const RENEWAL_WHYS = ['changed', 'ending', 'ended'] as const;
export type RenewalWhy = (typeof RENEWAL_WHYS)[number];

/** One allowed cell that is concerned. */
interface Cell {
  readonly channel: string;
  readonly data: string;
  readonly why: RenewalWhy;
  readonly noticeVersion: number;
  readonly endsAtMs: number | undefined;
  /** When its end came near; Infinity where it has none. */
  readonly nearFromMs: number;
  readonly places: readonly CompiledTouchpoint[];
}

export interface Renewal {
  readonly purpose: Purpose;
  readonly why: RenewalWhy;
  readonly cells: readonly Cell[];
  /** Of the oldest notice among them. */
  readonly noticeVersion: number;
  /** The first end among them. */
  readonly endsAtMs: number | undefined;
}

/** Live places of a purpose on a channel that this cell carries. */
function placesOf(compiled: CompiledCatalogue, purpose: string, channel: string, data: string) {
  return [...compiled.touchpoints.values()].filter(
    ({ touchpoint, dataIndex, purposes }) =>
      touchpoint.status === 'live' &&
      touchpoint.channel === channel &&
      purposes.some(
        (one) =>
          one.purpose.key === purpose &&
          (data === ITSELF || (one.carriesData && dataIndex.has(data))),
      ),
  );
}

function cellsOf(
  compiled: CompiledCatalogue,
  state: SubjectState,
  purpose: string,
  nowMs: number,
): readonly Cell[] {
  const found: Cell[] = [];
  for (const [channel, used] of compiled.usedCells.get(purpose) ?? []) {
    for (const data of [ITSELF, ...used]) {
      const paint = paintAt(state, purpose, channel, data, cellKey(purpose, channel, data));
      if (paint?.effect !== 'allow') continue;
      const { noticeVersion, expiresAtMs: endsAtMs, receivedAtMs } = paint;
      const givenForMs = (endsAtMs ?? Infinity) - receivedAtMs;
      // Ends as it was meant to: nobody is told.
      if (briefMs(paint) !== undefined) continue;
      const all = placesOf(compiled, purpose, channel, data);
      const moved = all.filter(({ touchpoint }) => touchpoint.materialVersion > noticeVersion);
      const ended = endsAtMs !== undefined && endsAtMs <= nowMs;
      const nearFromMs = (endsAtMs ?? Infinity) - Math.min(TOLD_BEFORE_MS, givenForMs / 2);
      const cell = { channel, data, noticeVersion, endsAtMs, nearFromMs };
      if (ended) found.push({ ...cell, why: 'ended', places: all });
      else if (moved.length > 0) found.push({ ...cell, why: 'changed', places: moved });
      else if (nearFromMs <= nowMs) found.push({ ...cell, why: 'ending', places: all });
    }
  }
  return found;
}

/** In the order of the catalogue; what rests on anything but consent needs none, nor what is never done. */
export function renewalsOf(
  compiled: CompiledCatalogue,
  state: SubjectState | undefined,
  nowMs: number,
): readonly Renewal[] {
  if (state === undefined) return [];
  return compiled.catalogue.purposes.flatMap((purpose): Renewal[] => {
    if (purpose.basis !== 'consent' || notAtThisAge(purpose, state, nowMs)) return [];
    const cells = cellsOf(compiled, state, purpose.key, nowMs);
    const why = RENEWAL_WHYS.find((each) => cells.some((cell) => cell.why === each));
    if (why === undefined) return [];
    const ends = cells.flatMap(({ endsAtMs }) => endsAtMs ?? []);
    return [
      {
        ...{ purpose, why, cells, endsAtMs: ends.length === 0 ? undefined : Math.min(...ends) },
        noticeVersion: Math.min(...cells.map(({ noticeVersion }) => noticeVersion)),
      },
    ];
  });
}

/** Versions of which the catalogues are needed to say what changed. */
export function versionsNeeded(renewals: readonly Renewal[]): readonly number[] {
  return [...new Set(renewals.map(({ noticeVersion }) => noticeVersion))];
}

export interface RenewalSight {
  readonly compiled: CompiledCatalogue;
  readonly state: SubjectState;
  /** By version: those of the notices under which was allowed. */
  readonly former: ReadonlyMap<number, CompiledCatalogue>;
}

/** Why it does not reach as far any more; and the words about it that are others. */
function changesFor({ compiled, former }: RenewalSight, renewal: Renewal) {
  const { noticeVersion, cells, purpose } = renewal;
  const before = former.get(noticeVersion);
  if (before === undefined) return { before: compiled, changes: [] as readonly Change[] };
  const all = catalogueDifference(before.catalogue, compiled.catalogue);
  const places = new Set(cells.flatMap((cell) => (cell.why === 'changed' ? cell.places : [])));
  const found = new Set<Change>();
  for (const { touchpoint } of places) {
    for (const change of changesAt(all, touchpoint)) {
      const { about, key, locale, material } = change;
      const told = about === 'place' || (about === 'purpose' && key === purpose.key);
      if (material || (told && locale !== null)) found.add(change);
    }
  }
  return { before, changes: all.filter((change) => found.has(change)) };
}

export interface RenewalBox {
  readonly channel: string;
  readonly data: readonly string[];
}

/** What allowing again would name, channel by channel; null where it takes two steps of its own. */
export function renewedBoxes(sight: RenewalSight, renewal: Renewal): readonly RenewalBox[] | null {
  const { compiled, state } = sight;
  const { purpose, cells } = renewal;
  const sensitive = (data: string) => compiled.data.get(data)?.sensitive !== false;
  if (purpose.explicit) return null;
  if (cells.some(({ data }) => data !== ITSELF && sensitive(data))) return null;
  const { changes } = changesFor(sight, renewal);
  const added = (place: CompiledTouchpoint) =>
    changes
      .filter(({ about, key }) => about === 'place' && key === place.touchpoint.key)
      .flatMap((change) =>
        change.field === 'status'
          ? place.data
          : ['requires', 'mayUse'].includes(change.field)
            ? change.is.filter((data) => !change.was.includes(data))
            : [],
      );
  const channels = [...new Set(cells.map(({ channel }) => channel))];
  return channels.map((channel) => {
    const here = cells.filter((cell) => cell.channel === channel);
    const fresh = here
      .flatMap(({ places }) => places)
      .filter(({ purposes }) =>
        purposes.some((one) => one.purpose.key === purpose.key && one.carriesData),
      )
      .flatMap(added)
      .filter((data) => {
        const key = cellKey(purpose.key, channel, data);
        const refused = paintAt(state, purpose.key, channel, data, key)?.effect === 'deny';
        return !refused && !sensitive(data);
      });
    const kept = here.flatMap(({ data }) => (data === ITSELF ? [] : [data]));
    return { channel, data: [...new Set([...kept, ...fresh])].sort() };
  });
}

export interface RenewalView extends Named {
  readonly why: RenewalWhy;
  readonly endsAtMs: number | undefined;
  readonly noticeVersion: number;
  readonly places: readonly Named[];
  readonly changes: readonly ChangeView[];
  /** What allowing again names; null: in two steps of its own. */
  readonly boxes: readonly { readonly channel: string; readonly data: readonly string[] }[] | null;
  readonly standing: PurposeStanding;
}

export function renewalView(sight: RenewalSight, renewal: Renewal, locale: Locale): RenewalView {
  const { compiled } = sight;
  const { purpose, cells, why, endsAtMs, noticeVersion } = renewal;
  const { before, changes } = changesFor(sight, renewal);
  const places = new Map(
    cells.flatMap((cell) =>
      cell.places.map(({ touchpoint }) => [touchpoint.key, touchpoint.text[locale].name] as const),
    ),
  );
  return {
    ...{ key: purpose.key, name: purpose.text[locale].name, why, endsAtMs, noticeVersion },
    places: [...places].map(([key, name]) => ({ key, name })),
    changes: changeViews(changes, { before, after: compiled }, locale),
    boxes:
      renewedBoxes(sight, renewal)?.map(({ channel, data }) => ({
        channel: compiled.channels.get(channel)?.text[locale].name ?? channel,
        data: data.map((key) => compiled.data.get(key)?.text[locale].name ?? key),
      })) ?? null,
    standing: why === 'ended' ? 'expired' : 'allowed',
  };
}

/** 「今はしない」, said last. */
export interface Dismissed {
  readonly atMs: number;
  readonly version: number;
}

/**
 * Whether it is brought up on the first screen: once for each version that changed something, and
 * once for each end that comes near (UX-34). What is over is listed, and never brought up.
 */
export function isBroughtUp(renewal: Renewal, dismissed: Dismissed | undefined): boolean {
  if (renewal.why === 'ended') return false;
  if (dismissed === undefined) return true;
  return renewal.cells.some(({ why, places, nearFromMs }) =>
    why === 'changed'
      ? places.some(({ touchpoint }) => touchpoint.materialVersion > dismissed.version)
      : why === 'ending' && dismissed.atMs < nearFromMs,
  );
}
