/**
 * Judges a list block by block. INVARIANT: each person is answered as `decide` answers a single
 * question (DESIGN §5); whatever fails is a no.
 */
import type { SubjectRow } from '../../../db/port';
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
import { findPeople, type Found } from './find-people';
import { Members } from './members';
import type { AudienceQuestion, Candidate, Listed, Totals } from './model';
import { Tally } from './tally';
import { TermsBook } from './terms';
import { SeenSet } from './seen-set';

const NO_COUNTERS: Counters = { contacts: [] };
const HANDLE_START = 'h1_'.length;

export interface Audience {
  /** In the order given. A few thousand at a time: what is judged is not interrupted. */
  judge<T>(block: readonly Listed<T>[]): Promise<readonly Candidate<T>[]>;
  /** Resolves when it is written who was in it; also of a list that was broken off. */
  end(): Promise<void>;
  totals(): Totals;
}

interface Person<T> extends Listed<T> {
  readonly handle: string;
}

class OpenAudience implements Audience {
  readonly #seen = new SeenSet();
  readonly #tally: Tally;
  readonly #terms: TermsBook;
  readonly #members: Members | undefined;
  #duplicates = 0;
  #alike: { readonly catalogue: CompiledCatalogue; readonly verdicts: Alike } | undefined;
  #unseen: { readonly catalogue: CompiledCatalogue; readonly verdict: Verdict } | undefined;

  constructor(
    private readonly runtime: Runtime,
    private readonly question: AudienceQuestion,
  ) {
    this.#tally = new Tally();
    this.#terms = new TermsBook(runtime.clock.now());
    const { audience, touchpoint } = question;
    this.#members = audience === undefined ? undefined : new Members(runtime, audience, touchpoint);
  }

  /** The first time somebody is named. */
  #isNew(handle: string): boolean {
    const bytes = Buffer.from(handle.slice(HANDLE_START, HANDLE_START + 8), 'base64url');
    const isNew = this.#seen.add(bytes.readUInt32BE(0), bytes.readUInt16BE(4));
    if (!isNew) this.#duplicates += 1;
    return isNew;
  }

  async judge<T>(block: readonly Listed<T>[]): Promise<readonly Candidate<T>[]> {
    const { vault, subjects, clock } = this.runtime;
    const people: Person<T>[] = [];
    for (const { subject, as } of block) {
      const handle = 'handle' in subject ? subject.handle : vault.handleOfOne(subject);
      if (this.#isNew(handle)) people.push({ subject, as, handle });
    }
    await subjects.fresh();
    this.#members?.begin(people.length);
    const { system, audience } = this.question;
    const test = audience === undefined;
    const found = test ? new Map<string, Found>() : await findPeople(this.runtime, system, people);
    const catalogue = this.runtime.catalogues.current();
    const nowMs = clock.now();
    const candidates: Candidate<T>[] = [];
    for (const person of people) {
      const known = found.get(person.handle);
      const judged = this.#verdictOf(catalogue, person, known, nowMs);
      const verdict = judged instanceof Promise ? await judged : judged;
      const terms = verdict.decision ? this.#terms.of(forSystem(verdict), nowMs) : undefined;
      this.#tally.count(verdict, terms !== undefined);
      if (terms === undefined) continue;
      candidates.push({ as: person.as, terms });
      if (known !== undefined && 'row' in known) this.#members?.add(known.row.subject);
    }
    await this.#members?.settle();
    return candidates;
  }

  #verdictOf(
    catalogue: CompiledCatalogue,
    person: Person<unknown>,
    found: Found | undefined,
    nowMs: number,
  ): Verdict | Promise<Verdict> {
    const { touchpoint, data, audience } = this.question;
    try {
      if (audience === undefined) {
        const asking = { subject: person.subject, at: { touchpoint }, data, reserve: false };
        return judgeForTest(catalogue, { ...asking, gpc: false }).verdict;
      }
      if (found === undefined) return this.#ofUnseen(catalogue, nowMs);
      if ('row' in found) return this.#ofRow(catalogue, found.row, nowMs);
      const { state, broken } = found.left;
      if (broken) return this.#failed(new Error('a suppression cannot be trusted'));
      return decide(catalogue, state, NO_COUNTERS, this.#asked(), nowMs);
    } catch (error) {
      return this.#failed(error);
    }
  }

  #asked() {
    const { touchpoint, data, system } = this.question;
    return { touchpoint, data, signals: { gpc: false }, system };
  }

  /** INVARIANT: what others were answered is looked up only under a seal that holds. */
  #ofRow(catalogue: CompiledCatalogue, row: SubjectRow, nowMs: number): Verdict | Promise<Verdict> {
    const { vault, log } = this.runtime;
    const { subject, n, head, state, seal } = row;
    if (this.#alike?.catalogue !== catalogue) this.#alike = { catalogue, verdicts: new Alike() };
    const { verdicts } = this.#alike;
    const holds = vault.stateSealHolds(subject, n, head, state, seal);
    const name = holds ? likeness(state, nowMs) : undefined;
    const known = name === undefined ? undefined : verdicts.find(name);
    if (known !== undefined) return known;
    const opened = openRow(row, vault, log);
    if (opened.broken) return this.#failed(new Error('a state row cannot be trusted'));
    if (needsCounters(catalogue, opened.state, this.#asked())) {
      return this.#counted(catalogue, opened, nowMs);
    }
    const verdict = decide(catalogue, opened.state, NO_COUNTERS, this.#asked(), nowMs);
    if (name !== undefined) verdicts.keep(name, verdict);
    return verdict;
  }

  /** Nobody has seen them: all are answered alike, and time alone changes nothing for them. */
  #ofUnseen(catalogue: CompiledCatalogue, nowMs: number): Verdict {
    if (this.#unseen?.catalogue === catalogue) return this.#unseen.verdict;
    const verdict = decide(catalogue, undefined, NO_COUNTERS, this.#asked(), nowMs);
    this.#unseen = { catalogue, verdict };
    return verdict;
  }

  async #counted(catalogue: CompiledCatalogue, found: Subject, nowMs: number): Promise<Verdict> {
    const { touchpoint } = this.question;
    try {
      const channel = catalogue.touchpoints.get(touchpoint)?.touchpoint.channel;
      const channels = channel === undefined ? [] : [channel];
      const counters = await countersOf(this.runtime.store, found, channels, nowMs);
      return decide(catalogue, found.state, counters, this.#asked(), nowMs);
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): Verdict {
    return failed(this.runtime, this.question.touchpoint, error).verdict;
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
