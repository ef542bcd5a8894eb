/**
 * Takes turns by name: work under the same names runs one after another in this process, so
 * that writers about one subject do not race each other into retries. Other processes are met
 * by the expected revision.
 */
import { nameHash } from './name-hash';

export interface Turns {
  take<T>(names: readonly string[], work: () => Promise<T>): Promise<T>;
}

const PLACES = 1024;

/** The last turn taken under a name. */
interface Turn {
  readonly name: string;
  tail: Promise<unknown>;
  next: Turn | undefined;
}

/**
 * Whose turn is last, by name. Not a Map: names come and go thousands of times a second, and each
 * table such a Map outgrows leads to the one after it, so that once one of them is old everything
 * under way grows old with all the later ones (measured: bench commit).
 */
class Tails {
  readonly #firsts = new Array<Turn | undefined>(PLACES).fill(undefined);

  get(name: string): Promise<unknown> | undefined {
    return this.#find(name)?.tail;
  }

  set(name: string, tail: Promise<unknown>): void {
    const turn = this.#find(name);
    if (turn !== undefined) {
      turn.tail = tail;
      return;
    }
    const place = nameHash(name) % PLACES;
    this.#firsts[place] = { name, tail, next: this.#firsts[place] };
  }

  /** Unless somebody has come after. */
  end(name: string, tail: Promise<unknown>): void {
    const place = nameHash(name) % PLACES;
    let before: Turn | undefined;
    for (let turn = this.#firsts[place]; turn !== undefined; before = turn, turn = turn.next) {
      if (turn.name !== name) continue;
      if (turn.tail !== tail) return;
      if (before === undefined) this.#firsts[place] = turn.next;
      else before.next = turn.next;
      turn.next = undefined;
      return;
    }
  }

  #find(name: string): Turn | undefined {
    let turn = this.#firsts[nameHash(name) % PLACES];
    while (turn !== undefined && turn.name !== name) turn = turn.next;
    return turn;
  }
}

export function createTurns(): Turns {
  const tails = new Tails();
  return {
    async take(names, work) {
      const before: Promise<unknown>[] = [];
      for (const name of names) {
        const tail = tails.get(name);
        if (tail !== undefined) before.push(tail);
      }
      const mine = before.length === 0 ? work() : Promise.allSettled(before).then(work);
      for (const name of names) tails.set(name, mine);
      try {
        return await mine;
      } finally {
        for (const name of names) tails.end(name, mine);
      }
    },
  };
}
