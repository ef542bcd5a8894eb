/**
 * What was lately found under a system's own identifier, without hashing it again. Two
 * generations: when the young one is full the old one goes, so that a look-up is one or two
 * plain map reads and nothing is kept in order (measured: bench/batch.ts).
 */
import { ownText } from '../own-text';
import type { Identifier } from './model';

type Generation<T> = Map<string, Map<string, T>>;

export interface Names<T> {
  get(identifier: Identifier): T | undefined;
  set(identifier: Identifier, value: T): void;
}

/** Holds at least the `most` names set last, and at most twice as many. */
export function createNames<T>(most: number): Names<T> {
  let young: Generation<T> = new Map();
  let old: Generation<T> = new Map();
  let count = 0;

  function set({ system, id }: Identifier, value: T): void {
    if (count >= most) {
      old = young;
      young = new Map();
      count = 0;
    }
    const ofSystem = young.get(system) ?? new Map<string, T>();
    young.set(system, ofSystem);
    if (ofSystem.has(id)) ofSystem.set(id, value);
    else {
      count += 1;
      ofSystem.set(ownText(id), value);
    }
  }

  return {
    set,
    get(identifier) {
      const { system, id } = identifier;
      const known = young.get(system)?.get(id);
      if (known !== undefined) return known;
      const older = old.get(system)?.get(id);
      if (older !== undefined) set(identifier, older);
      return older;
    },
  };
}
