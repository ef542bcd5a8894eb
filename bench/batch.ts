// Batches of 1,000 over HTTP, full and brief, and raw prepared look-ups in the same database.
import Database from 'better-sqlite3';
import path from 'node:path';
import { seeded, type BenchResult } from './model';
import { mean, measure, type Rate, type World } from './world';

const PER_REQUEST = 1_000;
const TURNS = 3;
const LOOK_UPS = 400_000;

/** Handle to state row, by a prepared statement and nothing else; look-ups per second of a core. */
function rawLookUps(dataDir: string): number {
  const database = new Database(path.join(dataDir, 'nattoku.db'), { readonly: true });
  const statement = database
    .prepare(
      'SELECT s.* FROM identifiers i JOIN subjects s ON s.subject = i.subject WHERE i.handle = ?',
    )
    .raw();
  const handles = database.prepare<[], string>('SELECT handle FROM identifiers').pluck().all();
  const random = seeded(11);
  const asked = Array.from(
    { length: LOOK_UPS },
    () => handles[Math.floor(random() * handles.length)],
  );
  for (const handle of asked.slice(0, LOOK_UPS / 4)) statement.get(handle);
  const before = process.cpuUsage();
  for (const handle of asked) {
    if (statement.get(handle) === undefined) throw new Error('a handle without a subject');
  }
  const { user, system } = process.cpuUsage(before);
  database.close();
  return LOOK_UPS / ((user + system) / 1e6);
}

export async function benchBatch(world: World): Promise<BenchResult> {
  const { port, key, subjects } = world;
  const batches = {
    ...{ port, key, subjects, path: '/api/v1/decisions/batch' },
    ...{ perRequest: PER_REQUEST, connections: 4 },
  };
  // The first time only where no other bench has asked about everybody before.
  const first = await measure(world.server, { ...batches, everybodyOnce: true });
  const full: Rate[] = [];
  const brief: Rate[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    full.push(await measure(world.server, { ...batches, answer: 'full' }));
    brief.push(await measure(world.server, { ...batches, answer: 'brief' }));
  }
  const perCore = (rates: readonly Rate[]): number =>
    PER_REQUEST * mean(rates, (rate) => rate.perCoreSecond);
  const raw = rawLookUps(world.dataDir);
  return {
    name: `batches of ${PER_REQUEST.toLocaleString('en')} over HTTP, ${subjects.toLocaleString('en')} subjects`,
    figures: {
      'full answers (per second by the clock)': PER_REQUEST * mean(full, (rate) => rate.perSecond),
      'brief answers (per second by the clock)':
        PER_REQUEST * mean(brief, (rate) => rate.perSecond),
      'processor time (µs a full answer, all threads)': 1e6 / perCore(full),
      'full answers, everybody once (per core second; the first time unless http ran before)':
        PER_REQUEST * first.perCoreSecond,
      'raw prepared look-ups in SQLite (per core second)': raw,
      'full answers ÷ raw look-ups': perCore(full) / raw,
    },
    targets: [
      { what: 'full answers per core second', measured: perCore(full), wanted: 200_000 },
      { what: 'brief answers per core second', measured: perCore(brief), wanted: 400_000 },
    ],
  };
}
