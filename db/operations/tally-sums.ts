/**
 * Runs of counts are summed up where there are many of a day (docs/decisions/0019-tallies-in-runs.md),
 * by bucket of subjects once there is enough, a piece at a time: whoever decides goes first.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { and, count as countOf, eq, gt, inArray, or } from 'drizzle-orm';
import { chunksOf, type Db, type Engine, type Tables } from './engine';
import { BUCKETS, TallySum, addByBucket, entriesOf, type TallyEntry } from './tally-run';

/** Of what is too little to be told apart by bucket. */
export const MIXED = -1;
const ALL_BUCKETS = Array.from({ length: BUCKETS + 1 }, (_, at) => MIXED + at);
/** From so many counts on, a sum is told apart by bucket: it is written once for many. */
const SPLIT_SUM_FROM = 8_192;
/** More runs of a day than this, in which people are not told apart, become one. */
const RUNS_MOST = 16;
/** And of one bucket: a sum writes all of it again, so it is made seldom. */
const BUCKET_RUNS_MOST = 64;
const SUMMED_AT_ONCE = 256;
/** Where many buckets are full at once, so many go at a time, the others after the next counts. */
const BUCKETS_AT_ONCE = 8;
const BETWEEN_BUCKETS_MS = 20;

export type Run = Tables['tallyRuns']['$inferInsert'];

export function puttingRuns(db: Db, { tallyRuns }: Tables, runs: readonly Run[]) {
  return db
    .insert(tallyRuns)
    .values([...runs])
    .returning({ id: tallyRuns.id });
}

export function newRun(bucket: number, day: string, sum: TallySum): Run {
  return { id: randomUUID(), bucket, day, changes: 0, counts: sum.bytes() };
}

interface TallySums {
  /** Called after counts of these days were added: sums up what has become many. */
  tidy(days: Iterable<string>): Promise<void>;
}

export function tallySums(engine: Engine): TallySums {
  /** How often this process added to a day since it last looked for runs to sum up. */
  const added = new Map<string, number>();

  return {
    async tidy(days) {
      for (const day of days) {
        const times = (added.get(day) ?? RUNS_MOST) + 1;
        if (times <= RUNS_MOST) added.set(day, times);
        else {
          added.clear();
          added.set(day, 0);
          if (!(await sumUp(engine, day))) added.set(day, RUNS_MOST);
        }
      }
    },
  };
}

/** Looks for buckets with many runs of the day; false: there are more of them. */
async function sumUp(engine: Engine, day: string): Promise<boolean> {
  const { bucket, day: ofDay } = engine.tables.tallyRuns;
  const runs = countOf();
  const many = await engine.read
    .select({ bucket, runs })
    .from(engine.tables.tallyRuns)
    .where(and(inArray(bucket, ALL_BUCKETS), eq(ofDay, day)))
    .groupBy(bucket)
    .having(gt(runs, RUNS_MOST));
  const full = many.filter((one) => one.bucket === MIXED || one.runs > BUCKET_RUNS_MOST);
  // What all counts come through first, then the fullest.
  full.sort(
    (one, other) =>
      Number(other.bucket === MIXED) - Number(one.bucket === MIXED) || other.runs - one.runs,
  );
  for (const one of full.slice(0, BUCKETS_AT_ONCE)) {
    await sumUpBucket(engine, one.bucket, day);
    // The writer's thread may have to share a core with the one that decides.
    await setTimeout(BETWEEN_BUCKETS_MS);
  }
  return full.length <= BUCKETS_AT_ONCE;
}

interface Counts {
  readonly counts: Uint8Array;
}

/** So many counts are some tenths of a millisecond. */
const AT_A_TIME = 2_048;
/** Decisions first: a hundred thousand counts at once would hold them up for a tenth of a second. */
const afterOthers = () => new Promise(setImmediate);

async function inTurns(
  runs: readonly Counts[],
  take: (...entry: TallyEntry) => void,
): Promise<void> {
  let taken = 0;
  for (const { counts } of runs) {
    for (const entry of entriesOf(counts)) {
      take(...entry);
      taken += 1;
      if (taken % AT_A_TIME === 0) await afterOthers();
    }
  }
}

async function sumOfBucket(runs: readonly Counts[], bucket: number, day: string): Promise<Run> {
  const sum = new TallySum();
  await inTurns(runs, (view, at, name) => sum.addEntry(view, at, name));
  return newRun(bucket, day, sum);
}

/** By bucket, once there is enough of them. */
async function sumsOfMixed(runs: readonly Counts[], day: string): Promise<readonly Run[]> {
  const parts: TallySum[] = [];
  await inTurns(runs, (...entry) => addByBucket(parts, ...entry));
  const size = parts.reduce((all, part) => all + part.size, 0);
  if (size >= SPLIT_SUM_FROM) return parts.flatMap((part, at) => newRun(at, day, part));
  const sum = new TallySum(size);
  parts.forEach((part) => sum.addRun(part.bytes()));
  return [newRun(MIXED, day, sum)];
}

/** INVARIANT: exactly the runs that were read go, or nothing happens: an erasure changes a run. */
async function sumUpBucket(
  { read, together, tables }: Engine,
  bucket: number,
  day: string,
): Promise<void> {
  const { tallyRuns } = tables;
  const { id, changes, counts } = tallyRuns;
  const runs = await read
    .select({ id, changes, counts })
    .from(tallyRuns)
    .where(and(eq(tallyRuns.bucket, bucket), eq(tallyRuns.day, day)))
    .orderBy(id)
    .limit(SUMMED_AT_ONCE);
  const sums =
    bucket === MIXED ? await sumsOfMixed(runs, day) : [await sumOfBucket(runs, bucket, day)];
  // Most were never changed: one list of them is less to build and to read than as many pairs.
  const same = runs.filter((run) => run.changes === 0).map((run) => run.id);
  const others = runs.filter((run) => run.changes !== 0);
  const these = [
    and(inArray(id, same), eq(changes, 0)),
    ...others.map((run) => and(eq(id, run.id), eq(changes, run.changes))),
  ];
  await together((db) => [
    {
      write: db
        .delete(tallyRuns)
        .where(or(...these))
        .returning({ id }),
      rows: runs.length,
    },
    ...chunksOf(sums).map((chunk) => ({ write: puttingRuns(db, tables, chunk) })),
  ]);
}
