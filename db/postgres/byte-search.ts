import { sql } from 'drizzle-orm';
import type { ByteSearch } from '../operations/engine';

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export const byteSearch: ByteSearch = {
  holds: (column, bytes) => sql`position(decode(${hexOf(bytes)}, 'hex') in ${column}) > 0`,
  replaced: (column, bytes, by) =>
    sql`decode(replace(encode(${column}, 'hex'), ${hexOf(bytes)}, ${hexOf(by)}), 'hex')`,
  entries: (json) => sql`json_each_text(${json}::json)`,
};
