/**
 * Lets go of work in time (SECURITY R-18): exports first, then dashboards, then history, then a
 * growing part of the decisions; what people say about themselves last. A refusal is quick and
 * says when to come back, so that what is answered is still answered in time.
 *
 * Overloaded is a process whose turns take long, or whose askers wait long for their round, while
 * many requests come: either alone – a busy machine, one slow page – is no reason to refuse anybody.
 */
import { performance } from 'node:perf_hooks';
import type { Traffic } from './classes';
import type { Rounds } from './rounds';

export interface GateSettings {
  /** Smoothed delay, of the event loop or of a round, at which the n-th of `ORDER` is let go. */
  readonly delaysMs: readonly [number, number, number, number];
  /** Of those delays; below it, what was let go is taken again. */
  readonly backAt: number;
  /** Requests a sample, or at once under way, from which a delay counts as ours. */
  readonly many: { readonly arrivals: number; readonly underWay: number };
  /** Of its time, that the event loop is at work from which a delay counts as ours. */
  readonly atWork: number;
  /** At once under way, at most. */
  readonly most: Readonly<Record<Traffic, number>>;
}

export const SAMPLE_MS = 50;
const ORDER = ['export', 'dashboard', 'history', 'decision'] as const;
const RANK: ReadonlyMap<string, number> = new Map(ORDER.map((traffic, at) => [traffic, at]));
export const GATE_SETTINGS: GateSettings = {
  delaysMs: [60, 90, 120, 150],
  backAt: 0.6,
  many: { arrivals: 5, underWay: 64 },
  atWork: 0.9,
  most: {
    ...{ export: 64, dashboard: 256, history: 1024, decision: 8192 },
    ...{ withdrawal: 16_384, listening: 4096, vital: Infinity },
  },
};
/** Of a new sample in the smoothed delay: a second's worth of samples decides. */
const WEIGHT = 0.12;
/** Whoever asks again at once costs as much refused as answered: what is answered must stay most of it. */
const LEAST_SHARE = 0.8;
const LESS = 0.98;
const MORE = 0.05;

export class Gate {
  /** How many of `ORDER` are let go; the last of them in part. */
  level = 0;
  delayMs = 0;
  /** Of the decisions, how many are taken. */
  share = 1;
  readonly underWay: Record<Traffic, number> = {
    ...{ export: 0, dashboard: 0, history: 0, decision: 0, withdrawal: 0, listening: 0, vital: 0 },
  };
  readonly refused: Record<Traffic, number> = { ...this.underWay };
  private arrivals = 0;
  private owed = 0;

  constructor(private readonly settings: GateSettings = GATE_SETTINGS) {}

  /** True: it is under way until `left`. */
  enters(traffic: Traffic): boolean {
    this.arrivals += 1;
    if (this.underWay[traffic] >= this.settings.most[traffic] || this.letsGo(traffic)) {
      this.refused[traffic] += 1;
      return false;
    }
    this.underWay[traffic] += 1;
    return true;
  }

  left(traffic: Traffic): void {
    this.underWay[traffic] -= 1;
  }

  private letsGo(traffic: Traffic): boolean {
    if (this.level === 0) return false;
    const rank = RANK.get(traffic) ?? Infinity;
    if (rank >= this.level) return false;
    if (traffic !== 'decision') return true;
    this.owed += this.share;
    if (this.owed < 1) return true;
    this.owed -= 1;
    return false;
  }

  /**
   * Every `SAMPLE_MS`: by how much the event loop was late, how much of the time it was at work, and
   * by how much those are late who wait for their round.
   */
  sample(lateMs: number, used = 1, roundMs = 0): void {
    const { delaysMs, backAt, many, atWork } = this.settings;
    const waiting = Object.values(this.underWay).reduce((sum, count) => sum + count, 0);
    const listening = this.underWay.listening;
    // A late sample stands for all the time it took.
    const arrivals = (this.arrivals * SAMPLE_MS) / (SAMPLE_MS + lateMs);
    const asked = arrivals >= many.arrivals || waiting - listening >= many.underWay;
    const busy = used >= atWork && asked;
    this.arrivals = 0;
    const delayMs = busy ? Math.max(lateMs, roundMs) : 0;
    this.delayMs += (delayMs - this.delayMs) * WEIGHT;
    const reached = delaysMs.filter((delay) => this.delayMs >= delay).length;
    const kept = delaysMs.filter((delay) => this.delayMs >= delay * backAt).length;
    this.level = Math.max(reached, Math.min(this.level, kept));
    const late = reached === ORDER.length;
    this.share = late ? Math.max(LEAST_SHARE, this.share * LESS) : Math.min(1, this.share + MORE);
  }
}

/** Until it is stopped. */
export function watchEventLoop(gate: Gate, rounds: Rounds): () => void {
  let dueAt = performance.now() + SAMPLE_MS;
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.now();
    const utilization = performance.eventLoopUtilization();
    const { utilization: used } = performance.eventLoopUtilization(utilization, before);
    before = utilization;
    rounds.busy = used >= GATE_SETTINGS.atWork;
    gate.sample(Math.max(0, now - dueAt), used, rounds.lateMs(now));
    dueAt = now + SAMPLE_MS;
  }, SAMPLE_MS);
  timer.unref();
  return () => clearInterval(timer);
}
