/** What stands on one cell now, in a word a person can read (DESIGN §4 "Unpainted cells"). */
import { cellKey, type Purpose } from '../catalogue/model';
import { briefMs } from '../choice/brief';
import type { Mark, SubjectState } from '../choice/model';
import { guardedUntilMs, wordOn } from '../choice/minors';
import { paintAt } from '../choice/paint';
import { signalBinds } from '../choice/signals';
import type { CellStanding, PurposeStanding } from './model';

export interface StandingCell {
  readonly standing: CellStanding;
  readonly sinceMs?: number;
  readonly untilMs?: number;
}

/** The newest signal that refuses a purpose shared for ads; undefined where none does. */
function signalAgainst(state: SubjectState, purpose: Purpose): Mark | undefined {
  if (!purpose.sharesForAds || !signalBinds(state, purpose.key)) return undefined;
  return [...state.signals.values()].sort((a, b) => b.order - a.order)[0];
}

export function standingAt(
  state: SubjectState | undefined,
  purpose: Purpose,
  channel: string,
  data: string,
  nowMs: number,
): StandingCell {
  if (purpose.basis === 'contract') return { standing: 'always' };
  const signal = state && signalAgainst(state, purpose);
  const paint =
    state && paintAt(state, purpose.key, channel, data, cellKey(purpose.key, channel, data));
  if (signal !== undefined && paint?.effect !== 'deny') {
    return { standing: 'signalled', sinceMs: signal.atMs };
  }
  if (paint === undefined) {
    return { standing: purpose.basis === 'consent' ? 'never_asked' : 'done_from_start' };
  }
  if (paint.effect === 'deny') return { standing: 'refused', sinceMs: paint.receivedAtMs };
  const word = state && purpose.basis === 'consent' && wordOn(state, purpose.key, paint, nowMs);
  const guardedMs = word ? guardedUntilMs(state?.age) : -Infinity;
  if (word === 'waiting' && guardedMs > nowMs) {
    return { standing: 'waiting', sinceMs: paint.receivedAtMs };
  }
  // Nobody's word is waited for any more: it is theirs to allow anew.
  if (word === 'waiting' || word === 'over') return { standing: 'expired', sinceMs: guardedMs };
  if (paint.expiresAtMs !== undefined && paint.expiresAtMs <= nowMs) {
    const standing = briefMs(paint) === undefined ? 'expired' : 'ended';
    return { standing, sinceMs: paint.expiresAtMs };
  }
  return {
    standing: 'allowed',
    sinceMs: paint.receivedAtMs,
    ...(paint.expiresAtMs === undefined ? {} : { untilMs: paint.expiresAtMs }),
  };
}

/** One word for several cells: theirs where they agree, `mixed` where not. */
export function commonStanding(cells: readonly StandingCell[]): {
  readonly standing: PurposeStanding;
  readonly sinceMs?: number;
  readonly untilMs?: number;
} {
  const [first] = cells;
  if (first === undefined) return { standing: 'never_asked' };
  if (cells.some(({ standing }) => standing !== first.standing)) return { standing: 'mixed' };
  const since = cells.flatMap(({ sinceMs }) => (sinceMs === undefined ? [] : [sinceMs]));
  const until = cells.flatMap(({ untilMs }) => (untilMs === undefined ? [] : [untilMs]));
  return {
    standing: first.standing,
    ...(since.length === 0 ? {} : { sinceMs: Math.max(...since) }),
    ...(until.length === 0 ? {} : { untilMs: Math.min(...until) }),
  };
}
