// Batches of 100 full answers over HTTP, against raw prepared look-ups in the same database.
import Database from 'better-sqlite3';
import path from 'node:path';
import { seeded, type BenchResult } from './model';
import { mean, measure, SUBJECTS, type Rate, type World } from './world';

const PER_REQUEST = 100;
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
  const ask = {
    ...{ port: world.port, key: world.key, path: '/api/v1/decisions/batch' },
    ...{ perRequest: PER_REQUEST, connections: 8 },
  };
  // The first time only where no other bench has asked about everybody before.
  const first = await measure(world.server, { ...ask, everybodyOnce: true });
  const rates: Rate[] = [];
  for (let turn = 0; turn < TURNS; turn++) rates.push(await measure(world.server, ask));
  const perCore = PER_REQUEST * mean(rates, (rate) => rate.perCoreSecond);
  const raw = rawLookUps(world.dataDir);
  return {
    name: `batches of ${String(PER_REQUEST)} over HTTP, ${SUBJECTS.toLocaleString('en')} subjects`,
    figures: {
      'full answers (per second by the clock)': PER_REQUEST * mean(rates, (rate) => rate.perSecond),
      'full answers (per core second)': perCore,
      'processor time (µs a full answer, all threads)': 1e6 / perCore,
      'full answers, everybody once (per core second; the first time unless http ran before)':
        PER_REQUEST * first.perCoreSecond,
      'raw prepared look-ups in SQLite (per core second)': raw,
      'full answers ÷ raw look-ups': perCore / raw,
    },
    targets: [{ what: 'full answers per core second', measured: perCore, wanted: 80_000 }],
  };
}
