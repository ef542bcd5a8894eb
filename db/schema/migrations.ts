/**
 * The migrations of an engine, and which of them a database still lacks. Every engine applies
 * them itself, under its own lock, so that two processes that start together do not clash.
 */
import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { newerDatabase } from '../problem';

export type MigrationSet = 'sqlite' | 'postgres' | 'sqlite-keys' | 'postgres-keys';

export interface Migration {
  /** When it was written: its name in the journal table. */
  readonly id: number;
  readonly statements: readonly string[];
}

/** Journal tables differ, so that a key store can share a database in a small deployment. */
export function journalTable(set: MigrationSet): string {
  return set.endsWith('-keys') ? 'key_migrations' : 'migrations';
}

/** Those not yet applied, oldest first; throws when the database has one that we do not know. */
export function pendingMigrations(
  set: MigrationSet,
  applied: readonly number[],
  where: string,
): readonly Migration[] {
  const known = readMigrationFiles({
    migrationsFolder: join(process.cwd(), 'db', 'migrations', set),
  }).map(({ folderMillis, sql }) => ({ id: folderMillis, statements: sql }));
  if (applied.some((id) => !known.some((migration) => migration.id === id))) {
    throw newerDatabase(where);
  }
  return known.filter(({ id }) => !applied.includes(id));
}
