/**
 * Who was in an audience, written while it is judged, so that the people themselves can read it.
 * Written in large parts, beside the judging: whoever takes names and hangs up is written down
 * too; a process that dies loses the part it had in hand, and its list has no totals: it is not whole.
 */
import type { Runtime } from '../../runtime/model';

/** A few seconds' worth; about 50 bytes each. */
const PART = 200_000;
const DAY_LENGTH = '2026-01-01'.length;

type MembersRuntime = Pick<Runtime, 'store' | 'subjects' | 'clock'>;

export class Members {
  #subjects: string[] = [];
  #asked = 0;
  #part = 0;
  /** Revision at which the first of them was read. */
  #since: number | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly runtime: MembersRuntime,
    private readonly audience: string,
    private readonly touchpoint: string,
  ) {}

  /** Before the people of a block are read. */
  begin(people: number): void {
    this.#since ??= this.runtime.subjects.seq();
    this.#asked += people;
  }

  add(subject: string): void {
    this.#subjects.push(subject);
  }

  /** At most two parts are held: one on its way and the one that grows. */
  async settle(part = PART): Promise<void> {
    if (this.#subjects.length < part) return;
    await this.#writing;
    this.#writing = this.#write();
    // Told to whoever waits for it next.
    this.#writing.catch(() => undefined);
  }

  /** Resolves when everything is written. */
  async end(): Promise<void> {
    await this.#writing;
    if (this.#asked > 0) await this.#write();
  }

  async #write(): Promise<void> {
    const [subjects, since, count] = [this.#subjects, this.#since ?? 0, this.#asked];
    this.#subjects = [];
    this.#since = undefined;
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
  async #stillThere(subjects: readonly string[], since: number): Promise<readonly string[]> {
    const { store } = this.runtime;
    const erased = { types: ['erasure'], afterSeq: since, order: 'oldest', limit: 1 } as const;
    if ((await store.searchLog(erased)).length === 0) return subjects;
    const rows = await store.findSubjects(subjects);
    return subjects.filter((_, at) => rows[at] !== undefined);
  }
}
