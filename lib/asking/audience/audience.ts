/**
 * Judges a list block by block. INVARIANT: each person is answered as `decide` answers a single
 * question (DESIGN §5); whatever fails is a no.
 */
import { SUBJECT_BYTES } from '../../../db/audience-marks';
import { NameList } from '../../../db/name-list';
import { StateRun } from '../../../db/state-run';
import type { Runtime } from '../../runtime/model';
import type { AskedSubject } from '../model';
import { Answers, type Answer } from './answers';
import { Block, ERASED, MOST, SOMEBODY } from './block';
import { findPeople, listed } from './find-people';
import { Members } from './members';
import type { AudienceQuestion, Taker, Totals } from './model';
import { nearTogether } from './near-together';
import { SeenSet } from './seen-set';
import { slices } from './slices';
import { Tally } from './tally';

const HANDLE_BEGINS = 'h1_'.length;
const QUOTE_BYTES = 1;

export interface Audience {
  /** Nobody may be named before those who were are judged. */
  readonly full: boolean;
  /** One more, with the words they are handed back by; nobody twice. */
  name(subject: AskedSubject, as: string): void;
  /** The same by an id of the asking system, which lies there in quotes: 1–256 characters of plain ASCII. */
  nameQuoted(bytes: Uint8Array, from: number, to: number): void;
  /** Hands candidates over in the order named, a few at a time; others go first in between. Many at once are read cheaper. */
  judge(take: Taker): AsyncGenerator<void>;
  /** Resolves when it is written who was in it; also of a list that was broken off. */
  end(): Promise<void>;
  totals(): Totals;
}

class OpenAudience implements Audience {
  readonly #seen = new SeenSet();
  readonly #tally = new Tally();
  readonly #block = new Block();
  readonly #list = new NameList();
  readonly #answers: Answers;
  readonly #given: (Answer | undefined)[] = [];
  readonly #members: Members | undefined;
  #duplicates = 0;

  constructor(
    private readonly runtime: Runtime,
    private readonly question: AudienceQuestion,
    private readonly most: number,
  ) {
    this.#answers = new Answers(runtime, question);
    const { audience, touchpoint } = question;
    this.#members = audience === undefined ? undefined : new Members(runtime, audience, touchpoint);
  }

  get full(): boolean {
    return this.#block.count >= this.most;
  }

  name(subject: AskedSubject, as: string): void {
    const block = this.#block;
    const byHandle = 'handle' in subject;
    const handle = byHandle ? subject.handle : this.runtime.vault.handleOfOne(subject);
    const at = block.nextHandle();
    block.handles.write(handle, at, 'latin1');
    const words = Buffer.from(as, 'utf8');
    const added = this.#add(words, 0, words.length, byHandle);
    if (added && this.question.audience === undefined) block.asked.push(subject);
  }

  nameQuoted(bytes: Uint8Array, from: number, to: number): void {
    const { vault } = this.runtime;
    const id = { bytes, from: from + QUOTE_BYTES, to: to - QUOTE_BYTES };
    const at = this.#block.nextHandle();
    vault.putHandle(this.question.system, id, this.#block.handles, at);
    this.#add(bytes, from, to, false);
  }

  /** Whose handle was laid down: false when they were named before. */
  #add(bytes: Uint8Array, from: number, to: number, byHandle: boolean): boolean {
    const block = this.#block;
    if (this.#seen.addText(block.handles, block.nextHandle() + HANDLE_BEGINS)) {
      block.add(bytes, from, to, byHandle);
      return true;
    }
    this.#duplicates += 1;
    return false;
  }

  async *judge(take: Taker): AsyncGenerator<void> {
    const block = this.#block;
    if (block.count === 0) return;
    await this.runtime.subjects.fresh();
    this.#members?.begin(block.count);
    await this.#answer();
    for await (const [from, to] of slices(block.count)) {
      const nowMs = this.runtime.clock.now();
      for (let place = from; place < to; place += 1) this.#hand(place, nowMs, take);
      await this.#members?.settle();
      yield;
    }
    block.clear();
  }

  #hand(place: number, nowMs: number, take: Taker): void {
    const block = this.#block;
    const answer = this.#given[place];
    if (answer === undefined) throw new Error('somebody was not answered');
    const { verdict, terms } = answer;
    const lasts = terms !== undefined && terms.validUntilMs > nowMs;
    this.#tally.count(verdict, lasts);
    if (!lasts) return;
    take(block.names, block.nameAt(place), block.nameAt(place + 1), terms);
    if (block.whose[place] !== SOMEBODY) return;
    this.#members?.add(block.subjects, place * SUBJECT_BYTES);
  }

  /** Each of the block, by their places. */
  async #answer(): Promise<void> {
    const [given, block] = [this.#given, this.#block];
    const { audience, system } = this.question;
    const isTest = audience === undefined;
    given.length = block.count;
    given.fill(undefined);
    if (!isTest) await findPeople(this.runtime, system, block);
    const moment = this.#answers.moment();
    for (let place = 0; place < block.count; place += 1) {
      if (isTest) given[place] = this.#answers.ofTest(block.asked[place], moment);
      else if (block.whose[place] === ERASED) {
        given[place] = this.#answers.ofRefusal(block.refusals.get(place), moment);
      } else if (block.whose[place] !== SOMEBODY) given[place] = this.#answers.ofUnseen(moment);
    }
    await this.#answerRows();
  }

  async #answerRows(): Promise<void> {
    const { subjects, store } = this.runtime;
    const names = this.#block.subjectNames();
    const order = nearTogether(names, this.#block.placesOf(SOMEBODY));
    for await (const [from, to] of slices(order.length)) {
      await subjects.fresh();
      const { list, places } = listed(this.#list, names, order.subarray(from, to));
      await this.#answerSlice(places, new StateRun(await store.stateRunOf(list)));
    }
  }

  async #answerSlice(places: Uint32Array, run: StateRun): Promise<void> {
    const given = this.#given;
    const who = { bytes: this.#block.subjects, from: 0, to: 0 };
    const moment = this.#answers.moment();
    while (run.next()) {
      const place = places[run.place] ?? -1;
      if (place < 0) throw new Error('a row that nobody asked for');
      who.from = place * SUBJECT_BYTES;
      who.to = who.from + SUBJECT_BYTES;
      const judged = this.#answers.ofRow(who, run, moment);
      given[place] = judged instanceof Promise ? await judged : judged;
    }
    for (let at = 0; at < places.length; at += 1) {
      given[places[at] ?? -1] ??= this.#answers.ofGone();
    }
  }

  async end(): Promise<void> {
    await this.#members?.end();
  }

  totals(): Totals {
    const people = this.#seen.count;
    return { people, duplicates: this.#duplicates, ...this.#tally.totals(people) };
  }
}

/** `most`: people of a block. */
export function openAudience(runtime: Runtime, question: AudienceQuestion, most = MOST): Audience {
  return new OpenAudience(runtime, question, most);
}
