/** Special purposes and data take two steps (DESIGN §4 "Explicit"): choosing 許可する leads there. */
const ACT = /^read-first ([a-z0-9][a-z0-9-]{0,63})$/;

/** Stands in a form in place of an act; nothing is saved by it. */
export function readFirst(purpose: string): string {
  return `read-first ${purpose}`;
}

/** Where a form leads that asks to read first; undefined for any other. */
export function readFirstPath(act: string): string | undefined {
  const [, purpose] = ACT.exec(act) ?? [];
  return purpose === undefined ? undefined : `/purposes/${purpose}/explicit`;
}
