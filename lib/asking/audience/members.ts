/**
 * Who was in an audience, written while it is judged, so that the people themselves can read it.
 * Written in large parts, beside the judging: whoever takes names and hangs up is written down
 * too; a process that dies loses the part it had in hand, and its list has no totals: it is not whole.
 */
import { SUBJECT_BYTES, subjectBytes } from '../../../db/audience-marks';
import type { Runtime } from '../../runtime/model';

/** A few seconds' worth. */
const PART = 200_000;
const FIRST = 1_024;
const DAY_LENGTH = '2026-01-01'.length;

type MembersRuntime = Pick<Runtime, 'store' | 'subjects' | 'clock'>;

export class Members {
  /** Ids one behind the other. */
  #subjects = Buffer.allocUnsafe(FIRST * SUBJECT_BYTES);
  #end = 0;
  #asked = 0;
  #part = 0;
  /** Revision at which the first of them was read, and those of the last block. */
  #since: number | undefined;
  #lastSince = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly runtime: MembersRuntime,
    private readonly audience: string,
    private readonly touchpoint: string,
  ) {}

  /** Before the people of a block are read. */
  begin(people: number): void {
    this.#lastSince = this.runtime.subjects.seq();
    this.#since ??= this.#lastSince;
    this.#asked += people;
  }

  /** The subject whose id stands there. */
  add(subjects: Uint8Array, from: number): void {
    if (this.#end === this.#subjects.length) {
      const room = Buffer.allocUnsafe(2 * this.#end);
      this.#subjects.copy(room);
      this.#subjects = room;
    }
    const [into, to] = [this.#subjects, this.#end - from];
    for (let at = from; at < from + SUBJECT_BYTES; at += 1) into[to + at] = subjects[at] ?? 0;
    this.#end += SUBJECT_BYTES;
  }

  /** At most two parts are held: one on its way and the one that grows. */
  async settle(part = PART): Promise<void> {
    if (this.#end < part * SUBJECT_BYTES) return;
    await this.#writing;
    this.#writing = this.#write();
    // Told to whoever waits for it next.
    this.#writing.catch(() => undefined);
  }

  /** Resolves when everything is written. */
  async end(): Promise<void> {
    await this.#writing;
    if (this.#asked > 0 || this.#end > 0) await this.#write();
  }

  async #write(): Promise<void> {
    const subjects = this.#subjects.subarray(0, this.#end);
    const [since, count] = [this.#since ?? 0, this.#asked];
    this.#subjects = Buffer.allocUnsafe(FIRST * SUBJECT_BYTES);
    this.#end = 0;
    // More of the last block may follow.
    this.#since = this.#lastSince;
    this.#asked = 0;
    const { store, clock } = this.runtime;
    const part = this.#part;
    this.#part += 1;
    const day = new Date(clock.now()).toISOString().slice(0, DAY_LENGTH);
    await store.addAudiencePart({
      ...{ audience: this.audience, part },
      subjects: await this.#stillThere(subjects, since),
      asked: { touchpoint: this.touchpoint, day, count },
    });
  }

  /** INVARIANT: nobody who was erased since they were read; whoever is erased right now is swept (carry-out.ts). */
  async #stillThere(subjects: Buffer, since: number): Promise<Buffer> {
    const { store } = this.runtime;
    const erased = { types: ['erasure'], afterSeq: since, order: 'oldest', limit: 1 } as const;
    if ((await store.searchLog(erased)).length === 0) return subjects;
    const rows = await store.findSubjects(idsIn(subjects));
    return subjectBytes(rows.flatMap((row) => row?.subject ?? []));
  }
}

function idsIn(subjects: Buffer): readonly string[] {
  const ids: string[] = [];
  for (let at = 0; at < subjects.length; at += SUBJECT_BYTES) {
    ids.push(subjects.toString('latin1', at, at + SUBJECT_BYTES));
  }
  return ids;
}
