/** Candidates as lines, laid down in a room that is used again. */
import type { AudienceCandidate } from '../../../sdk/src/contract';
import type { Taker, Terms } from '../../asking/audience/model';

const FIRST_BYTES = 1_024;
const BEGINS = Buffer.from('{"line":"candidate","subject":');

type Without<T, K extends keyof T> = Omit<T, K>;

function second(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

export class CandidateLines {
  /** What follows the name is the same for most. */
  readonly #rests = new WeakMap<Terms, Buffer>();
  #terms: Terms | undefined;
  #rest: Buffer = Buffer.alloc(0);
  #room: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  #end = 0;

  readonly take: Taker = (names, from, to, terms) => {
    if (terms !== this.#terms) {
      this.#terms = terms;
      this.#rest = this.#restOf(terms);
    }
    const needed = this.#end + BEGINS.length + to - from + this.#rest.length;
    if (needed > this.#room.length) this.#grow(needed);
    const room = this.#room;
    let end = this.#end;
    for (let at = 0; at < BEGINS.length; at += 1) room[end + at] = BEGINS[at] ?? 0;
    end += BEGINS.length;
    for (let at = from; at < to; at += 1) room[end + at - from] = names[at] ?? 0;
    end += to - from;
    this.#rest.copy(room, end);
    this.#end = end + this.#rest.length;
  };

  /** The lines of all that were taken since; undefined: of nobody. */
  taken(): Uint8Array | undefined {
    if (this.#end === 0) return undefined;
    const bytes = Buffer.from(this.#room.subarray(0, this.#end));
    this.#end = 0;
    return bytes;
  }

  #grow(needed: number): void {
    const room = Buffer.allocUnsafe(2 * needed);
    this.#room.copy(room, 0, 0, this.#end);
    this.#room = room;
  }

  #restOf(terms: Terms): Buffer {
    const known = this.#rests.get(terms);
    if (known !== undefined) return known;
    const { validUntilMs, permitted, obligations } = terms;
    const told: Without<AudienceCandidate, 'line' | 'subject'> = {
      validUntil: second(validUntilMs),
      permitted,
      obligations,
    };
    const rest = Buffer.from(`,${JSON.stringify(told).slice(1)}\n`, 'utf8');
    this.#rests.set(terms, rest);
    return rest;
  }
}
