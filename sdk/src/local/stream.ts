/** Reads the stream of changes into a replica until it ends, says so, or makes no sense. */
import type { ChangesBegin, ChangesChange, ChangesEnd, ChangesResync } from '../local-contract';
import { Numbering, UnreadableError } from './answers';
import type { Lease } from './lease';
import { eventsOf, type Listening, type SseEvent } from './lines';
import { takePeople, type Replica } from './replica';
import { Trouble } from './wire';

/** What the server said last. */
export type LastWord =
  | { readonly word: 'resync'; readonly reason: ChangesResync['reason'] }
  | { readonly word: 'end'; readonly reason: ChangesEnd['reason'] }
  /** It said nothing: the stream was cut. */
  | { readonly word: 'cut' };

interface Reading {
  readonly replica: Replica;
  /** Of the conversation that was begun by this request. */
  readonly hearAsOf: (asOf: number) => void;
  numbering: Numbering | undefined;
}

function instant(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new UnreadableError('a beat without its time');
  }
  return value;
}

/** Undefined: read on. */
function take(reading: Reading, { event, id, data }: SseEvent): LastWord | undefined {
  const { replica } = reading;
  const told = JSON.parse(data) as unknown;
  if (event === 'resync') return { word: 'resync', ...(told as ChangesResync) };
  if (event === 'end') return { word: 'end', ...(told as ChangesEnd) };
  if (event === 'begin') {
    const begin = told as ChangesBegin;
    if (begin.catalogueVersion !== replica.answers.catalogueVersion) {
      return { word: 'resync', reason: 'catalogue' };
    }
    reading.numbering = new Numbering(replica.answers);
    reading.numbering.define(begin);
    replica.unseen = reading.numbering.profile(begin.unseen);
    return undefined;
  }
  if (event !== 'change' && event !== 'beat') return undefined;
  if (reading.numbering === undefined) throw new UnreadableError('it does not begin');
  const change = told as ChangesChange;
  const asOf = instant(change.asOf);
  if (event === 'change') {
    reading.numbering.define(change);
    takePeople(replica, reading.numbering, change.people);
  }
  // INVARIANT: the lease is renewed only when all it stands for is held.
  if (id !== undefined) {
    replica.cursor = id;
    reading.hearAsOf(asOf);
  }
  return undefined;
}

/** `onTold` after each event that was taken; `caughtUp`: all up to its time is held. Throws Trouble for what cannot be read. */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  replica: Replica,
  lease: Lease,
  sentSteady: number,
  listening: Listening,
  onTold: (caughtUp: boolean) => void,
): Promise<LastWord> {
  const reading: Reading = { replica, hearAsOf: lease.connect(sentSteady), numbering: undefined };
  try {
    for await (const event of eventsOf(body, listening)) {
      const last = take(reading, event);
      if (last !== undefined) return last;
      if (reading.numbering !== undefined) onTold(event.id !== undefined);
    }
  } catch (error) {
    const unreadable = error instanceof UnreadableError || error instanceof SyntaxError;
    if (unreadable || error instanceof TypeError) {
      const why = unreadable ? 'malformed' : 'stream_cut';
      throw new Trouble(why, { cause: error });
    }
    throw error;
  }
  return { word: 'cut' };
}
