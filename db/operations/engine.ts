/**
 * What an operation needs of an engine. Operations are written once, in Drizzle, typed as
 * SQLite; PostgreSQL hands in its own database and tables behind the same types. Only what both
 * dialects spell alike is used here: awaited queries, `returning`, `onConflict…`.
 */
import type { SQL, SQLWrapper } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type * as keySchema from '../schema/sqlite-keys';
import type * as schema from '../schema/sqlite';

export type Db = BaseSQLiteDatabase<'async', unknown>;
export type Tables = typeof schema;
export type KeyTables = typeof keySchema;

/** What each dialect spells its own way. */
export interface ByteSearch {
  holds(column: SQLWrapper, bytes: Uint8Array): SQL;
  replaced(column: SQLWrapper, bytes: Uint8Array, by: Uint8Array): SQL;
  /** What stands under each name of a JSON object, as rows of `key` and `value`: many rows for one parameter. */
  entries(json: string): SQL;
}

export interface Engine {
  readonly read: Db;
  /** Every statement is durable when it resolves. */
  readonly write: Db;
  readonly tables: Tables;
  readonly search: ByteSearch;
  /** Runs `work` so that no other process is inside with one of the same keys. */
  exclusive<T>(keys: readonly string[], work: (db: Db) => Promise<T>): Promise<T>;
  /** Runs the steps in order in one transaction. False, and all of it undone, when one touches another number of rows than it must. */
  together(steps: (db: Db) => readonly Step[]): Promise<boolean>;
}

/** A write that ends in `returning`. */
export interface Write extends PromiseLike<readonly unknown[]> {
  toSQL(): { readonly sql: string; readonly params: readonly unknown[] };
}
export interface Step {
  readonly write: Write;
  /** Absent: any number. */
  readonly rows?: number;
}

const CHUNK = 500;

/** Parts of a long list, so that no statement passes an engine's limit of parameters. */
export function chunksOf<T>(values: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < values.length; at += CHUNK) chunks.push(values.slice(at, at + CHUNK));
  return chunks;
}

/** Asks for a long list in parts. */
export async function inChunks<T, R>(
  values: readonly T[],
  ask: (chunk: T[]) => PromiseLike<readonly R[]>,
): Promise<R[]> {
  const found: R[] = [];
  for (const chunk of chunksOf(values)) found.push(...(await ask(chunk)));
  return found;
}
