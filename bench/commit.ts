// commit(): grouped, durable, encrypted and committed to – against the very rows it wrote,
// inserted plainly into an empty database of the same schema with the same durability.
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openTemporaryRuntime } from '../lib/runtime/temporary';
import type { Runtime } from '../lib/runtime/model';
import { allowOf, shopKey } from './choices';
import type { BenchResult } from './model';

const PEOPLE = 10_000;
const EVENTS = 30_000;
const IN_FLIGHT = 1_024;
const GROUP = 256;

/** Events per second by the clock. */
async function commitAll(runtime: Runtime, count: number): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      const outcome = await runtime.commit({
        actor: shopKey,
        about: { identifier: { system: 'shop', id: `member-${String(index % PEOPLE)}` } },
        events: [allowOf(runtime, index)],
      });
      if (!outcome.ok) throw new Error(`a choice was refused: ${outcome.reason}`);
    }
  };
  const begunMs = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return count / ((performance.now() - begunMs) / 1_000);
}

interface Rows {
  readonly table: string;
  readonly rows: readonly unknown[][];
}

function readRows(file: string): { schema: readonly string[]; tables: readonly Rows[] } {
  const database = new Database(file, { readonly: true });
  const objects = database
    .prepare<[], { type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')",
    )
    .all();
  const tables = objects
    .filter(({ type, name }) => type === 'table' && !name.startsWith('sqlite_'))
    .map(({ name }) => ({
      table: name,
      rows: database.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][],
    }))
    .filter(({ rows }) => rows.length > 0);
  database.close();
  return { schema: objects.map(({ sql }) => sql), tables };
}

/** Rows of one event's share per transaction of GROUP events; events per second by the clock. */
function insertPlainly(source: string, events: number): number {
  const { schema, tables } = readRows(source);
  const folder = mkdtempSync(path.join(tmpdir(), 'nattoku-plain-'));
  const database = new Database(path.join(folder, 'plain.db'));
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL']) database.pragma(pragma);
  for (const statement of schema) database.exec(statement);
  const inserts = tables.map(({ table, rows }) => ({
    rows,
    insert: database.prepare(
      `INSERT INTO "${table}" VALUES (${(rows[0] ?? []).map(() => '?').join(',')})`,
    ),
  }));
  const groups = Math.ceil(events / GROUP);
  const begunMs = performance.now();
  for (let group = 0; group < groups; group++) {
    database.transaction(() => {
      for (const { rows, insert } of inserts) {
        const from = Math.floor((group * rows.length) / groups);
        const to = Math.floor(((group + 1) * rows.length) / groups);
        for (const row of rows.slice(from, to)) insert.run(row);
      }
    })();
  }
  const seconds = (performance.now() - begunMs) / 1_000;
  database.close();
  rmSync(folder, { recursive: true, force: true });
  return events / seconds;
}

export async function benchCommit(): Promise<BenchResult> {
  const { runtime, dataDir, dispose } = await openTemporaryRuntime();
  const fresh = await commitAll(runtime, PEOPLE);
  const known = await commitAll(runtime, EVENTS);
  const plain = insertPlainly(path.join(dataDir, 'nattoku.db'), PEOPLE + EVENTS);
  await dispose();
  return {
    name: 'commit(): grouped, durable, encrypted, committed to',
    figures: {
      'choices of people not seen before (events/s)': fresh,
      'choices of known people (events/s)': known,
      'the same rows inserted plainly (events/s)': plain,
      'choices of known people ÷ plain': known / plain,
    },
    targets: [{ what: 'events per second', measured: known, wanted: 6_000 }],
  };
}
