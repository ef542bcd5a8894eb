/**
 * Reads a snapshot to its end, in as many responses as it takes: one that breaks off goes on
 * after the last line that was held against its checksum (API.md "Freshness").
 * INVARIANT: a line is taken only once a CRC-32 over it and all before it was told and is right;
 * a replica leaves this file only whole: not a single answer of a part is given.
 */
import type { SnapshotEnd, SnapshotLine } from '../local-contract';
import { Answers, Numbering, UnreadableError } from './answers';
import { crc32After } from './crc32';
import { linesOf, type Listening } from './lines';
import { People } from './people';
import { takePeople, type Replica } from './replica';
import { Trouble } from './wire';

const LINE_FEED = 10;

/** It ended in its midst; what was taken of it holds. */
export class BrokenOffError extends UnreadableError {}

/** One response: its numbers mean nothing in another. */
interface Response {
  crc: number;
  people: number;
  /** Not held against a checksum yet. */
  readonly waiting: SnapshotLine[];
  unseen: number;
  numbering: Numbering | undefined;
  ended: boolean;
}

export class Snapshot {
  /** Where the next response goes on; undefined: at the beginning. */
  resume: string | undefined;
  private replica: Replica | undefined;

  constructor(private readonly understands: ReadonlySet<string>) {}

  /**
   * `body` is of a response that was asked for with `resume`. Throws UnreadableError for what was
   * changed or makes no sense, Trouble for another catalogue: begin a new one then; except after a
   * BrokenOffError.
   */
  async read(body: ReadableStream<Uint8Array>, listening: Listening): Promise<Replica> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const response: Response = {
      ...{ crc: 0, people: 0, waiting: [], unseen: 0, ended: false },
      numbering: undefined,
    };
    for await (const bytes of linesOf(body, listening)) {
      if (response.ended) throw new UnreadableError('something after its end');
      // Half a line: the rest never came.
      if (bytes.at(-1) !== LINE_FEED) break;
      this.hear(response, JSON.parse(decoder.decode(bytes)) as SnapshotLine);
      response.crc = crc32After(response.crc, bytes);
    }
    if (!response.ended || this.replica === undefined) throw new BrokenOffError('it has no end');
    if (this.replica.unseen < 0) throw new UnreadableError('nothing is defined');
    return this.replica;
  }

  private hear(response: Response, line: SnapshotLine): void {
    if (line.line === 'end') return this.end(response, line);
    if (line.line === 'people' && line.crc32 !== undefined) this.check(response, line.crc32);
    response.waiting.push(line);
  }

  private end(response: Response, { crc32, people }: SnapshotEnd): void {
    this.check(response, crc32);
    if (people !== response.people) throw new UnreadableError('somebody is missing');
    response.ended = true;
  }

  /** All that waits is what was sent, and is taken. */
  private check(response: Response, told: string): void {
    if (told !== response.crc.toString(16).padStart(8, '0')) {
      throw new UnreadableError('it was changed');
    }
    for (const line of response.waiting.splice(0)) this.take(response, line);
  }

  private take(response: Response, line: SnapshotLine): void {
    if (line.line === 'begin') {
      response.numbering = new Numbering(this.answersOf(line));
      response.unseen = line.unseen;
      this.replica ??= {
        answers: response.numbering.answers,
        ...{ people: new People(), unseen: -1, cursor: line.cursor },
      };
      return;
    }
    const { replica } = this;
    const { numbering } = response;
    if (replica === undefined || numbering === undefined) {
      throw new UnreadableError('it does not begin');
    }
    if (line.line === 'define') {
      numbering.define(line);
      if (replica.unseen < 0) replica.unseen = numbering.profile(response.unseen);
    } else if (line.line === 'people') {
      if (replica.unseen < 0) throw new UnreadableError('nothing is defined');
      takePeople(replica, numbering, line.people);
      response.people += line.people.length;
      this.resume = line.resume ?? this.resume;
    } else throw new UnreadableError('a line of another kind');
  }

  /** Of all its responses: a cursor of the first holds for the others too. */
  private answersOf(line: Extract<SnapshotLine, { readonly line: 'begin' }>): Answers {
    if (this.replica === undefined) return new Answers(line, this.understands);
    const { answers } = this.replica;
    if (answers.catalogueVersion !== line.catalogueVersion) {
      throw new Trouble('catalogue');
    }
    return answers;
  }
}
