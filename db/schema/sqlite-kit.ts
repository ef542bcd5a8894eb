import type { SQL } from 'drizzle-orm';
import {
  customType,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
  type AnySQLiteColumn,
} from 'drizzle-orm/sqlite-core';

/** Bytes in, bytes out, whatever view the driver likes. */
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'blob' });

type Columns = [AnySQLiteColumn, ...AnySQLiteColumn[]];

export const sqliteKit = {
  table: sqliteTable,
  text: (name: string) => text(name),
  int: (name: string) => integer(name, { mode: 'number' }),
  bytes: (name: string) => bytes(name),
  index: (name: string, ...columns: Columns) => index(name).on(...columns),
  indexWhere: (name: string, where: SQL, ...columns: Columns) =>
    index(name)
      .on(...columns)
      .where(where),
  unique: (name: string, ...columns: Columns) => uniqueIndex(name).on(...columns),
  primary: (...columns: Columns) => primaryKey({ columns }),
};
/** What a schema needs to know of an engine; PostgreSQL's kit is cast to it once. */
export type Kit = typeof sqliteKit;
