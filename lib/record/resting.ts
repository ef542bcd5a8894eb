/**
 * A subject as the cache holds it: once nobody has asked for its state for a while, the state is
 * kept as the text it was read from, one object instead of dozens, and decoded again when it is
 * asked for. What is kept of a million people costs whoever collects garbage or looks one up
 * (measured: bench http, batch).
 */
import { decodeStateText } from '../choice/codec';
import type { SubjectState } from '../choice/model';
import type { Subject } from './subjects';

/** So many states are held decoded; not their subjects, which may go meanwhile. */
const AWAKE = 4096;
const awake: WeakRef<RestingSubject>[] = [];
let next = 0;

function keepAwake(subject: RestingSubject): void {
  awake[next]?.deref()?.rest();
  awake[next] = new WeakRef(subject);
  next = (next + 1) % AWAKE;
}

export class RestingSubject implements Subject {
  derived: unknown = undefined;
  /** The names of the cache (by-name.ts). */
  nameId = '';
  nameSystem = '';
  #state: SubjectState | undefined;

  /** `state` is what `text` decodes to. */
  constructor(
    readonly subject: string,
    readonly leader: string,
    readonly n: number,
    readonly head: string,
    private readonly text: string,
    state: SubjectState,
  ) {
    this.#state = state;
    keepAwake(this);
  }

  /** As the cache holds everybody (subjects.ts). */
  get found(): Subject {
    return this;
  }

  /** One that cannot be read is held as it is, not as text (`openRow`). */
  get broken(): false {
    return false;
  }

  get state(): SubjectState {
    if (this.#state !== undefined) return this.#state;
    this.#state = decodeStateText(this.text);
    keepAwake(this);
    return this.#state;
  }

  rest(): void {
    this.#state = undefined;
  }
}
