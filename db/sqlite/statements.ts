/** SQL built once from the Drizzle tables, run as better-sqlite3's own prepared statements. */
import { getTableColumns, Param, Placeholder, sql } from 'drizzle-orm';
import { QueryBuilder, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Connection } from './connection';

/** A row inserter; `update` names the columns that a row already there takes over, by its primary key. */
export function inserter<Table extends SQLiteTable>(
  connection: Connection,
  table: Table,
  onConflict?: {
    readonly target: keyof Table['_']['columns'] & string;
    readonly update: readonly string[];
  },
): (row: Table['$inferInsert']) => void {
  const columns = getTableColumns(table);
  const values = Object.fromEntries(Object.keys(columns).map((key) => [key, sql.placeholder(key)]));
  const insert = drizzle(connection)
    .insert(table)
    .values(values as Table['$inferInsert']);
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
  const order = params.map(placeholderName);
  const statement = connection.prepare(text);
  // Filled anew for each row: the driver has read them when `run` returns.
  const bound: unknown[] = order.map(() => null);
  return (row) => {
    const given = row as Record<string, unknown>;
    for (let i = 0; i < order.length; i += 1) bound[i] = given[order[i] ?? ''] ?? null;
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
