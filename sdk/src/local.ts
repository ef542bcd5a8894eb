/**
 * Answers in your own process (API.md "SDK"): what the server would answer about your own people
 * at your own places, held in memory and kept fresh by its stream of changes.
 * INVARIANT: a permit is given only within a lease: from state that was read from the server's
 * database less than `maxStalenessMs` ago, by the wall clock and by the steady one.
 * How fast: bench/sdk.ts.
 */
import { failed, type Decision, type FailedDecision, type FailureReason } from './answer';
import { createClient, type Client } from './client';
import type { ChoiceRequest, DecisionRequest } from './contract';
import { decideFrom, REASONS, type Given } from './local/decide';
import { ownClock, type Clock } from './local/clock';
import type { LocalDecision } from './local/evaluate';
import { Follower } from './local/follow';
import { Lookup } from './local/lookup';
import { Tallies } from './local/tallies';
import { Writes } from './local/writes';
import { readSettings, write, type ClientOptions, type Settings } from './settings';

export type { LocalDecision } from './local/evaluate';
export type { Clock } from './local/clock';

export interface LocalOptions extends ClientOptions {
  /** How old what is answered from may be: 5,000 unless given. */
  readonly maxStalenessMs?: number;
  /** Identifiers whose handle is remembered: 1,000,000 unless given. Any other costs two hashes. */
  readonly memoised?: number;
  /** How often what was answered is told to the server: 10,000 unless given. */
  readonly tallyEveryMs?: number;
  readonly clock?: Clock;
}
/** Questions by place; others are the server's. */
export type LocalQuestion = Extract<DecisionRequest, { readonly touchpoint: string }>;

export interface LocalStatus {
  /** Permits can be given. */
  readonly fresh: boolean;
  /** Why not: `cold_start`, `network`, `silent`, `primary_unread`, `suspended`, `epoch`, … */
  readonly cause?: string;
  readonly people: number;
  /** Of the tables people are held in. */
  readonly bytes: number;
  /** Answers that could not be told to the server any more. */
  readonly talliesLost: number;
}

export interface LocalClient extends Omit<Client, 'decide' | 'decideMany'> {
  /** At once, without a request. What only the server can tell is a no with the cause `ask_server`. */
  decideNow(question: LocalQuestion): LocalDecision | FailedDecision;
  /** The same; what only the server can tell is asked of it. */
  decide(question: DecisionRequest): Promise<Decision | LocalDecision>;
  decideMany(questions: readonly DecisionRequest[]): Promise<readonly (Decision | LocalDecision)[]>;
  /** True once there is something to answer from; false if there was not within `timeoutMs`. */
  ready(timeoutMs?: number): Promise<boolean>;
  status(): LocalStatus;
  /** Tells what was counted and lets go; everything is a no from here on. */
  close(): Promise<void>;
}

/** Answers that the server may give where this process cannot. */
const FOR_THE_SERVER: ReadonlySet<string> = new Set(['ask_server', 'token_newer', 'own_write']);

function isForServer(answer: LocalDecision | FailedDecision): boolean {
  return 'cause' in answer && FOR_THE_SERVER.has(answer.cause);
}

class Local {
  private readonly follower: Follower;
  private readonly lookup: Lookup;
  private readonly writes: Writes;
  private readonly tallies: Tallies;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly clock: Clock;

  constructor(
    private readonly settings: Settings,
    private readonly options: LocalOptions,
    private readonly remote: Client,
  ) {
    const { clock = ownClock, maxStalenessMs = 5000, memoised = 1_000_000 } = options;
    this.clock = clock;
    this.follower = new Follower({
      ...{ server: settings, understands: settings.understands, maxStalenessMs, clock },
      tell: (cause, error) =>
        settings.tell({ during: 'follow', reason: 'unavailable', cause, error }),
    });
    this.lookup = new Lookup(memoised);
    this.writes = new Writes(clock);
    this.tallies = new Tallies(REASONS, (batch) => this.tellTallies(batch), clock.wall);
    this.timer = setInterval(() => {
      if (this.follower.held !== undefined) this.writes.forget(this.follower.held.lease);
      void this.tallies.flush();
    }, options.tallyEveryMs ?? 10_000);
  }

  decideNow(question: LocalQuestion): LocalDecision | FailedDecision {
    try {
      return this.answer(question);
    } catch (error) {
      this.settings.tell({ during: 'decide', reason: 'error', cause: 'exception', error });
      return this.no(question, 'error', 'exception');
    }
  }

