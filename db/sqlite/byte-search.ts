import { sql } from 'drizzle-orm';
import type { ByteSearch } from '../operations/engine';

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

export const byteSearch: ByteSearch = {
  holds: (column, bytes) => sql`instr(${column}, ${bytes}) > 0`,
  replaced: (column, bytes, by) =>
    sql`unhex(replace(hex(${column}), ${hexOf(bytes)}, ${hexOf(by)}))`,
  entries: (json) => sql`json_each(${json})`,
};
