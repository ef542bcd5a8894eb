/**
 * People who said the same get the same answer, so that most of an audience is judged once: two
 * states are alike where nothing differs but event ids and instants that do not matter here –
 * gone by already, or beyond the last instant at which a list of today may be used.
 * INVARIANT: only of states that hold nothing but cells, sweeps and switches; in doubt, not alike.
 */
import { FARTHEST_MS } from './terms';
import { shapeOf, INSTANT_DIGITS, type Shape } from './state-shape';

const KEPT = 4096;
/** Of one length. */
const KEPT_ALIKE = 64;
/** Longer ones are judged by themselves. */
const ROOM = 8192;
const WORD_BYTES = 4;
const [ZERO, NINE] = [48, 57];

/** What all alike states share, as words: where the mask is 0 they may differ. */
interface Kept<T> {
  readonly words: Uint32Array;
  readonly mask: Uint32Array;
  readonly instants: Int32Array;
  /** Of each instant, whether it is to come. */
  readonly later: readonly boolean[];
  readonly answer: T;
}

/** Answers by likeness, to one question and by one catalogue. */
export class Alike<T> {
  readonly #words = new Uint32Array(ROOM / WORD_BYTES);
  readonly #bytes = Buffer.from(this.#words.buffer);
  /** By the length of the state; whoever was met lately first. */
  readonly #kept = new Map<number, Kept<T>[]>();
  #count = 0;

  /** `bytes` from `from` to `to` is a state whose seal holds. */
  find(bytes: Buffer, from: number, to: number, nowMs: number): T | undefined {
    const likely = this.#kept.get(to - from);
    if (likely === undefined) return undefined;
    this.#layDown(bytes, from, to);
    for (let at = 0; at < likely.length; at += 1) {
      const kept = likely[at];
      if (kept === undefined || !this.#fits(kept, nowMs)) continue;
      if (at > 0) {
        likely.splice(at, 1);
        likely.unshift(kept);
      }
      return kept.answer;
    }
    return undefined;
  }

  keep(bytes: Buffer, from: number, to: number, nowMs: number, answer: T): void {
    if (to - from > ROOM) return;
    const shape = shapeOf(bytes.toString('latin1', from, to), nowMs, nowMs + FARTHEST_MS);
    if (shape === undefined) return;
    if (this.#count >= KEPT) {
      this.#kept.clear();
      this.#count = 0;
    }
    this.#layDown(bytes, from, to);
    const kept = { ...this.#fixed(shape, to - from), answer };
    const alsoLong = this.#kept.get(to - from);
    this.#count += 1;
    if (alsoLong === undefined) this.#kept.set(to - from, [kept]);
    else if (alsoLong.unshift(kept) > KEPT_ALIKE) {
      alsoLong.pop();
      this.#count -= 1;
    }
  }

  #layDown(bytes: Buffer, from: number, to: number): void {
    // What is left of the last word must be the same for all.
    this.#words[(to - from) >>> 2] = 0;
    bytes.copy(this.#bytes, 0, from, to);
  }

  #fixed({ ids, instants, later }: Shape, length: number): Omit<Kept<T>, 'answer'> {
    const words = this.#words.slice(0, Math.ceil(length / WORD_BYTES));
    const mask = new Uint32Array(words.length).fill(0xff_ff_ff_ff);
    const free = Buffer.from(mask.buffer);
    for (const [from, to] of ids) free.fill(0, from, to);
    for (const from of instants) free.fill(0, from, from + INSTANT_DIGITS);
    return { words, mask, instants: Int32Array.from(instants), later };
  }

  #fits({ words, mask, instants, later }: Kept<T>, nowMs: number): boolean {
    const state = this.#words;
    for (let at = 0; at < words.length; at += 1) {
      if ((((words[at] ?? 0) ^ (state[at] ?? 0)) & (mask[at] ?? 0)) !== 0) return false;
    }
    for (let at = 0; at < instants.length; at += 1) {
      const value = this.#instant(instants[at] ?? 0);
      if (later[at] === true ? !(value > nowMs + FARTHEST_MS) : !(value <= nowMs)) return false;
    }
    return true;
  }

  /** NaN where it is none. */
  #instant(from: number): number {
    let value = 0;
    for (let at = from; at < from + INSTANT_DIGITS; at += 1) {
      const code = this.#bytes[at] ?? 0;
      if (code < ZERO || code > NINE) return NaN;
      value = value * 10 + code - ZERO;
    }
    return value;
  }
}
