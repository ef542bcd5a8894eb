import type { PGlite } from '@electric-sql/pglite';
import type { PgConnection, PgDb } from './connection';

interface Shared {
  readonly client: Promise<PGlite>;
  users: number;
}
/** A folder may be open once: stores of one process share it. */
const open = new Map<string, Shared>();

/** `pglite:/abs/dir` or `pglite:memory`: PostgreSQL inside this process, for one process alone. */
export async function openPglite(url: string): Promise<PgConnection> {
  const [{ PGlite }, { drizzle }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
  ]);
  const place = url.slice('pglite:'.length);
  const inMemory = place === 'memory';
  const shared: Shared = (inMemory ? undefined : open.get(place)) ?? {
    client: inMemory ? PGlite.create() : PGlite.create(place),
    users: 0,
  };
  shared.users += 1;
  if (!inMemory) open.set(place, shared);
  const client = await shared.client;
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return {
    db: drizzle(client) as unknown as PgDb,
    version: `PGlite (PostgreSQL ${rows[0]?.server_version.split(' ')[0] ?? ''})`,
    where: place,
    async maintain(statements) {
      for (const statement of statements) await client.exec(statement);
    },
    async close() {
      shared.users -= 1;
      if (shared.users > 0) return;
      open.delete(place);
      await client.close();
    },
  };
}
