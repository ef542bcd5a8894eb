import { unfitDatabase } from '../problem';
import { journalTable, pendingMigrations, type MigrationSet } from '../schema/migrations';
import type { Connection } from './connection';

/**
 * Brings a file to this version's schema and then runs `first`, all in one write transaction:
 * of two processes that start together, one does it and the other finds it done.
 */
export function migrateSqlite(
  connection: Connection,
  set: MigrationSet,
  file: string,
  first: () => void,
): void {
  const journal = journalTable(set);
  const migrate = connection.transaction(() => {
    connection.exec(
      `CREATE TABLE IF NOT EXISTS "${journal}" (id INTEGER PRIMARY KEY, applied_at_ms INTEGER)`,
    );
    const applied = connection.prepare<[], number>(`SELECT id FROM "${journal}"`).pluck().all();
    const note = connection.prepare(`INSERT INTO "${journal}" VALUES (?, ?)`);
    for (const { id, statements } of pendingMigrations(set, applied, file)) {
      for (const statement of statements) connection.exec(statement);
      note.run(id, Date.now());
    }
    first();
  });
  try {
    migrate.immediate();
  } catch (error) {
    throw unfitDatabase(file, error);
  }
}
