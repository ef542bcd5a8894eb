/**
 * Denies with a `*`, kept as boxes (DESIGN §4). The list stays short: a newer sweep takes an older
 * one's place where it says everything the older one said – for data lists, also its names, so
 * that a broad allow still knows what was last refused by name.
 */
import { EVERYTHING, type Extent, type SubjectState, type Sweep } from './model';
import { extentCovers, sweepCovers } from './paint';

/** Above this many, boxes are cut into single-key boxes: their number is bounded by the catalogue. */
const SPLIT_ABOVE = 64;

/** INVARIANT: a sweep of all data never replaces one that names data. */
function replaces(newer: Sweep, older: Sweep): boolean {
  const namesAsMuch =
    older.data === EVERYTHING
      ? newer.data === EVERYTHING
      : newer.data !== EVERYTHING && extentCovers(newer.data, older.data);
  return (
    namesAsMuch &&
    extentCovers(newer.purposes, older.purposes) &&
    extentCovers(newer.channels, older.channels)
  );
}

function pruned(oldestFirst: readonly Sweep[]): Sweep[] {
  return oldestFirst.filter(
    (older, index) => !oldestFirst.some((newer, at) => at > index && replaces(newer, older)),
  );
}

function singles(extent: Extent): readonly Extent[] {
  return extent === EVERYTHING ? [EVERYTHING] : extent.map((key) => [key]);
}

function cut(sweep: Sweep): Sweep[] {
  return singles(sweep.purposes).flatMap((purposes) =>
    singles(sweep.channels).flatMap((channels) =>
      singles(sweep.data).map((data) => ({ ...sweep, purposes, channels, data })),
    ),
  );
}

/** Oldest first, nothing lost that a decision, a composition or a join reads. */
function settled(oldestFirst: readonly Sweep[]): readonly Sweep[] {
  const kept = pruned(oldestFirst);
  return kept.length <= SPLIT_ABOVE ? kept : pruned(kept.flatMap(cut));
}

/** `sweep` must be the newest. */
export function addSweep(sweeps: readonly Sweep[], sweep: Sweep): readonly Sweep[] {
  return settled([...sweeps, sweep]);
}

/** The sweeps of both sides of a join. */
export function mergeSweeps(a: readonly Sweep[], b: readonly Sweep[]): readonly Sweep[] {
  return settled([...a, ...b].sort((one, other) => one.order - other.order));
}

/** The newest sweep that lists this data by name. */
export function newestNaming(
  state: SubjectState,
  purpose: string,
  channel: string,
  data: string,
): Sweep | undefined {
  return state.sweeps.findLast(
    (sweep) => sweep.data !== EVERYTHING && sweepCovers(sweep, purpose, channel, data),
  );
}
