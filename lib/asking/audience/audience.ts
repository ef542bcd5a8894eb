/**
 * Judges a list block by block. INVARIANT: each person is answered as `decide` answers a single
 * question (DESIGN §5); whatever fails is a no.
 */
import type { StateTextRow } from '../../../db/port';
import type { CompiledCatalogue } from '../../catalogue/compile';
import { decide, needsCounters } from '../../decision/decide';
import type { Counters, Verdict } from '../../decision/model';
import { forSystem } from '../../decision/redact';
import { openRow, type Subject } from '../../record/subjects';
import type { Runtime } from '../../runtime/model';
import { countersOf } from '../contacts';
import { failed } from '../desk';
import { judgeForTest } from '../test-answers';
import { Alike, likeness } from './alike';
import { findPeople, type Found, type Person } from './find-people';
import { Members } from './members';
import type { AudienceQuestion, Candidate, Listed, Terms, Totals } from './model';
import { nearTogether } from './near-together';
import { SeenSet } from './seen-set';
import { slices } from './slices';
import { Tally } from './tally';
import { TermsBook } from './terms';

const NO_COUNTERS: Counters = { contacts: [] };
const HANDLE_BEGINS = 'h1_'.length;
const SUBJECT_BEGINS = 'sub_'.length;

export interface Audience {
  /** In the order given, a few at a time; others go first in between. Many at once are read cheaper. */
  judge<T>(block: readonly Listed<T>[]): AsyncGenerator<readonly Candidate<T>[]>;
  /** Resolves when it is written who was in it; also of a list that was broken off. */
  end(): Promise<void>;
  totals(): Totals;
}

interface Named<T> extends Person {
  readonly as: T;
}
interface Answer {
  readonly verdict: Verdict;
  /** undefined: no candidate, or for no time at all. */
  readonly terms: Terms | undefined;
}
/** What one slice is judged by. */
interface Moment {
  readonly catalogue: CompiledCatalogue;
  readonly nowMs: number;
}

class OpenAudience implements Audience {
  readonly #seen = new SeenSet();
  readonly #tally = new Tally();
  readonly #terms: TermsBook;
  readonly #members: Members | undefined;
  #duplicates = 0;
  #alike: { readonly catalogue: CompiledCatalogue; readonly answers: Alike<Answer> } | undefined;
  #unseen: { readonly catalogue: CompiledCatalogue; readonly answer: Answer } | undefined;

  constructor(
    private readonly runtime: Runtime,
    private readonly question: AudienceQuestion,
  ) {
    this.#terms = new TermsBook(runtime.clock.now());
    const { audience, touchpoint } = question;
    this.#members = audience === undefined ? undefined : new Members(runtime, audience, touchpoint);
  }

  async *judge<T>(block: readonly Listed<T>[]): AsyncGenerator<readonly Candidate<T>[]> {
    const people = await this.#newcomers(block);
    await this.runtime.subjects.fresh();
    this.#members?.begin(people.length);
    const { system, audience } = this.question;
    const found = audience === undefined ? [] : await findPeople(this.runtime, system, people);
    const answers = await this.#answers(people, found);
    let at = 0;
    for await (const slice of slices(people)) {
      const nowMs = this.runtime.clock.now();
      const candidates: Candidate<T>[] = [];
      for (const { as } of slice) {
        const [answer, who] = [answers[at], found[at]];
        at += 1;
        if (answer === undefined) continue;
        const { verdict } = answer;
        const terms = (answer.terms?.validUntilMs ?? 0) > nowMs ? answer.terms : undefined;
        this.#tally.count(verdict, terms !== undefined);
        if (terms === undefined) continue;
        candidates.push({ as, terms });
        if (typeof who === 'string') this.#members?.add(who);
      }
      await this.#members?.settle();
      yield candidates;
    }
  }

  /** Whoever is named for the first time. */
  async #newcomers<T>(block: readonly Listed<T>[]): Promise<readonly Named<T>[]> {
    const { vault } = this.runtime;
    const people: Named<T>[] = [];
    for await (const slice of slices(block)) {
      for (const { subject, as } of slice) {
        const handle = 'handle' in subject ? subject.handle : vault.handleOfOne(subject);
        if (this.#isNew(handle)) people.push({ subject, as, handle });
      }
    }
    return people;
  }