  private answer(question: LocalQuestion): LocalDecision | FailedDecision {
    const { follower, lookup, writes } = this;
    const { held } = follower;
    if (held === undefined) {
      const reason = follower.number === 0 ? 'unavailable' : 'stale';
      return this.no(question, reason, follower.trouble);
    }
    if (question.reserve === true) return this.no(question, 'unavailable', 'ask_server');
    const { subject, consentToken } = question;
    // The clock first: reading it waits for memory that is on its way.
    const expiry = held.lease.expiry();
    const slot = lookup.find(subject, held.replica, follower);
    if (typeof slot === 'string') return this.no(question, 'error', slot);
    if (consentToken !== undefined && !writes.covered(consentToken, held.lease)) {
      return this.no(question, 'stale', 'token_newer');
    }
    if (writes.some && !writes.personCovered(lookup.nameOf(subject, follower), held.lease)) {
      return this.no(question, 'stale', 'own_write');
    }
    const given: Given = decideFrom(held, question, slot, expiry);
    if (typeof given === 'string') return this.no(question, ...this.whyNot(given));
    if (slot >= 0 && given.reason >= 0) {
      const { people } = held.replica;
      const touchpoint = this.tallies.numberOf(question.touchpoint);
      this.tallies.count(people, slot, touchpoint, given.reason, subject);
    }
    return given.decision;
  }

  private whyNot(cause: string): [FailureReason, string] {
    if (cause === 'unknown_obligation') return ['error', cause];
    if (cause === 'ask_server') return ['unavailable', cause];
    return ['stale', cause === 'silent' ? this.follower.trouble : cause];
  }

  private no(question: DecisionRequest, reason: FailureReason, cause: string): FailedDecision {
    return failed(reason, cause, this.settings.otherwise(question));
  }

  async decide(question: DecisionRequest): Promise<Decision | LocalDecision> {
    if (!('touchpoint' in question) || question.reserve === true) {
      return this.remote.decide(question);
    }
    const answer = this.decideNow(question);
    return isForServer(answer) ? this.remote.decide(question) : answer;
  }

  async decideMany(questions: readonly DecisionRequest[]) {
    const answers = questions.map((question): Decision | LocalDecision | undefined => {
      if (!('touchpoint' in question) || question.reserve === true) return undefined;
      const answer = this.decideNow(question);
      return isForServer(answer) ? undefined : answer;
    });
    const open = questions.filter((_, at) => answers[at] === undefined);
    const rest = open.length > 0 ? await this.remote.decideMany(open) : [];
    let next = 0;
    return answers.map((answer, at) => {
      if (answer !== undefined) return answer;
      next += 1;
      return rest[next - 1] ?? this.no(questions[at] as DecisionRequest, 'error', 'malformed');
    });
  }

  /** What was said here is not permitted from here before the stream has told it. */
  async recordChoice(choice: ChoiceRequest, given?: { readonly idempotencyKey?: string }) {
    const name = this.lookup.nameOf(choice.subject, this.follower);
    this.writes.begin(name);
    const result = await this.remote.recordChoice(choice, given);
    this.writes.end(name, result.ok || result.cause === 'timeout' || result.cause === 'network');
    if (result.ok) this.writes.saw(result.consentToken);
    return result;
  }

  async ready(timeoutMs = Infinity): Promise<boolean> {
    if (timeoutMs === Infinity) return this.follower.ready();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), timeoutMs);
    });
    try {
      return await Promise.race([this.follower.ready(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  status(): LocalStatus {
    const { held, trouble } = this.follower;
    const expiry = held === undefined ? trouble : held.lease.expiry();
    const cause = expiry === 'silent' ? trouble : expiry;
    return {
      fresh: cause === undefined,
      ...(cause !== undefined && { cause }),
      people: held?.replica.people.size ?? 0,
      bytes: held?.replica.people.bytes ?? 0,
      talliesLost: this.tallies.lost,
    };
  }

  private async tellTallies(batch: unknown): Promise<boolean> {
    const answer = await write(this.settings, '/api/v1/tallies', batch);
    if (answer.ok && answer.status === 202) return true;
    const cause = answer.ok ? `status_${String(answer.status)}` : answer.cause;
    this.settings.tell({ during: 'tallies', reason: 'unavailable', cause });
    // What is refused for what it says would be refused again.
    return answer.ok && answer.status >= 400 && answer.status < 500 && answer.status !== 429;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.follower.close();
    await this.tallies.flush();
  }
}

/** Begins at once; until `ready` everything is a no. Throws only on settings that cannot work. */
export function createLocalClient(options: LocalOptions): LocalClient {
  const remote = createClient(options);
  const local = new Local(readSettings(options), options, remote);
  return {
    ...remote,
    decideNow: (question) => local.decideNow(question),
    decide: (question) => local.decide(question),
    decideMany: (questions) => local.decideMany(questions),
    recordChoice: (choice, given) => local.recordChoice(choice, given),
    ready: (timeoutMs) => local.ready(timeoutMs),
    status: () => local.status(),
    close: () => local.close(),
  };
}
