/** The order in which many rows are read cheaply: neighbours in an index after each other. */
const CODES = 128;

/** Ids or handles of equal length, one behind the other. */
export interface Names {
  readonly bytes: Uint8Array;
  readonly each: number;
  /** Where in a name the first character stands that tells it from others. */
  readonly begins: number;
}

function keyOf({ bytes, each, begins }: Names, place: number): number {
  const at = place * each + begins;
  return ((bytes[at] ?? 0) % CODES) * CODES + ((bytes[at + 1] ?? 0) % CODES);
}

/** These places by the first two characters of the names that stand there. */
export function nearTogether(names: Names, places: Uint32Array): Uint32Array {
  const keys = new Uint16Array(places.length);
  const nextOf = new Uint32Array(CODES * CODES + 1);
  for (let at = 0; at < places.length; at += 1) {
    const key = keyOf(names, places[at] ?? 0);
    keys[at] = key;
    nextOf[key + 1] = (nextOf[key + 1] ?? 0) + 1;
  }
  for (let key = 1; key < nextOf.length; key += 1) {
    nextOf[key] = (nextOf[key] ?? 0) + (nextOf[key - 1] ?? 0);
  }
  const order = new Uint32Array(places.length);
  for (let at = 0; at < places.length; at += 1) {
    const key = keys[at] ?? 0;
    const next = nextOf[key] ?? 0;
    order[next] = places[at] ?? 0;
    nextOf[key] = next + 1;
  }
  return order;
}