  #isNew(handle: string): boolean {
    const bytes = Buffer.from(handle.slice(HANDLE_BEGINS, HANDLE_BEGINS + 8), 'base64url');
    const isNew = this.#seen.add(bytes.readUInt32BE(0), bytes.readUInt16BE(4));
    if (!isNew) this.#duplicates += 1;
    return isNew;
  }

  /** In the order of the people. */
  async #answers(
    people: readonly Person[],
    found: readonly (Found | undefined)[],
  ): Promise<readonly (Answer | undefined)[]> {
    const moment = this.#moment();
    const answers = people.map((person, at): Answer | undefined => {
      const who = found[at];
      return typeof who === 'string' ? undefined : this.#ofNoRow(person, who, moment);
    });
    const there = found.flatMap((who, at) => (typeof who === 'string' ? [{ at, who }] : []));
    const order = nearTogether(
      there.map(({ who }) => who),
      SUBJECT_BEGINS,
    );
    for await (const places of slices(order)) {
      await this.runtime.subjects.fresh();
      const slice = places.flatMap((place) => there[place] ?? []);
      const rows = await this.runtime.store.stateTextsOf(slice.map(({ who }) => who));
      const now = this.#moment();
      for (const [index, { at }] of slice.entries()) {
        const judged = this.#ofRow(rows[index], now);
        answers[at] = judged instanceof Promise ? await judged : judged;
      }
    }
    return answers;
  }

  #moment(): Moment {
    const { catalogues, clock } = this.runtime;
    return { catalogue: catalogues.current(), nowMs: clock.now() };
  }

  #answer(verdict: Verdict, { nowMs }: Moment): Answer {
    const terms = verdict.decision ? this.#terms.of(forSystem(verdict), nowMs) : undefined;
    return { verdict, terms };
  }

  #ofNoRow({ subject }: Person, left: Exclude<Found, string> | undefined, moment: Moment): Answer {
    const { touchpoint, data, audience } = this.question;
    const { catalogue, nowMs } = moment;
    try {
      if (audience === undefined) {
        const asking = { subject, at: { touchpoint }, data, reserve: false, gpc: false };
        return this.#answer(judgeForTest(catalogue, asking).verdict, moment);
      }
      if (left === undefined) return this.#ofUnseen(moment);
      if (left.broken) return this.#failed(new Error('a suppression cannot be trusted'));
      const verdict = decide(catalogue, left.state, NO_COUNTERS, this.#asked(), nowMs);
      return this.#answer(verdict, moment);
    } catch (error) {
      return this.#failed(error);
    }
  }

  #asked() {
    const { touchpoint, data, system } = this.question;
    return { touchpoint, data, signals: { gpc: false }, system };
  }

  /** INVARIANT: what others were answered is looked up only under a seal that holds. */
  #ofRow(row: StateTextRow | undefined, moment: Moment): Answer | Promise<Answer> {
    const { vault, log } = this.runtime;
    const { catalogue, nowMs } = moment;
    try {
      // Erased since their handle was read: whatever is asked, it is a no.
      if (row === undefined) throw new Error('somebody went while a list was read');
      if (this.#alike?.catalogue !== catalogue) this.#alike = { catalogue, answers: new Alike() };
      const { answers } = this.#alike;
      const name = vault.stateTextHolds(row) ? likeness(row.state, nowMs) : undefined;
      const known = name === undefined ? undefined : answers.find(name);
      if (known !== undefined) return known;
      const state = Buffer.from(row.state, 'utf8');
      const seal = Buffer.from(row.seal, 'hex');
      const opened = openRow({ ...row, state, seal, createdAtMs: 0 }, vault, log);
      if (opened.broken) throw new Error('a state row cannot be trusted');
      if (needsCounters(catalogue, opened.state, this.#asked())) {
        return this.#counted(opened, moment);
      }
      const verdict = decide(catalogue, opened.state, NO_COUNTERS, this.#asked(), nowMs);
      const answer = this.#answer(verdict, moment);
      if (name !== undefined) answers.keep(name, answer);
      return answer;
    } catch (error) {
      return this.#failed(error);
    }
  }

  /** Nobody has seen them: all are answered alike, and time alone changes nothing for them. */
  #ofUnseen(moment: Moment): Answer {
    const { catalogue, nowMs } = moment;
    if (this.#unseen?.catalogue === catalogue) return this.#unseen.answer;
    const verdict = decide(catalogue, undefined, NO_COUNTERS, this.#asked(), nowMs);
    const answer = this.#answer(verdict, moment);
    this.#unseen = { catalogue, answer };
    return answer;
  }

  async #counted(found: Subject, moment: Moment): Promise<Answer> {
    const { catalogue, nowMs } = moment;
    try {
      const channel = catalogue.touchpoints.get(this.question.touchpoint)?.touchpoint.channel;
      const channels = channel === undefined ? [] : [channel];
      const counters = await countersOf(this.runtime.store, found, channels, nowMs);
      const verdict = decide(catalogue, found.state, counters, this.#asked(), nowMs);
      return this.#answer(verdict, moment);
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): Answer {
    const { verdict } = failed(this.runtime, this.question.touchpoint, error);
    return { verdict, terms: undefined };
  }

  async end(): Promise<void> {
    await this.#members?.end();
  }

  totals(): Totals {
    const people = this.#seen.count;
    return { people, duplicates: this.#duplicates, ...this.#tally.totals(people) };
  }
}

export function openAudience(runtime: Runtime, question: AudienceQuestion): Audience {
  return new OpenAudience(runtime, question);
}
