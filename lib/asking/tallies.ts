/**
 * Counts answers per subject × touchpoint × day × outcome (DESIGN §5): in memory, written within
 * a second, bounded, never in the way of an answer. What does not fit is counted as dropped.
 */
import { placeCounts, sizeOfRun } from '../../db/operations/tally-run';
import type { Store, TallyRun, TallyWrite } from '../../db/port';
import type { Log } from '../log';
import type { TallyMark } from './model';
import { TallyEntries, type CardPlace, type CountedKind } from './tally-entries';

const FLUSH_AFTER_MS = 800;
const DAY_MS = 86_400_000;
/** Written at once, and at once where so many wait: as bytes they keep a person's choice waiting some milliseconds. */
const GROUP = 40_000;
const DEFAULT_LIMIT = 500_000;

export interface Tallies {
  count(mark: TallyMark, nowMs: number): void;
  /** The same of what a card says. */
  countCard(
    words: Uint32Array,
    at: number,
    place: CardPlace,
    kind: CountedKind,
    nowMs: number,
  ): void;
  /** Resolves when everything counted so far is written, or could not be. */
  flush(): Promise<void>;
  dropped(): number;
  /** Flushes, and counts nothing more. */
  close(): Promise<void>;
}

export function createTallies(parts: {
  readonly store: Pick<Store, 'addTallies'>;
  readonly log: Log;
  /** Marks and rows held at most. */
  readonly limit?: number;
}): Tallies {
  const limit = parts.limit ?? DEFAULT_LIMIT;
  let marks: TallyMark[] = [];
  let ready: TallyWrite[] = [];
  const entries = new TallyEntries();
  let runs: TallyRun[] = [];
  let inRuns = 0;
  let day = 0;
  let dropped = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> | undefined;

  /** What was counted becomes rows of the day it was counted on. */
  function settle(): void {
    const isoDay = new Date(day * DAY_MS).toISOString().slice(0, 10);
    for (const mark of marks) {
      const { subject, touchpoint, outcome, pending } = mark;
      ready.push({ subject, touchpoint, outcome, day: isoDay, count: pending });
      mark.pending = 0;
    }
    marks = [];
    if (entries.size === 0) return;
    inRuns += entries.size;
    runs.push(entries.take(isoDay));
  }

  function held(): number {
    return marks.length + ready.length + entries.size + inRuns;
  }

  function today(nowMs: number): void {
    const now = Math.floor(nowMs / DAY_MS);
    if (now === day) return;
    settle();
    day = now;
  }

  async function write(): Promise<void> {
    settle();
    while (ready.length + runs.length > 0) {
      const group = ready.slice(0, GROUP);
      ready = ready.slice(GROUP);
      const together = runs;
      runs = [];
      inRuns = 0;
      try {
        await parts.store.addTallies(group, together);
        for (const run of together) entries.giveBack(run);
      } catch (err) {
        const rows = group.length + together.length;
        parts.log.warn({ err, rows }, 'tallies could not be written; tried again');
        putBack(group, together);
        return;
      }
    }
  }

  function putBack(group: readonly TallyWrite[], together: readonly TallyRun[]): void {
    if (!closed && held() < limit) {
      ready = ready.concat(group);
      runs = runs.concat(together);
      inRuns += together.reduce((sum, run) => sum + sizeOfRun(run), 0);
      return;
    }
    const counts = [...group, ...together.flatMap(placeCounts)];
    dropped += counts.reduce((sum, { count }) => sum + count, 0);
  }

  function schedule(): void {
    if (timer !== undefined || closed) return;
    timer = setTimeout(flushNow, FLUSH_AFTER_MS);
    timer.unref();
  }

  function flushNow(): void {
    clearTimeout(timer);
    timer = undefined;
    void flush();
  }

  function flush(): Promise<void> {
    const before = writing ?? Promise.resolve();
    const run = before.then(write).finally(() => {
      if (writing !== run) return;
      writing = undefined;
      if (marks.length >= GROUP || entries.size >= GROUP) flushNow();
      else if (held() > 0) schedule();
    });
    writing = run;
    return run;
  }

  return {
    count(mark, nowMs) {
      today(nowMs);
      if (mark.pending > 0) {
        mark.pending += 1;
        return;
      }
      if (closed || held() >= limit) {
        dropped += 1;
        return;
      }
      mark.pending = 1;
      if (marks.push(mark) === GROUP && writing === undefined) flushNow();
      else schedule();
    },
    countCard(words, at, place, kind, nowMs) {
      today(nowMs);
      if (entries.again(words, at, place)) return;
      if (closed || held() >= limit) {
        dropped += 1;
        return;
      }
      entries.add(words, at, place, kind);
      if (entries.size === GROUP && writing === undefined) flushNow();
      else schedule();
    },
    flush,
    dropped: () => dropped,
    async close() {
      await flush();
      closed = true;
      clearTimeout(timer);
      await flush();
    },
  };
}
