/**
 * Judges a list block by block. INVARIANT: each person is answered as `decide` answers a single
 * question (DESIGN §5); whatever fails is a no.
 */
import { StateRun } from '../../../db/state-run';
import type { CompiledCatalogue } from '../../catalogue/compile';
import { decide, needsCounters } from '../../decision/decide';
import type { Counters, Verdict } from '../../decision/model';
import { forSystem } from '../../decision/redact';
import { openRow, type Subject } from '../../record/subjects';
import type { Runtime } from '../../runtime/model';
import { countersOf } from '../contacts';
import { failed } from '../desk';
import { judgeForTest } from '../test-answers';
import type { AskedSubject } from '../model';
import { Alike } from './alike';
import { findPeople, type Found, type People } from './find-people';
import { Members } from './members';
import type { AudienceQuestion, Candidate, Listed, Terms, Totals } from './model';
import { namesAt, nearTogether } from './near-together';
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

/** Those of a block who are named for the first time. */
interface Newcomers<T> extends People {
  readonly named: readonly Listed<T>[];
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
    const { named } = people;
    await this.runtime.subjects.fresh();
    this.#members?.begin(named.length);
    const { system, audience } = this.question;
    const found = audience === undefined ? [] : await findPeople(this.runtime, system, people);
    const answers = await this.#answers(people, found);
    for await (const [from, to] of slices(named.length)) {
      const nowMs = this.runtime.clock.now();
      const candidates: Candidate<T>[] = [];
      for (let at = from; at < to; at += 1) {
        const [person, answer, who] = [named[at], answers[at], found[at]];
        if (person === undefined || answer === undefined) continue;
        const { verdict } = answer;
        const terms = (answer.terms?.validUntilMs ?? 0) > nowMs ? answer.terms : undefined;
        this.#tally.count(verdict, terms !== undefined);
        if (terms === undefined) continue;
        candidates.push({ as: person.as, terms });
        if (typeof who === 'string') this.#members?.add(who);
      }
      await this.#members?.settle();
      yield candidates;
    }
  }

  async #newcomers<T>(block: readonly Listed<T>[]): Promise<Newcomers<T>> {
    const { vault } = this.runtime;
    const named: Listed<T>[] = [];
    const handles: string[] = [];
    for await (const [from, to] of slices(block.length)) {
      for (let at = from; at < to; at += 1) {
        const person = block[at];
        if (person === undefined) continue;
        const { subject } = person;
        const handle = 'handle' in subject ? subject.handle : vault.handleOfOne(subject);
        if (!this.#seen.addText(handle, HANDLE_BEGINS)) {
          this.#duplicates += 1;
          continue;
        }
        named.push(person);
        handles.push(handle);
      }
    }
    return { named, handles };
  }

  /** In the order of the people. */
  async #answers(
    { named }: People,
    found: readonly (Found | undefined)[],
  ): Promise<readonly (Answer | undefined)[]> {
    const moment = this.#moment();
    const places: number[] = [];
    const subjects: string[] = [];
    const answers = named.map(({ subject }, at): Answer | undefined => {
      const who = found[at];
      if (typeof who !== 'string') return this.#ofNoRow(subject, who, moment);
      places.push(at);
      subjects.push(who);
      return undefined;
    });
    const order = nearTogether(subjects, SUBJECT_BEGINS);
    for await (const [from, to] of slices(order.length)) {
      await this.runtime.subjects.fresh();
      const slice = order.subarray(from, to);
      const asked = namesAt(subjects, slice);
      const run = new StateRun(await this.runtime.store.stateRunOf(asked));
      const now = this.#moment();
      while (run.next()) {
        const place = places[slice[run.place] ?? -1] ?? -1;
        const judged = this.#ofRow(asked[run.place] ?? '', run, now);
        answers[place] = judged instanceof Promise ? await judged : judged;
      }
      for (let at = 0; at < slice.length; at += 1) {
        answers[places[slice[at] ?? -1] ?? -1] ??= this.#gone();
      }
    }
    return answers;
  }

  /** Erased since their handle was read: whatever is asked, it is a no. */
  #gone(): Answer {
    return this.#failed(new Error('somebody went while a list was read'));
  }

  #moment(): Moment {
    const { catalogues, clock } = this.runtime;
    return { catalogue: catalogues.current(), nowMs: clock.now() };
  }

  #answer(verdict: Verdict, { nowMs }: Moment): Answer {
    const terms = verdict.decision ? this.#terms.of(forSystem(verdict), nowMs) : undefined;
    return { verdict, terms };
  }

  #ofNoRow(
    subject: AskedSubject,
    left: Exclude<Found, string> | undefined,
    moment: Moment,
  ): Answer {
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
  #ofRow(subject: string, row: StateRun, moment: Moment): Answer | Promise<Answer> {
    const { vault, log } = this.runtime;
    const { catalogue, nowMs } = moment;
    const { bytes, stateAt, endsAt } = row;
    try {
      if (this.#alike?.catalogue !== catalogue) this.#alike = { catalogue, answers: new Alike() };
      const { answers } = this.#alike;
      const holds = vault.stateRunHolds(subject, row);
      const known = holds ? answers.find(bytes, stateAt, endsAt, nowMs) : undefined;
      if (known !== undefined) return known;
      const opened = openRow({ ...row.row(subject), createdAtMs: 0 }, vault, log);
      if (opened.broken) throw new Error('a state row cannot be trusted');
      if (needsCounters(catalogue, opened.state, this.#asked())) {
        return this.#counted(opened, moment);
      }
      const verdict = decide(catalogue, opened.state, NO_COUNTERS, this.#asked(), nowMs);
      const answer = this.#answer(verdict, moment);
      if (holds) answers.keep(bytes, stateAt, endsAt, nowMs, answer);
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
