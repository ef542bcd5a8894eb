/**
 * Where in a state stand the ids of events and the instants: all else is the same for whoever said
 * the same (alike.ts). A text of another form has no shape, nor has one that is judged by itself.
 */
const EVENTS = '"e":[';
/** Cells, sweeps, places and techniques off, event ids; others are judged by themselves: limits, pauses, signals, ages, holds (lib/choice/codec.ts). */
const PLAIN_LISTS = 'eksxt';
export const INSTANT_DIGITS = 13;
const [QUOTE, COLON, COMMA, OPEN, CLOSE, ZERO, NINE] = [34, 58, 44, 91, 93, 48, 57];

export interface Shape {
  /** Where each begins and ends. */
  readonly ids: readonly (readonly [from: number, to: number])[];
  /** Where each begins. */
  readonly instants: readonly number[];
  /** Of each instant, whether it is to come: after `farthestMs`; the others are gone by. */
  readonly later: readonly boolean[];
}

/** Walks once over a state's text. */
class Walk {
  readonly instants: number[] = [];
  readonly later: boolean[] = [];
  #at = 0;

  constructor(
    private readonly state: string,
    private readonly nowMs: number,
    private readonly farthestMs: number,
  ) {}

  /** False: judge it by itself. */
  passFrom(begin: number): boolean {
    const { state } = this;
    for (this.#at = begin; this.#at < state.length; this.#at += 1) {
      const code = state.charCodeAt(this.#at);
      if (code === QUOTE) {
        if (!this.#passText()) return false;
      } else if (code >= ZERO && code <= NINE && !this.#passNumber()) return false;
    }
    return true;
  }

  /** False: a list that is judged by itself. */
  #passText(): boolean {
    const { state } = this;
    const begin = this.#at + 1;
    const end = state.indexOf('"', begin);
    if (end < 0) return false;
    this.#at = end;
    const isList = state.charCodeAt(end + 1) === COLON && state.charCodeAt(end + 2) === OPEN;
    return !isList || (end - begin === 1 && PLAIN_LISTS.includes(state.charAt(begin)));
  }

  /** False: an instant at which something may change while a list is used. */
  #passNumber(): boolean {
    const { state, nowMs, farthestMs } = this;
    const begin = this.#at;
    let end = begin;
    let value = 0;
    for (let code = state.charCodeAt(end); code >= ZERO && code <= NINE;) {
      value = value * 10 + code - ZERO;
      end += 1;
      code = state.charCodeAt(end);
    }
    this.#at = end - 1;
    const [before, after] = [state.charCodeAt(begin - 1), state.charCodeAt(end)];
    const inList = (before === COMMA || before === OPEN) && (after === COMMA || after === CLOSE);
    if (end - begin !== INSTANT_DIGITS || !inList) return true;
    this.instants.push(begin);
    this.later.push(value > nowMs);
    return value <= nowMs || value > farthestMs;
  }
}

/** Of the ids in a list; undefined where it holds anything else. */
function idsIn(state: string, from: number, to: number): [number, number][] | undefined {
  if (from === to) return [];
  const ids: [number, number][] = [];
  for (let at = from; ;) {
    const end = state.indexOf('"', at + 1);
    if (state.charCodeAt(at) !== QUOTE || end < 0 || end >= to) return undefined;
    ids.push([at + 1, end]);
    if (end + 1 === to) return ids;
    if (state.charCodeAt(end + 1) !== COMMA) return undefined;
    at = end + 2;
  }
}

/** `state`: each character a byte of it. undefined: judge it by itself. */
export function shapeOf(state: string, nowMs: number, farthestMs: number): Shape | undefined {
  const events = state.indexOf(EVENTS);
  const after = state.indexOf(']', events);
  // Nothing that we write is escaped but words, which are judged by themselves.
  if (events < 0 || after < 0 || state.includes('\\')) return undefined;
  const ids = idsIn(state, events + EVENTS.length, after);
  const walk = new Walk(state, nowMs, farthestMs);
  if (ids === undefined || !walk.passFrom(after)) return undefined;
  const { instants, later } = walk;
  return { ids, instants, later };
}
