/**
 * Timelines and profiles of one response, each defined once: most people share theirs with many,
 * so that a person is a handle and a number.
 */
import type { LocalProfile, LocalTables, LocalTimeline } from '../../../sdk/src/local-contract';

export interface TablesMark {
  readonly timelines: number;
  readonly profiles: number;
}
export interface Tables {
  /** The number of the profile, defined now if it is new. */
  profile(timelines: readonly LocalTimeline[]): number;
  /** What was defined since the last time this was asked. */
  takeNew(): LocalTables;
  /** How much is defined by now. */
  mark(): TablesMark;
  since(mark: TablesMark): LocalTables;
  all(): LocalTables;
  /** Timelines and profiles defined. */
  size(): number;
}

/** Writing out costs more than asking for the answer: most are plain (measured: bench/changes.ts). */
function nameOf(timeline: LocalTimeline): string {
  const { first, then } = timeline;
  const { named, obligations, undeclared, gpc } = first;
  if (then !== undefined || named !== undefined || obligations !== undefined) {
    return JSON.stringify(timeline);
  }
  const { decision, reason = '', otherwise, permitted, ask } = first;
  const data = permitted === undefined ? '' : permitted.join(' ');
  return `${String(decision)} ${reason} ${otherwise} ${undeclared ?? ''} ${gpc ?? ''} ${String(ask)} ${data}`;
}

export function createTables(): Tables {
  const timelines: LocalTimeline[] = [];
  const profiles: LocalProfile[] = [];
  const timelineNumbers = new Map<string, number>();
  const profileNumbers = new Map<string, number>();
  let told: TablesMark = { timelines: 0, profiles: 0 };

  function timelineNumber(timeline: LocalTimeline): number {
    const name = nameOf(timeline);
    const known = timelineNumbers.get(name);
    if (known !== undefined) return known;
    timelineNumbers.set(name, timelines.length);
    return timelines.push(timeline) - 1;
  }

  const mark = (): TablesMark => ({ timelines: timelines.length, profiles: profiles.length });
  const since = (from: TablesMark): LocalTables => ({
    timelines: timelines.slice(from.timelines),
    profiles: profiles.slice(from.profiles),
  });

  return {
    mark,
    since,
    profile(wanted) {
      const numbers = wanted.map(timelineNumber);
      const name = numbers.join(' ');
      const known = profileNumbers.get(name);
      if (known !== undefined) return known;
      profileNumbers.set(name, profiles.length);
      return profiles.push(numbers) - 1;
    },
    takeNew() {
      const fresh = since(told);
      told = mark();
      return fresh;
    },
    all: () => ({ timelines: [...timelines], profiles: [...profiles] }),
    size: () => timelines.length + profiles.length,
  };
}
