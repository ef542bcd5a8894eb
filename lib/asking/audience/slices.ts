import { setImmediate } from 'node:timers/promises';

/** Judged without a pause: a few milliseconds. */
export const SLICE = 500;

/** Parts of a long list; between two of them whoever decides on this thread goes first. */
export async function* slices<T>(values: ArrayLike<T>, size = SLICE): AsyncGenerator<T[]> {
  for (let at = 0; at < values.length; at += size) {
    if (at > 0) await setImmediate();
    yield Array.prototype.slice.call<ArrayLike<T>, [number, number], T[]>(values, at, at + size);
  }
}
