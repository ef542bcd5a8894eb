/**
 * People who said the same get the same answer, so that most of an audience is judged once: two
 * states are alike where nothing differs but event ids and instants that do not matter here –
 * gone by already, or beyond the last instant at which a list of today may be used.
 * INVARIANT: only of states that hold nothing but cells, sweeps and switches; in doubt, not alike.
 */
import { FARTHEST_MS } from './terms';

const KEPT = 4096;
const EVENTS = '"e":[';
/** Cells, sweeps, places and techniques off, event ids; others are judged by themselves: limits, pauses, signals, ages, holds (lib/choice/codec.ts). */
const PLAIN_LISTS = 'eksxt';
const INSTANT_DIGITS = 13;
const [QUOTE, COLON, COMMA, OPEN, CLOSE, ZERO, NINE] = [34, 58, 44, 91, 93, 48, 57];

/** Walks once over a state's text; a text of another form is nobody's like. */
class Walk {
  #name = '';
  #from = 0;
  #at = 0;

  constructor(
    private readonly state: string,
    private readonly nowMs: number,
  ) {}

  /** A name that all alike states share; undefined: judge it by itself. */
  name(): string | undefined {
    const { state } = this;
    const events = state.indexOf(EVENTS);
    const after = state.indexOf(']', events);
    // Nothing that we write is escaped but words, which are judged by themselves.
    if (events < 0 || after < 0 || state.includes('\\')) return undefined;
    // All ids of events are of one length: how long the list is tells how many.
    this.#name = `${state.slice(0, events)}${String(after - events)}`;
    this.#from = after;
    for (this.#at = after; this.#at < state.length; this.#at += 1) {
      const code = state.charCodeAt(this.#at);
      if (code === QUOTE) {
        if (!this.#passText()) return undefined;
      } else if (code >= ZERO && code <= NINE && !this.#passNumber()) return undefined;
    }
    return this.#name + state.slice(this.#from);
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
    const { state, nowMs } = this;
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
    const gone = value <= nowMs;
    this.#name += state.slice(this.#from, begin) + (gone ? '-' : '+');
    this.#from = end;
    return gone || value > nowMs + FARTHEST_MS;
  }
}

/** A name that all alike states share at `nowMs`; undefined: judge it by itself. */
export function likeness(state: string, nowMs: number): string | undefined {
  return new Walk(state, nowMs).name();
}

/** Answers by likeness, to one question and by one catalogue. */
export class Alike<T> {
  readonly #answers = new Map<string, T>();

  find(name: string): T | undefined {
    return this.#answers.get(name);
  }
  keep(name: string, answer: T): void {
    if (this.#answers.size >= KEPT) this.#answers.clear();
    this.#answers.set(name, answer);
  }
}
