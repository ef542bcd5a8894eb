/** The order in which many rows are read cheaply: neighbours in an index after each other. */
const CODES = 128;

function keyOf(name: string, at: number): number {
  return (name.charCodeAt(at) % CODES) * CODES + (name.charCodeAt(at + 1) % CODES);
}

/** Places in the list, by the two characters of each name that stand at `at`. */
export function nearTogether(names: readonly string[], at: number): Uint32Array {
  const keys = new Uint16Array(names.length);
  const nextOf = new Uint32Array(CODES * CODES + 1);
  for (let place = 0; place < names.length; place += 1) {
    const key = keyOf(names[place] ?? '', at);
    keys[place] = key;
    nextOf[key + 1] = (nextOf[key + 1] ?? 0) + 1;
  }
  for (let key = 1; key < nextOf.length; key += 1) {
    nextOf[key] = (nextOf[key] ?? 0) + (nextOf[key - 1] ?? 0);
  }
  const order = new Uint32Array(names.length);
  for (let place = 0; place < names.length; place += 1) {
    const key = keys[place] ?? 0;
    const next = nextOf[key] ?? 0;
    order[next] = place;
    nextOf[key] = next + 1;
  }
  return order;
}

/** The names that stand there. */
export function namesAt(names: readonly string[], places: Uint32Array): string[] {
  const some: string[] = [];
  for (let at = 0; at < places.length; at += 1) some.push(names[places[at] ?? -1] ?? '');
  return some;
}
