/**
 * A late allow (DESIGN §4 "Time"): a yes that was given before it arrived takes back nothing that
 * was painted since. What it skips is stored with the event and never computed again.
 */
import { ITSELF, cellKey, type CellKey } from '../catalogue/model';
import type { AllowBody, SubjectState } from './model';
import { sweepCovers } from './paint';

/** Later arrival than this makes the sender's clock count for as much less. */
const TOLERANCE_MS = 60_000;

/** The instant from which paints are newer than the allow; `undefined`: it is never late. */
export function lateThresholdMs(
  givenAtMs: number | undefined,
  receivedAtMs: number,
): number | undefined {
  if (givenAtMs === undefined) return undefined;
  return receivedAtMs - givenAtMs > TOLERANCE_MS ? givenAtMs - TOLERANCE_MS : givenAtMs;
}

function paintedSince(
  state: SubjectState,
  [purpose, channel, data]: readonly [string, string, string],
  thresholdMs: number,
): boolean {
  const explicit = state.cells.get(cellKey(purpose, channel, data));
  if (explicit !== undefined && explicit.receivedAtMs >= thresholdMs) return true;
  return state.sweeps.some(
    (sweep) => sweep.receivedAtMs >= thresholdMs && sweepCovers(sweep, purpose, channel, data),
  );
}

/**
 * The cells of the allow (`itself` among them) that were painted since it was given: sorted, to
 * be stored as its `notPainted`. Empty without `givenAtMs`.
 */
export function cellsPaintedSince(
  state: SubjectState,
  box: Pick<AllowBody, 'purposes' | 'channels' | 'data'>,
  givenAtMs: number | undefined,
  receivedAtMs: number,
): CellKey[] {
  const thresholdMs = lateThresholdMs(givenAtMs, receivedAtMs);
  if (thresholdMs === undefined) return [];
  const skipped: CellKey[] = [];
  for (const purpose of box.purposes) {
    for (const channel of box.channels) {
      for (const data of [ITSELF, ...box.data]) {
        if (paintedSince(state, [purpose, channel, data], thresholdMs)) {
          skipped.push(cellKey(purpose, channel, data));
        }
      }
    }
  }
  return skipped.sort();
}
