/**
 * Who was lately found under a system's own identifier, without hashing it into a handle again.
 * Open addressing over plain arrays: among a million people each step of a look-up waits for
 * memory, and here there are three; in a map of maps there were seven (measured: bench batch).
 */
import type { Identifier } from '../identity/model';
import { ownText } from '../own-text';
import { nameHash } from './name-hash';

/** Whoever is found; knows its own name, so that it can be taken away again. */
export interface Named {
  /** '' while it has none. */
  nameId: string;
  nameSystem: string;
}

const FIRST_PLACES = 1024;

class Place<T extends Named> {
  hashes = new Uint32Array(FIRST_PLACES);
  /** undefined under a hash: somebody was taken away. */
  values: (T | undefined)[] = new Array<T | undefined>(FIRST_PLACES).fill(undefined);
  /** Also those taken away. */
  used = 0;

  find(id: string): number {
    const { hashes, values } = this;
    const last = hashes.length - 1;
    const hash = nameHash(id);
    for (let place = hash & last; ; place = (place + 1) & last) {
      const there = hashes[place];
      if (there === hash && values[place]?.nameId === id) return place;
      if (there === 0) return -1;
    }
  }

  put(value: T): void {
    if (this.used * 2 >= this.hashes.length) this.makeRoom();
    const { hashes, values } = this;
    const last = hashes.length - 1;
    const hash = nameHash(value.nameId);
    let place = hash & last;
    while (hashes[place] !== 0) place = (place + 1) & last;
    hashes[place] = hash;
    values[place] = value;
    this.used += 1;
  }

  private makeRoom(): void {
    const people = this.values.filter((value) => value !== undefined);
    let places = FIRST_PLACES;
    while (places < people.length * 4) places *= 2;
    this.hashes = new Uint32Array(places);
    this.values = new Array<T | undefined>(places).fill(undefined);
    this.used = 0;
    for (const value of people) this.put(value);
  }
}

export class ByName<T extends Named> {
  private readonly systems = new Map<string, Place<T>>();

  get({ system, id }: Identifier): T | undefined {
    const place = this.systems.get(system);
    if (place === undefined) return undefined;
    const at = place.find(id);
    return at < 0 ? undefined : place.values[at];
  }

  /** Somebody has one name here: that of the handle they were found under. */
  set({ system, id }: Identifier, value: T): void {
    if (value.nameId !== '') return;
    this.forgetName(system, id);
    value.nameId = ownText(id);
    value.nameSystem = system;
    const place = this.systems.get(system) ?? new Place<T>();
    this.systems.set(system, place);
    place.put(value);
  }

  /** At once, where everybody goes. */
  clear(): void {
    this.systems.clear();
  }

  forget(value: T): void {
    if (value.nameId === '') return;
    this.forgetName(value.nameSystem, value.nameId);
    value.nameId = '';
  }

  private forgetName(system: string, id: string): void {
    const place = this.systems.get(system);
    const at = place?.find(id) ?? -1;
    if (place === undefined || at < 0) return;
    place.values[at] = undefined;
  }
}
