/**
 * Counts of what was asked, in runs (docs/decisions/0019-tallies-in-runs.md): what comes together
 * is written as one run, or one a bucket of subjects; where a bucket has many of a day, they are
 * replaced by their sum. INVARIANT: a count is in exactly one run, or in one row of the table of
 * rows, whatever is added, summed and erased meanwhile, by whichever process.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { and, count as countOf, eq, gt, gte, inArray, or, sql } from 'drizzle-orm';
import type { ActivityStore, TallyRun, TallyWrite } from '../activity-port';
import { addingPlaces } from './asked-places';
import {
  chunksOf,
  inChunks,
  type ByteSearch,
  type Db,
  type Engine,
  type Step,
  type Tables,
} from './engine';
import {
  BLANK,
  BUCKETS,
  TallySum,
  addByBucket,
  bucketOf,
  countsIn,
  entriesOf,
  partsOf,
  placeCounts,
  runBytes,
  sizeOfRun,
  subjectBytes,
  type TallyEntry,
} from './tally-run';

/** Of what is too little to be told apart by bucket. */
export const MIXED = -1;
const ALL_BUCKETS = Array.from({ length: BUCKETS + 1 }, (_, at) => MIXED + at);
/** From so many counts on, what comes together is a run for each bucket: less would be many small rows. */
const SPLIT_FROM = 32_768;
/** And from so many on in a sum, which is written once for many. */
const SPLIT_SUM_FROM = 8_192;
/** More runs of a day than this, in which people are not told apart, become one. */
const RUNS_MOST = 16;
/** And of one bucket: a sum writes all of it again, so it is made seldom. */
const BUCKET_RUNS_MOST = 64;
/** Buckets are about as full as each other. */
const ROOM = 1.3;
const SUMMED_AT_ONCE = 256;
/** Where many buckets are full at once, so many go at a time, the others after the next counts. */
const BUCKETS_AT_ONCE = 8;
const BETWEEN_BUCKETS_MS = 20;

type TallyStore = Pick<ActivityStore, 'addTallies' | 'addTalliesOnce' | 'talliesOf'>;

export function tallyOperations(engine: Engine): TallyStore {
  const { read, together, tables } = engine;
  const { idempotency } = tables;
  /** How often this process added to a day since it last looked for runs to sum up. */
  const added = new Map<string, number>();

  async function tidy(days: Iterable<string>): Promise<void> {
    for (const day of days) {
      const times = (added.get(day) ?? RUNS_MOST) + 1;
      if (times <= RUNS_MOST) added.set(day, times);
      else {
        added.clear();
        added.set(day, 0);
        if (!(await sumUp(engine, day))) added.set(day, RUNS_MOST);
      }
    }
  }

  return {
    async addTallies(rows, runs = []) {
      if (rows.length + runs.length === 0) return;
      await together((db) => adding(db, tables, rows, runs));
      // What is not summed up now is so the next time: the counts themselves are written.
      const days = new Set([...rows, ...runs].map(({ day }) => day));
      await tidy(days).catch(() => undefined);
    },
    async addTalliesOnce({ scope, key, payloadHash, atMs }, rows) {
      const mark = { ...{ scope, key, payloadHash, answer: '', seq: 0 }, createdAtMs: atMs };
      const once = (db: Db): Step => ({
        write: db
          .insert(idempotency)
          .values({ ...mark, subject: null })
          .onConflictDoNothing()
          .returning({ scope: idempotency.scope }),
        rows: 1,
      });
      const written = await together((db) => [once(db), ...adding(db, tables, rows)]);
      if (written) return 'added';
      const [first] = await read
        .select({ payloadHash: idempotency.payloadHash })
        .from(idempotency)
        .where(and(eq(idempotency.scope, scope), eq(idempotency.key, key)));
      return first?.payloadHash === payloadHash ? 'again' : 'reused';
    },
    talliesOf: (subjects, sinceDay) => talliesOf(engine, subjects, sinceDay),
  };
}

function adding(
  db: Db,
  tables: Tables,
  rows: readonly TallyWrite[],
  ready: readonly TallyRun[] = [],
): Step[] {
  if (rows.length + ready.length === 0) return [];
  const { runs, others } = runsOf(rows);
  const all = [...runs, ...ready.flatMap(rowsOfRun)];
  const places = [...rows, ...ready.flatMap(placeCounts)];
  return [
    ...chunksOf(all).map((chunk) => ({ write: puttingRuns(db, tables, chunk) })),
    ...chunksOf(summed(others)).map((chunk) => ({ write: addingRows(db, tables, chunk) })),
    { write: addingPlaces(db, tables, places).returning({ day: tables.askedPlaces.day }) },
  ];
}

