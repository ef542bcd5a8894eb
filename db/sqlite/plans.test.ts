import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Db, Engine } from '../operations/engine';
import { logReads } from '../operations/log';
import * as tables from '../schema/sqlite';
import { connect, type Connection } from './connection';
import { migrateSqlite } from './migrate';

let folder: string;
let connection: Connection;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nattoku-plans-'));
  const file = join(folder, 'log.db');
  connection = connect(file, 100);
  migrateSqlite(connection, 'sqlite', file, () => undefined);
});
afterEach(() => {
  connection.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How the engine goes about the last query that `work` makes: one line a step. */
async function planOf(work: (engine: Engine) => Promise<unknown>): Promise<readonly string[]> {
  let asked: { readonly sql: string; readonly params: readonly unknown[] } | undefined;
  const logQuery = (sql: string, params: readonly unknown[]): void => {
    asked = { sql, params };
  };
  const read = drizzle(connection, { logger: { logQuery } }) as unknown as Db;
  await work({ read, tables } as unknown as Engine);
  const plan = connection.prepare<unknown[], { detail: string }>(
    `EXPLAIN QUERY PLAN ${asked?.sql ?? ''}`,
  );
  return plan.all(...(asked?.params ?? [])).map(({ detail }) => detail);
}

test('who changed is found by the revision first, however many a system knows', async () => {
  const plan = await planOf((engine) =>
    logReads(engine).changedPeople(['shop'], { after: { seq: 5, handle: '' }, limit: 10 }),
  );
  expect(plan[0]).toMatch(/^SEARCH subjects USING INDEX subjects_seq /);
  expect(plan[1]).toMatch(/^SEARCH identifiers USING INDEX identifiers_subject /);
});
