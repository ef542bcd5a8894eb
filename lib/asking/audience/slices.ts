import { setImmediate } from 'node:timers/promises';

/** Judged without a pause: a few milliseconds. */
export const SLICE = 500;

/** Parts of a long list, from one place to another; between two of them whoever decides on this thread goes first. */
export async function* slices(
  count: number,
  size = SLICE,
): AsyncGenerator<readonly [from: number, to: number]> {
  for (let from = 0; from < count; from += size) {
    if (from > 0) await setImmediate();
    yield [from, Math.min(count, from + size)];
  }
}