/** One that comes ready, told apart by bucket where there is enough of it. */
function rowsOfRun(run: TallyRun): Run[] {
  const { day, names } = run;
  const size = sizeOfRun(run);
  if (size === 0) return [];
  const parts = size >= SPLIT_FROM ? partsOf(run) : [[MIXED, run.entries] as const];
  return parts.map(([bucket, entries]) => {
    return { id: randomUUID(), bucket, day, changes: 0, counts: runBytes(names, entries) };
  });
}

type Run = Tables['tallyRuns']['$inferInsert'];

function puttingRuns(db: Db, { tallyRuns }: Tables, runs: readonly Run[]) {
  return db
    .insert(tallyRuns)
    .values([...runs])
    .returning({ id: tallyRuns.id });
}

function newRun(bucket: number, day: string, sum: TallySum): Run {
  return { id: randomUUID(), bucket, day, changes: 0, counts: sum.bytes() };
}

/** `others`: what no run can hold. */
function runsOf(rows: readonly TallyWrite[]): { runs: Run[]; others: TallyWrite[] } {
  const split = rows.length >= SPLIT_FROM;
  const about = split ? (ROOM * rows.length) / BUCKETS : rows.length;
  const others: TallyWrite[] = [];
  const days = new Map<string, TallySum[]>();
  let today = '';
  let sums: TallySum[] = [];
  for (const row of rows) {
    if (row.day !== today) {
      today = row.day;
      sums = days.get(today) ?? [];
      days.set(today, sums);
    }
    const at = split ? bucketOf(row.subject) - MIXED : 0;
    if (!(sums[at] ??= new TallySum(about)).append(row)) others.push(row);
  }
  const runs = [...days].flatMap(([day, ofDay]) =>
    ofDay.flatMap((sum, at) => (sum.size === 0 ? [] : newRun(at + MIXED, day, sum))),
  );
  return { runs, others };
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

/**
 * Puts zeros where a person stood, in whatever run: for the transaction that erases them. Twice:
 * on PostgreSQL the second also sees a sum that was being written when the first began.
 */
export function blanking(db: Db, { tallyRuns }: Tables, search: ByteSearch, subject: string) {
  const bytes = subjectBytes(subject);
  if (bytes === undefined) return [];
  const { bucket, changes, counts } = tallyRuns;
  const blank = () =>
    db
      .update(tallyRuns)
      .set({ changes: sql`${changes} + 1`, counts: search.replaced(counts, bytes, BLANK) })
      .where(and(inArray(bucket, [MIXED, bucketOf(subject)]), search.holds(counts, bytes)));
  return [blank(), blank()];
}

async function talliesOf(
  { read, tables }: Engine,
  subjects: readonly string[],
  sinceDay: string,
): Promise<readonly TallyWrite[]> {
  const { tallies, tallyRuns } = tables;
  const { subject, day, touchpoint, outcome, count } = tallies;
  const found = await inChunks(subjects, async (chunk) => {
    const rows = await read
      .select({ subject, touchpoint, day, outcome, count })
      .from(tallies)
      .where(and(inArray(subject, chunk), gte(day, sinceDay)));
    const buckets = [MIXED, ...new Set(chunk.map(bucketOf))];
    const runs = await read
      .select({ day: tallyRuns.day, counts: tallyRuns.counts })
      .from(tallyRuns)
      .where(and(inArray(tallyRuns.bucket, buckets), gte(tallyRuns.day, sinceDay)));
    const people = bytesOf(chunk);
    for (const run of runs) {
      for (const one of countsIn(run.counts, people)) rows.push({ ...one, day: run.day });
    }
    return rows;
  });
  return summed(found).sort((a, b) => {
    return (
      compare(a.day, b.day) || compare(a.touchpoint, b.touchpoint) || compare(a.outcome, b.outcome)
    );
  });
}

function bytesOf(subjects: readonly string[]): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const one of subjects) {
    const bytes = subjectBytes(one);
    if (bytes !== undefined) found.set(one, bytes);
  }
  return found;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function addingRows(db: Db, { tallies }: Tables, rows: readonly TallyWrite[]) {
  const { subject, day, touchpoint, outcome, count } = tallies;
  return db
    .insert(tallies)
    .values([...rows])
    .onConflictDoUpdate({
      target: [subject, day, touchpoint, outcome],
      set: { count: sql`${count} + excluded.count` },
    })
    .returning({ subject });
}

/** One row a key, in the key's order: PostgreSQL refuses to touch a row twice, and unsorted batches would deadlock. */
function summed(rows: readonly TallyWrite[]): TallyWrite[] {
  const sums = new Map<string, TallyWrite>();
  for (const row of rows) {
    const key = JSON.stringify([row.subject, row.day, row.touchpoint, row.outcome]);
    const before = sums.get(key)?.count ?? 0;
    sums.set(key, { ...row, count: before + row.count });
  }
  return [...sums].sort(([a], [b]) => compare(a, b)).map(([, row]) => row);
}
