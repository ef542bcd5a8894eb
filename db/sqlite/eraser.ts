import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { ErasureWrite } from '../append/rows';
import type { Db } from '../operations/engine';
import { erasureWrites } from '../operations/erasure-writes';
import * as tables from '../schema/sqlite';
import { byteSearch } from './byte-search';
import type { Connection } from './connection';

/** Carries out one published row about erasing, inside the transaction that is open. */
export function eraser(connection: Connection): (erasure: ErasureWrite) => void {
  const db = drizzle(connection);
  return (erasure) => {
    for (const statement of erasureWrites(db as unknown as Db, tables, byteSearch, erasure))
      db.run(statement);
  };
}
