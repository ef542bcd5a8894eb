import type { SQL } from 'drizzle-orm';
import {
  bigint,
  customType,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import type { Kit } from './sqlite-kit';

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});

type Columns = [AnyPgColumn, ...AnyPgColumn[]];

const kit = {
  table: pgTable,
  text: (name: string) => text(name),
  int: (name: string) => bigint(name, { mode: 'number' }),
  bytes: (name: string) => bytes(name),
  index: (name: string, ...columns: Columns) => index(name).on(...columns),
  indexWhere: (name: string, where: SQL, ...columns: Columns) =>
    index(name)
      .on(...columns)
      .where(where),
  unique: (name: string, ...columns: Columns) => uniqueIndex(name).on(...columns),
  primary: (...columns: Columns) => primaryKey({ columns }),
};
// The builders that the schema uses (notNull, primaryKey, on) are spelled alike in both dialects.
export const postgresKit = kit as unknown as Kit;
