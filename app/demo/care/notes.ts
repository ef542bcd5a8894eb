/**
 * What somebody writes beside their readings: their own words, in memory, for this demo. They are
 * shown to nobody else, and nothing is made of them. Next compiles its entries separately, so they
 * live on `globalThis`.
 */
export interface Note {
  readonly id: string;
  readonly atMs: number;
  readonly text: string;
}

export const NOTE_MAX_LENGTH = 300;
const NOTES_MAX = 10;
const KEY = Symbol.for('minori.skin-notes');
type Holder = { [KEY]?: Map<string, readonly Note[]> };

function notes(): Map<string, readonly Note[]> {
  const holder = globalThis as Holder;
  return (holder[KEY] ??= new Map());
}

/** The newest first. */
export function notesOf(customer: string): readonly Note[] {
  return notes().get(customer) ?? [];
}

export function keepNote(customer: string, note: Note): void {
  const text = note.text.trim().slice(0, NOTE_MAX_LENGTH);
  if (text === '') return;
  notes().set(customer, [{ ...note, text }, ...notesOf(customer)].slice(0, NOTES_MAX));
}

export function dropNote(customer: string, id: string): void {
  notes().set(
    customer,
    notesOf(customer).filter((note) => note.id !== id),
  );
}
