/** SQL built once from the Drizzle tables, run as better-sqlite3's own prepared statements. */
import { getTableColumns, Param, Placeholder, sql } from 'drizzle-orm';
import { QueryBuilder, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Connection } from './connection';

/** Rows of one statement, as many as are there: each costs the driver some 2 µs less than one by itself (measured: bench commit). */
const ROWS_TOGETHER = [32, 8, 1] as const;

/** An inserter of rows, in their order; `update` names the columns that a row already there takes over, by its primary key. */
export function inserter<Table extends SQLiteTable>(
  connection: Connection,
  table: Table,
  onConflict?: OnConflict<Table>,
): (rows: readonly Table['$inferInsert'][]) => void {
  const insertions = ROWS_TOGETHER.map(
    (count) => [count, insertion(connection, table, count, onConflict)] as const,
  );
  return (rows) => {
    let at = 0;
    for (const [count, insert] of insertions) {
      for (; at + count <= rows.length; at += count) insert(rows, at);
    }
  };
}

interface OnConflict<Table extends SQLiteTable> {
  readonly target: keyof Table['_']['columns'] & string;
  readonly update: readonly string[];
}

/** Inserts so many rows of a list from a place in it on. */
function insertion<Table extends SQLiteTable>(
  connection: Connection,
  table: Table,
  count: number,
  onConflict: OnConflict<Table> | undefined,
): (rows: readonly Table['$inferInsert'][], from: number) => void {
  const columns = getTableColumns(table);
  const values = Object.fromEntries(Object.keys(columns).map((key) => [key, sql.placeholder(key)]));
  const insert = drizzle(connection)
    .insert(table)
    .values(Array.from({ length: count }, () => values as Table['$inferInsert']));
  const target = onConflict && columns[onConflict.target];
  const set = (onConflict?.update ?? []).map((key) => [
    key,
    sql.raw(`excluded."${columns[key]?.name ?? key}"`),
  ]);
  const query = target
    ? insert.onConflictDoUpdate({
        target,
        set: Object.fromEntries(set) as Partial<Table['$inferInsert']>,
      })
    : insert;
  const { sql: text, params } = query.toSQL();
  const order = params.slice(0, params.length / count).map(placeholderName);
  const statement = connection.prepare(text);
  // Filled anew each time: the driver has read them when `run` returns.
  const bound: unknown[] = params.map(() => null);
  return (rows, from) => {
    let to = 0;
    for (let row = from; row < from + count; row += 1) {
      const given = rows[row] as Record<string, unknown>;
      for (const name of order) {
        bound[to] = given[name] ?? null;
        to += 1;
      }
    }
    statement.run(bound);
  };
}

export const queryBuilder = new QueryBuilder();

/** A reader of whole rows as arrays, from a query built with placeholders in the order of the arguments. */
export function reader<Row extends readonly unknown[]>(
  connection: Connection,
  query: { toSQL(): { sql: string } },
): (...values: unknown[]) => Row | undefined {
  const statement = connection.prepare<unknown[], Row>(query.toSQL().sql).raw();
  return (...values) => statement.get(values);
}

function placeholderName(param: unknown): string {
  const inner = param instanceof Param ? param.value : param;
  if (inner instanceof Placeholder) return String(inner.name);
  throw new Error('An insert statement was built with a fixed value.');
}
