/**
 * Where more connections ask for decisions at once than are answered well together, they are heard
 * in rounds (decision record 0047): so many at a time, a few answers each, while the others wait
 * unread. What a connection needs stays near the processor for all of its answers, and a turn of
 * the event loop stays short for everybody else: people who refuse, streams, health.
 */

/** A connection; what it sends while it is paused waits with the system, and with whoever sends. */
export interface Asker {
  readonly destroyed: boolean;
  pause(): unknown;
  resume(): unknown;
}

/** Beyond so many in one turn of the event loop, connections wait. */
export const AT_ONCE = 64;
/** So many answers a connection gets before it waits again, as long as others do. */
export const IN_A_ROW = 8;

/** What is remembered about a connection that has waited once. Mutable: owned by `Rounds`. */
interface Place {
  readonly asker: Asker;
  inARow: number;
  waits: boolean;
  sinceMs: number;
  next: Place | undefined;
}

export class Rounds {
  /** Whether there is more to do than time to do it in; where there is time, nobody begins to wait. */
  busy = false;
  /** Connections that wait. */
  waiting = 0;
  private readonly places = new WeakMap<Asker, Place>();
  private first: Place | undefined;
  private last: Place | undefined;
  /** In this turn of the event loop. */
  private answers = 0;
  /** Of those answered in this turn, the ones that will be read on. */
  private staying = 0;
  private planned = false;

  /** `plan`: calls back once everything that has come so far was read. */
  constructor(private readonly plan: (turn: () => void) => void = setImmediate) {}

  /** A question of this connection was answered, or refused. */
  answered(asker: Asker): void {
    if (!this.busy && this.first === undefined) return;
    this.answers += 1;
    if (!this.planned) {
      this.planned = true;
      this.plan(this.turn);
    }
    const many = this.answers > AT_ONCE;
    if ((many || this.first !== undefined) && this.ends(asker, many)) return;
    this.staying += 1;
  }

  /** By how much who asks is late, on average over the answers of a round; milliseconds. */
  lateMs(nowMs = performance.now()): number {
    return this.first === undefined ? 0 : (nowMs - this.first.sinceMs) / IN_A_ROW;
  }

  /** True where it waits from now on. */
  private ends(asker: Asker, many: boolean): boolean {
    const place = this.placeOf(asker);
    // What it had sent already, one after the other, is answered all the same.
    if (place.waits) return true;
    place.inARow += 1;
    if (!many && place.inARow < IN_A_ROW) return false;
    asker.pause();
    place.inARow = 0;
    place.waits = true;
    place.sinceMs = performance.now();
    if (this.last === undefined) this.first = place;
    else this.last.next = place;
    this.last = place;
    this.waiting += 1;
    return true;
  }

  private placeOf(asker: Asker): Place {
    const known = this.places.get(asker);
    if (known !== undefined) return known;
    const place = { asker, inARow: 0, waits: false, sinceMs: 0, next: undefined };
    this.places.set(asker, place);
    return place;
  }

  /** After a turn: as many are heard again as there was room for; silent ones keep nobody waiting. */
  private readonly turn = (): void => {
    let room = AT_ONCE - this.staying;
    this.answers = 0;
    this.staying = 0;
    while (room > 0 && this.first !== undefined) {
      if (this.hear(this.first)) room -= 1;
    }
    this.planned = this.first !== undefined;
    if (this.planned) this.plan(this.turn);
  };

  /** False: it has gone. */
  private hear(place: Place): boolean {
    this.first = place.next;
    if (this.first === undefined) this.last = undefined;
    place.next = undefined;
    place.waits = false;
    this.waiting -= 1;
    if (place.asker.destroyed) return false;
    place.asker.resume();
    return true;
  }
}
