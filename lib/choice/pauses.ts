/**
 * Pauses (DESIGN §4): a person can only make a pause longer; ending one early is `resume`.
 * Kept one per purpose (or `*`), the later end, so their number is bounded by the catalogue.
 */
import { EVERYTHING, type Extent, type Mark, type SubjectState } from './model';
import { extentCovers } from './paint';

type Pause = SubjectState['pauses'][number];

function addOne(pauses: readonly Pause[], pause: Pause): readonly Pause[] {
  const held = pauses.some(
    (other) => other.untilMs >= pause.untilMs && extentCovers(other.purposes, pause.purposes),
  );
  if (held) return pauses;
  return [
    ...pauses.filter(
      (other) => !(other.untilMs <= pause.untilMs && extentCovers(pause.purposes, other.purposes)),
    ),
    pause,
  ];
}

/** The later end holds. */
export function addPause(
  pauses: readonly Pause[],
  mark: Mark,
  untilMs: number,
  purposes: readonly string[] | undefined,
): readonly Pause[] {
  const extents: readonly Extent[] = purposes?.map((purpose) => [purpose]) ?? [EVERYTHING];
  return extents.reduce(
    (list, extent) => addOne(list, { ...mark, untilMs, purposes: extent }),
    pauses,
  );
}

/** The pauses of both sides of a join: each holds. */
export function mergePauses(a: readonly Pause[], b: readonly Pause[]): readonly Pause[] {
  return b.reduce(addOne, a);
}
