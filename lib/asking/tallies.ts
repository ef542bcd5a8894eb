/**
 * Counts answers per subject × touchpoint × day × outcome (DESIGN §5): in memory, written within
 * a second, bounded, never in the way of an answer. What does not fit is counted as dropped.
 */
import type { Store, TallyWrite } from '../../db/port';
import type { Log } from '../log';
import type { TallyMark } from './model';

const FLUSH_AFTER_MS = 800;
const DAY_MS = 86_400_000;
/** Written at once, and at once where so many wait: as bytes they keep a person's choice waiting some milliseconds. */
const GROUP = 40_000;
const DEFAULT_LIMIT = 500_000;

export interface Tallies {
  count(mark: TallyMark, nowMs: number): void;
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
  }

  async function write(): Promise<void> {
    settle();
    while (ready.length > 0) {
      const group = ready.slice(0, GROUP);
      ready = ready.slice(GROUP);
      try {
        await parts.store.addTallies(group);
      } catch (err) {
        parts.log.warn({ err, rows: group.length }, 'tallies could not be written; tried again');
        if (!closed && ready.length + marks.length < limit) ready = ready.concat(group);
        else dropped += group.reduce((sum, { count }) => sum + count, 0);
        return;
      }
    }
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
      if (marks.length >= GROUP) flushNow();
      else if (marks.length + ready.length > 0) schedule();
    });
    writing = run;
    return run;
  }

  return {
    count(mark, nowMs) {
      const today = Math.floor(nowMs / DAY_MS);
      if (today !== day) {
        settle();
        day = today;
      }
      if (mark.pending > 0) {
        mark.pending += 1;
        return;
      }
      if (closed || marks.length + ready.length >= limit) {
        dropped += 1;
        return;
      }
      mark.pending = 1;
      if (marks.push(mark) === GROUP && writing === undefined) flushNow();
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
