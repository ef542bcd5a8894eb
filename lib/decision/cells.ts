/**
 * What cells say about one touchpoint (DESIGN §4 "Unpainted cells", "Age"; §5 "Data is permitted").
 * Hot path: one look-up a cell, no allocation beyond a few tallies.
 */
import type { CompiledTouchpoint, TouchpointPurpose } from '../catalogue/compile';
import type { CellKey, Purpose } from '../catalogue/model';
import type { Paint, SubjectState } from '../choice/model';
import { guardedUntilMs, wordOn } from '../choice/minors';
import { paintAt } from '../choice/paint';
import { ITSELF } from '../catalogue/model';
import type { Reason } from './model';

/** Cell reasons in the order in which the first is told: below `FIRST_PERMIT` they are a no. */
export const CELL_REASONS = [
  'refused',
  'withdrawn',
  'expired',
  'renewal_needed',
  'never_asked',
  'allowed',
  'legitimate_interest',
  'contract',
] as const satisfies readonly Reason[];
const REFUSED = 0;
const WITHDRAWN = 1;
const EXPIRED = 2;
const RENEWAL_NEEDED = 3;
const NEVER_ASKED = 4;
const ALLOWED = 5;
const LEGITIMATE_INTEREST = 6;
const CONTRACT = 7;
const EMPTY = 8;

/**
 * What a group of cells comes to: the first reason among them, the newest event that gives that
 * reason, and when the first allow among them ends. One no among the cells makes the group a no,
 * since every no stands before every permit.
 */
export class Tally {
  rank = EMPTY;
  order = -1;
  eventId: string | null = null;
  noticeVersion = 0;
  endsAtMs = Infinity;

  add(rank: number, paint: Paint | undefined): void {
    if (paint === undefined) this.take(rank, -1, null, 0);
    else this.take(rank, paint.order, paint.eventId, paint.noticeVersion);
  }

  merge(other: Tally): void {
    this.take(other.rank, other.order, other.eventId, other.noticeVersion);
    if (other.endsAtMs < this.endsAtMs) this.endsAtMs = other.endsAtMs;
  }

  get permits(): boolean {
    return this.rank >= ALLOWED && this.rank < EMPTY;
  }

  get fails(): boolean {
    return this.rank < ALLOWED;
  }

  get reason(): Reason {
    return CELL_REASONS[this.rank] ?? 'error';
  }

  private take(rank: number, order: number, eventId: string | null, noticeVersion: number): void {
    if (rank > this.rank || (rank === this.rank && order <= this.order)) return;
    this.rank = rank;
    this.order = order;
    this.eventId = eventId;
    this.noticeVersion = noticeVersion;
  }
}

/** INVARIANT: anything but a live allow, or an unpainted basis that needs none, ranks as a no. */
function addCell(
  tally: Tally,
  state: SubjectState,
  purpose: Purpose,
  channel: string,
  data: string,
  key: CellKey,
  materialVersion: number,
  nowMs: number,
): void {
  if (purpose.basis === 'contract') {
    tally.add(CONTRACT, undefined);
    return;
  }
  const paint = paintAt(state, purpose.key, channel, data, key);
  if (paint === undefined) {
    tally.add(
      purpose.basis === 'legitimate_interest' ? LEGITIMATE_INTEREST : NEVER_ASKED,
      undefined,
    );
  } else if (paint.effect !== 'allow') {
    tally.add(paint.hadAllow ? WITHDRAWN : REFUSED, paint);
  } else if (purpose.basis === 'legitimate_interest') {
    tally.add(ALLOWED, paint);
  } else if (state.age !== undefined && !guardianAgrees(tally, state, purpose.key, paint, nowMs)) {
    return;
  } else if (paint.expiresAtMs !== undefined && paint.expiresAtMs <= nowMs) {
    tally.add(EXPIRED, paint);
  } else {
    tally.add(paint.noticeVersion < materialVersion ? RENEWAL_NEEDED : ALLOWED, paint);
    if (paint.expiresAtMs !== undefined && paint.expiresAtMs < tally.endsAtMs) {
      tally.endsAtMs = paint.expiresAtMs;
    }
  }
}

