/**
 * What stands at some places, for parts that must be able to say yes or no at any moment (Consent
 * Mode, GPP). A permit is asked for again before its lease ends while the page is in view; a no
 * stands until the page comes back into view or `refresh` is called.
 * INVARIANT: a place is permitted only within the lease of its newest answer, and only by a permit
 * without obligations: who reads a signal cannot comply with any.
 */
import type { Decision } from './answer';
import type { BrowserClient, BrowserQuestion } from './browser';

export interface Standing {
  /** Within the lease of a permit for exactly this question. */
  permits(question: BrowserQuestion): boolean;
  /** Asks about every place now; resolves once each was answered or failed. */
  refresh(): Promise<void>;
  /** Nothing is permitted from here on. */
  stop(): void;
}
interface Lease {
  readonly untilMs: number;
  /** The same by the steady clock: a calendar may be set back. */
  readonly steadyMs: number;
}
type Timer = ReturnType<typeof setTimeout>;

/** No lease is believed to be longer, whatever the calendar says here: the server's are half of it. */
const LONGEST_MS = 10_000;
const ASK_EARLY_MS = 1_500;
const RETRY_MS = 5_000;
const SLOWEST_RETRY_MS = 60_000;

function readLease(answer: Decision | undefined): Lease | undefined {
  if (answer?.decision !== true || (answer.obligations?.length ?? 0) > 0) return undefined;
  const untilMs = Date.parse(answer.validUntil);
  const leftMs = Math.min(untilMs - Date.now(), LONGEST_MS);
  return leftMs > 0 ? { untilMs, steadyMs: performance.now() + leftMs } : undefined;
}

function isInView(): boolean {
  const { document } = globalThis as { document?: Document };
  return document === undefined || document.visibilityState === 'visible';
}

class Place {
  private lease: Lease | undefined;
  private round = 0;
  private failures = 0;
  private again: Timer | undefined;
  private end: Timer | undefined;

  constructor(
    private readonly client: BrowserClient,
    private readonly question: BrowserQuestion,
    private readonly tell: () => void,
  ) {}

  get permitted(): boolean {
    const { lease } = this;
    return lease !== undefined && Date.now() < lease.untilMs && performance.now() < lease.steadyMs;
  }

  async ask(): Promise<void> {
    this.round += 1;
    const { round } = this;
    clearTimeout(this.again);
    const answer = await this.client.decide(this.question).catch(() => undefined);
    if (round === this.round) this.take(answer);
  }

  stop(): void {
    this.round += 1;
    this.drop();
    clearTimeout(this.again);
  }

  private drop(): void {
    this.lease = undefined;
    clearTimeout(this.end);
  }

  /** No answer leaves a lease that still runs as it is; a no ends it at once. */
  private take(answer: Decision | undefined): void {
    const failed = answer === undefined || 'cause' in answer;
    this.failures = failed ? this.failures + 1 : 0;
    if (!failed) this.drop();
    const lease = readLease(answer);
    if (lease !== undefined) {
      this.lease = lease;
      const leftMs = lease.steadyMs - performance.now();
      this.end = setTimeout(this.tell, leftMs);
      this.askIn(Math.max(leftMs - ASK_EARLY_MS, leftMs / 2));
    } else if (failed) {
      this.askIn(Math.min(RETRY_MS * 2 ** (this.failures - 1), SLOWEST_RETRY_MS));
    }
    this.tell();
  }

  private askIn(ms: number): void {
    this.again = setTimeout(() => {
      if (isInView()) void this.ask();
    }, ms);
  }
}

/** `tell` is called whenever something may have changed. */
export function stand(
  client: BrowserClient,
  questions: readonly BrowserQuestion[],
  tell: () => void,
): Standing {
  const keyOf = ({ touchpoint, data }: BrowserQuestion) => JSON.stringify([touchpoint, data]);
  const places = new Map<string, Place>();
  for (const question of questions) {
    places.set(keyOf(question), new Place(client, question, tell));
  }
  const { document } = globalThis as { document?: Document };
  const look = (): void => {
    if (!isInView()) return;
    for (const place of places.values()) void place.ask();
    tell();
  };
  document?.addEventListener('visibilitychange', look);
  return {
    permits: (question) => places.get(keyOf(question))?.permitted ?? false,
    async refresh() {
      await Promise.all([...places.values()].map((place) => place.ask()));
    },
    stop() {
      document?.removeEventListener('visibilitychange', look);
      for (const place of places.values()) place.stop();
      tell();
    },
  };
}
