/** What this process holds about its system's people: filled by a snapshot, kept by the stream. */
import type { LocalPerson, SnapshotEnd, SnapshotLine } from '../local-contract';
import { Answers, Numbering, UnreadableError, type Cell } from './answers';
import { crc32After } from './crc32';
import { readHandle, type Prefix } from './handles';
import { linesOf, type Listening } from './lines';
import { People } from './people';

export interface Replica {
  readonly answers: Answers;
  readonly people: People;
  /** The profile of everybody who is not held, in our numbers. */
  unseen: number;
  /** Up to here everything is held. */
  cursor: string;
}

const prefix: Prefix = new Uint32Array(4);

/** Each replaces what was held of the handle. */
export function takePeople(
  { people, unseen }: Replica,
  numbering: Numbering,
  told: readonly LocalPerson[],
): void {
  for (const [handle, number, ...instants] of told) {
    if (!readHandle(handle, prefix)) throw new UnreadableError('a handle that is none');
    const profile = numbering.profile(number);
    // Nobody is added for saying that nothing is known of them.
    if (profile === unseen && instants.length === 0 && people.find(prefix) < 0) continue;
    people.set(prefix, profile, instants);
  }
}

/**
 * Reads a snapshot to its end. Throws UnreadableError for one that is not whole, or not what was
 * sent: not a single answer of it is given.
 */
export async function readSnapshot(
  body: ReadableStream<Uint8Array>,
  understands: ReadonlySet<string>,
  listening: Listening,
): Promise<Replica> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let crc = 0;
  let count = 0;
  let replica: Replica | undefined;
  let numbering: Numbering | undefined;
  let unseen = 0;
  let ended: SnapshotEnd | undefined;
  let crcAtEnd = 0;
  for await (const bytes of linesOf(body, listening)) {
    if (ended !== undefined) throw new UnreadableError('something after its end');
    const line = JSON.parse(decoder.decode(bytes)) as SnapshotLine;
    if (line.line === 'begin') {
      const answers = new Answers(line, understands);
      unseen = line.unseen;
      numbering = new Numbering(answers);
      replica = { answers, people: new People(), unseen: -1, cursor: line.cursor };
    } else if (replica === undefined || numbering === undefined) {
      throw new UnreadableError('it does not begin');
    } else if (line.line === 'define') {
      numbering.define(line);
      if (replica.unseen < 0) replica.unseen = numbering.profile(unseen);
    } else if (line.line === 'people') {
      if (replica.unseen < 0) throw new UnreadableError('nothing is defined');
      takePeople(replica, numbering, line.people);
      count += line.people.length;
    } else if (line.line === 'end') {
      ended = line;
      crcAtEnd = crc;
    } else throw new UnreadableError('a line of another kind');
    crc = crc32After(crc, bytes);
  }
  if (replica === undefined || ended === undefined || replica.unseen < 0) {
    throw new UnreadableError('it has no end');
  }
  const told = crcAtEnd.toString(16).padStart(8, '0');
  if (ended.crc32 !== told || ended.people !== count) throw new UnreadableError('it was changed');
  return replica;
}

export function cellOf(
  { answers, people, unseen }: Replica,
  slot: number,
  place: number,
): Cell | undefined {
  return answers.cellOf(slot < 0 ? unseen : people.profileAt(slot), place);
}
