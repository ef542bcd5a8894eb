/**
 * Counts of what was asked, in runs (docs/decisions/0019-tallies-in-runs.md): what comes together
 * is written as one run, or one a bucket of subjects; where a bucket has many of a day, they are
 * replaced by their sum. INVARIANT: a count is in exactly one run, or in one row of the table of
 * rows, whatever is added, summed and erased meanwhile, by whichever process.
 */
import { randomUUID } from 'node:crypto';
import { and, eq, gte, inArray, sql } from 'drizzle-orm';
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
  bucketOf,
  countsIn,
  partsOf,
  placeCounts,
  runBytes,
  sizeOfRun,
  subjectBytes,
} from './tally-run';
import { MIXED, newRun, puttingRuns, tallySums, type Run } from './tally-sums';

/** From so many counts on, what comes together is a run for each bucket: less would be many small rows. */
const SPLIT_FROM = 32_768;
/** Buckets are about as full as each other. */
const ROOM = 1.3;

type TallyStore = Pick<ActivityStore, 'addTallies' | 'addTalliesOnce' | 'talliesOf'>;

export function tallyOperations(engine: Engine): TallyStore {
  const { read, together, tables } = engine;
  const { idempotency } = tables;
  const sums = tallySums(engine);

  return {
    async addTallies(rows, runs = []) {
      if (rows.length + runs.length === 0) return;
      await together((db) => adding(db, tables, rows, runs));
      // What is not summed up now is so the next time: the counts themselves are written.
      const days = new Set([...rows, ...runs].map(({ day }) => day));
      await sums.tidy(days).catch(() => undefined);
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
