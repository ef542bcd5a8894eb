/**
 * What is answered about one of an audience. INVARIANT: as `decide` answers a single question
 * (DESIGN §5); whatever fails is a no.
 */
import type { StateRun } from '../../../db/state-run';
import type { CompiledCatalogue } from '../../catalogue/compile';
import { decide, needsCounters } from '../../decision/decide';
import type { Counters, Verdict } from '../../decision/model';
import { forSystem } from '../../decision/redact';
import type { Some } from '../../identity/keyed-hmac';
import { openRow, type Subject } from '../../record/subjects';
import type { Runtime } from '../../runtime/model';
import { countersOf } from '../contacts';
import { failed } from '../desk';
import type { AskedSubject } from '../model';
import { judgeForTest } from '../test-answers';
import { Alike } from './alike';
import type { Refusal } from './block';
import type { AudienceQuestion, Terms } from './model';
import { TermsBook } from './terms';

const NO_COUNTERS: Counters = { contacts: [] };

export interface Answer {
  readonly verdict: Verdict;
  /** undefined: no candidate, or for no time at all. */
  readonly terms: Terms | undefined;
}
/** What one slice is judged by. */
export interface Moment {
  readonly catalogue: CompiledCatalogue;
  readonly nowMs: number;
}

function textOf({ bytes, from, to }: Some): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1');
}

export class Answers {
  readonly #terms: TermsBook;
  #alike: { readonly catalogue: CompiledCatalogue; readonly answers: Alike<Answer> } | undefined;
  #unseen: { readonly catalogue: CompiledCatalogue; readonly answer: Answer } | undefined;

  constructor(
    private readonly runtime: Runtime,
    private readonly question: AudienceQuestion,
  ) {
    this.#terms = new TermsBook(runtime.clock.now());
  }

  moment(): Moment {
    const { catalogues, clock } = this.runtime;
    return { catalogue: catalogues.current(), nowMs: clock.now() };
  }

  /** INVARIANT: what others were answered is looked up only under a seal that holds. */
  ofRow(subject: Some, row: StateRun, moment: Moment): Answer | Promise<Answer> {
    const { vault, log } = this.runtime;
    const { catalogue, nowMs } = moment;
    const { bytes, stateAt, endsAt } = row;
    try {
      if (this.#alike?.catalogue !== catalogue) this.#alike = { catalogue, answers: new Alike() };
      const { answers } = this.#alike;
      const holds = vault.stateRunHolds(subject, row);
      const known = holds ? answers.find(bytes, stateAt, endsAt, nowMs) : undefined;
      if (known !== undefined) return known;
      const who = textOf(subject);
      const opened = openRow({ ...row.row(who), createdAtMs: 0 }, vault, log);
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
  ofUnseen(moment: Moment): Answer {
    const { catalogue, nowMs } = moment;
    if (this.#unseen?.catalogue === catalogue) return this.#unseen.answer;
    try {
      const verdict = decide(catalogue, undefined, NO_COUNTERS, this.#asked(), nowMs);
      const answer = this.#answer(verdict, moment);
      this.#unseen = { catalogue, answer };
      return answer;
    } catch (error) {
      return this.#failed(error);
    }
  }

  ofRefusal(left: Refusal | undefined, moment: Moment): Answer {
    const { catalogue, nowMs } = moment;
    try {
      if (left?.broken !== false) throw new Error('a suppression cannot be trusted');
      const verdict = decide(catalogue, left.state, NO_COUNTERS, this.#asked(), nowMs);
      return this.#answer(verdict, moment);
    } catch (error) {
      return this.#failed(error);
    }
  }

  ofTest(subject: AskedSubject | undefined, moment: Moment): Answer {
    const { touchpoint, data } = this.question;
    try {
      if (subject === undefined) throw new Error('nobody was named');
      const asking = { subject, at: { touchpoint }, data, reserve: false, gpc: false };
      return this.#answer(judgeForTest(moment.catalogue, asking).verdict, moment);
    } catch (error) {
      return this.#failed(error);
    }
  }

  /** Erased since their handle was read: whatever is asked, it is a no. */
  ofGone(): Answer {
    return this.#failed(new Error('somebody went while a list was read'));
  }

  #answer(verdict: Verdict, { nowMs }: Moment): Answer {
    const terms = verdict.decision ? this.#terms.of(forSystem(verdict), nowMs) : undefined;
    return { verdict, terms };
  }

  #asked() {
    const { touchpoint, data, system } = this.question;
    return { touchpoint, data, signals: { gpc: false }, system };
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
}
