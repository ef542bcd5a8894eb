/**
 * Judgements kept with the state they rest on, and gone with it.
 * INVARIANT: what is kept is found only through the very subject it was judged for: a copy of a
 * subject, or its next state, begins with nothing.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Verdict } from '../decision/model';
import type { Subject } from '../record/subjects';
import type { AnswerText, Asking, Judgement, TallyMark } from './model';
import type { OutcomeCount } from './outcomes';

/** What is asked, whoever it is about. */
interface Way {
  /** Never given twice. */
  readonly number: number;
  readonly touchpoint: string;
  readonly system: string;
  readonly data: readonly string[];
  readonly gpc: boolean;
}

const KEPT_PER_SUBJECT = 32;
const WAYS_KEPT = 64;

/** The same question is the same object, so that one look tells; most are asked many times in a row. */
let ways: Way[] = [];
let lastWay: Way | undefined;
let waysMade = 0;

function sameData(one: readonly string[], other: readonly string[]): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

function isWay(way: Way, touchpoint: string, system: string, { data, gpc }: Asking): boolean {
  return (
    way.touchpoint === touchpoint &&
    way.system === system &&
    way.gpc === gpc &&
    sameData(way.data, data)
  );
}

function wayOf(touchpoint: string, system: string, asking: Asking): Way | undefined {
  if (lastWay !== undefined && isWay(lastWay, touchpoint, system, asking)) return lastWay;
  const known = ways.find((way) => isWay(way, touchpoint, system, asking));
  if (known !== undefined) lastWay = known;
  return known;
}

function newWay(touchpoint: string, system: string, { data, gpc }: Asking): Way {
  waysMade += 1;
  const way = { number: waysMade, touchpoint, system, data, gpc };
  // What is kept under a way that is forgotten is judged again.
  if (ways.length >= WAYS_KEPT) ways = [];
  ways.push(way);
  return way;
}

/** Undefined where nobody has asked so yet. */
export function wayNumber(touchpoint: string, system: string, asking: Asking): number | undefined {
  return wayOf(touchpoint, system, asking)?.number;
}

/** Small whole numbers lie in the object itself; an instant in milliseconds would be one more object. */
const SINCE_MS = Date.UTC(2020);
const NEVER = 2 ** 31 - 1;

/** Never later: whoever asks within that second is judged anew. */
export function secondsOf(atMs: number): number {
  if (atMs === Infinity) return NEVER;
  const seconds = Math.floor((atMs - SINCE_MS) / 1000);
  return Math.max(-NEVER, Math.min(NEVER - 1, seconds));
}

export function instantOf(seconds: number): number {
  return seconds === NEVER ? Infinity : SINCE_MS + seconds * 1000;
}

/**
 * A judgement with what is counted of it, as one object: among a million people every object on
 * the way to an answer is one more wait for memory (measured: bench batch).
 */
class Kept implements Judgement, TallyMark {
  pending = 0;
  readonly catalogue: CompiledCatalogue | undefined;
  private readonly changesAt: number;
  private readonly leaseEndsAt: number;
  readonly count: OutcomeCount;
  readonly brief: string;
  readonly text: AnswerText;
  readonly ref: string;
  readonly subject: string;
  readonly touchpoint: string;
  readonly outcome: string;
  readonly verdict: Verdict;

  constructor(
    readonly of: Subject,
    readonly way: Way,
    judgement: Judgement,
    public next: Kept | undefined,
  ) {
    this.catalogue = judgement.catalogue;
    this.changesAt = secondsOf(judgement.changesAtMs);
    this.leaseEndsAt = secondsOf(judgement.leaseEndsAtMs);
    this.count = judgement.count;
    this.brief = judgement.brief;
    this.text = judgement.text;
    this.ref = judgement.ref;
    this.subject = judgement.tally?.subject ?? '';
    this.touchpoint = judgement.tally?.touchpoint ?? '';
    this.outcome = judgement.tally?.outcome ?? '';
    this.verdict = judgement.verdict;
  }

  get changesAtMs(): number {
    return instantOf(this.changesAt);
  }

  get leaseEndsAtMs(): number {
    return instantOf(this.leaseEndsAt);
  }

  get tally(): TallyMark | undefined {
    return this.subject === '' ? undefined : this;
  }
}

function firstOf(subject: Subject): Kept | undefined {
  const kept = subject.derived as Kept | undefined;
  return kept?.of === subject ? kept : undefined;
}

/** Whether it still stands is the caller's to say. */
export function findKept(
  subject: Subject,
  touchpoint: string,
  system: string,
  asking: Asking,
): Judgement | undefined {
  const way = wayOf(touchpoint, system, asking);
  if (way === undefined) return undefined;
  let kept = firstOf(subject);
  while (kept !== undefined && kept.way !== way) kept = kept.next;
  return kept;
}

/** The judgement as it is kept. */
export function keep(
  subject: Subject,
  touchpoint: string,
  system: string,
  asking: Asking,
  judgement: Judgement,
): Judgement {
  const way = wayOf(touchpoint, system, asking) ?? newWay(touchpoint, system, asking);
  const others: Kept[] = [];
  for (let kept = firstOf(subject); kept !== undefined; kept = kept.next) {
    if (kept.way !== way) others.push(kept);
  }
  if (others.length >= KEPT_PER_SUBJECT) others.length = 0;
  others.forEach((kept, at) => (kept.next = others[at + 1]));
  const kept = new Kept(subject, way, judgement, others[0]);
  subject.derived = kept;
  return kept;
}