/**
 * False where that decided the cell. What waits for a guardian is told like a refusal that outlived
 * an erasure, and the end of their time like the end of a consent: neither says who is a minor.
 */
function guardianAgrees(
  tally: Tally,
  state: SubjectState,
  purpose: string,
  paint: Paint,
  nowMs: number,
): boolean {
  const word = wordOn(state, purpose, paint, nowMs);
  if (word === 'waiting') tally.add(REFUSED, undefined);
  if (word === 'over') tally.add(EXPIRED, paint);
  if (word === 'approved') tally.endsAtMs = Math.min(tally.endsAtMs, guardedUntilMs(state.age));
  return word === 'own' || word === 'approved';
}

function addItself(
  tally: Tally,
  { touchpoint }: CompiledTouchpoint,
  { purpose, itself }: TouchpointPurpose,
  state: SubjectState,
  nowMs: number,
): void {
  addCell(
    tally,
    state,
    purpose,
    touchpoint.channel,
    ITSELF,
    itself,
    touchpoint.materialVersion,
    nowMs,
  );
}

/** The purposes themselves, all of them. */
export function tallyItself(
  compiled: CompiledTouchpoint,
  state: SubjectState,
  nowMs: number,
): Tally {
  const tally = new Tally();
  for (const purpose of compiled.purposes) addItself(tally, compiled, purpose, state, nowMs);
  return tally;
}

/** The own cells of its contact purposes: whether this person may be contacted there at all. */
export function tallyContact(
  compiled: CompiledTouchpoint,
  state: SubjectState,
  nowMs: number,
): Tally {
  const tally = new Tally();
  for (const purpose of compiled.purposes) {
    if (purpose.purpose.contact) addItself(tally, compiled, purpose, state, nowMs);
  }
  return tally;
}

/** One data category, by its index: for every purpose whose data decides here. */
function tallyCategory(
  compiled: CompiledTouchpoint,
  index: number,
  category: string,
  state: SubjectState,
  nowMs: number,
): Tally {
  const tally = new Tally();
  const { channel, materialVersion } = compiled.touchpoint;
  let contract = false;
  for (const { purpose, cells, carriesData } of compiled.purposes) {
    if (purpose.basis === 'contract') contract = true;
    const key = cells[index];
    if (!carriesData || key === undefined) continue;
    addCell(tally, state, purpose, channel, category, key, materialVersion, nowMs);
  }
  // No purpose decides about data here: a contract carries it, being contacted does not.
  if (tally.rank === EMPTY) tally.add(contract ? CONTRACT : NEVER_ASKED, undefined);
  return tally;
}

export interface DataFinding {
  /** Subsets of the touchpoint's data in its order; shared where they are all or none of it. */
  readonly permitted: readonly string[];
  readonly denied: readonly string[];
  /** Failing data that is required or named in the question; empty tally when none fails. */
  readonly missing: Tally;
  /** All failing data. */
  readonly failing: Tally;
  /** The data that carries a permit. */
  readonly carrying: Tally;
}

export const NO_DATA: readonly string[] = Object.freeze([]);

/** Splits the touchpoint's data into permitted and denied, and says why. */
export function findData(
  compiled: CompiledTouchpoint,
  named: readonly string[],
  state: SubjectState,
  nowMs: number,
): DataFinding {
  const { data, requiredCount } = compiled;
  const missing = new Tally();
  const failing = new Tally();
  const carrying = new Tally();
  let permitted: string[] | undefined;
  let denied: string[] | undefined;
  let index = 0;
  for (const category of data) {
    const tally = tallyCategory(compiled, index, category, state, nowMs);
    if (tally.permits) {
      carrying.merge(tally);
      permitted?.push(category);
    } else {
      failing.merge(tally);
      if (index < requiredCount || named.includes(category)) missing.merge(tally);
      permitted ??= data.slice(0, index);
      (denied ??= []).push(category);
    }
    index += 1;
  }
  if (permitted === undefined || denied === undefined) {
    return { permitted: data, denied: NO_DATA, missing, failing, carrying };
  }
  if (permitted.length === 0)
    return { permitted: NO_DATA, denied: data, missing, failing, carrying };
  return { permitted, denied, missing, failing, carrying };
}
