/**
 * How far whoever follows the stream was told (UX-39): what each live connection of this process was
 * last sent, in memory alone. Of connections to other processes, and of those that ended, nothing is
 * known, and nothing is said.
 */
import type { Runtime } from '../../runtime/model';

/** Connections of one system that may ask about the same places. */
export interface Following {
  readonly system: string;
  /** Touchpoint keys, or `['*']`. */
  readonly touchpoints: readonly string[];
  /** `follows`: it was sent to all of them; `waiting`: it is about to be. */
  readonly state: 'follows' | 'waiting';
}
export interface Stream {
  following(seq: number): readonly Following[];
}

const KEY = Symbol.for('nattoku.followers');
type Holder = { [KEY]?: WeakMap<Runtime, Stream> };

/** Next compiles its entries separately, and pages ask what the listener knows. */
export function streams(): WeakMap<Runtime, Stream> {
  const holder = globalThis as Holder;
  return (holder[KEY] ??= new WeakMap());
}

const NOT_KNOWN = { atMs: null, nextAtMs: null, problem: null };

export function followedOf(runtime: Runtime, seq: number) {
  const known = streams().get(runtime)?.following(seq) ?? [];
  return known.map((one) => ({ ...one, ...NOT_KNOWN }));
}
