/** The order in which many rows are read cheaply: neighbours in an index after each other. */
const CODES = 128;

/** Places in the list, by the two characters of each name that stand at `at`. */
export function nearTogether(names: readonly string[], at: number): Uint32Array {
  const keyOf = (name: string): number =>
    (name.charCodeAt(at) % CODES) * CODES + (name.charCodeAt(at + 1) % CODES);
  const nextOf = new Uint32Array(CODES * CODES + 1);
  for (const name of names) nextOf[keyOf(name) + 1] = (nextOf[keyOf(name) + 1] ?? 0) + 1;
  for (let key = 1; key < nextOf.length; key += 1) {
    nextOf[key] = (nextOf[key] ?? 0) + (nextOf[key - 1] ?? 0);
  }
  const order = new Uint32Array(names.length);
  names.forEach((name, place) => {
    const key = keyOf(name);
    const next = nextOf[key] ?? 0;
    order[next] = place;
    nextOf[key] = next + 1;
  });
  return order;
}
