import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { addPerson, erasing, type Person } from '../contract/person';
import { appendOk, ORIGIN } from '../contract/samples';
import { openKeyStore, openStore } from '../open';
import { testAdvance } from '../sqlite/test-support/advance';
import { connectPostgres, rowsOf, type PgDb } from './connection';
import { testPostgres } from './test-cluster';

const { url } = await testPostgres();

/** The tables in which a row holds a trace of the person, whatever column it is in. */
async function foundIn(db: PgDb, { traces }: Person): Promise<readonly string[]> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const texts = traces.map((trace) =>
    typeof trace === 'string' ? trace : Buffer.from(trace).toString('hex'),
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const hits = texts.map((text) => sql`strpos(one::text, ${text}) > 0`);
    const [row] = await rowsOf<{ hit: boolean }>(
      db,
      sql`select exists (select 1 from ${sql.identifier(name)} as one where ${sql.join(hits, sql` or `)}) as hit`,
    );
    if (row?.hit) found.push(name);
  }
  return found.sort();
}

test('no row of any table holds anything of who was erased, while the others are all there', async () => {
  const unused = { url, dataDir: '', sqliteWriter: '' };
  const store = await openStore({ ...unused, advance: testAdvance, origin: ORIGIN });
  const keys = await openKeyStore(unused);
  const { db, close } = await connectPostgres(url);
  const [gone, stays] = [await addPerson(store, keys), await addPerson(store, keys)];
  const everywhere = await foundIn(db, stays);
  expect(everywhere).toEqual(
    [
      ...['audience_members', 'contacts', 'event_bodies', 'event_personal', 'exposures', 'holds'],
      ...[
        'idempotency',
        'identifiers',
        'sessions',
        'subject_keys',
        'subjects',
        'tallies',
        'tally_runs',
      ],
    ].sort(),
  );
  expect(await foundIn(db, gone)).toEqual(everywhere);
  await appendOk(store, erasing(gone, 4));
  await keys.destroyKeys([gone.subject]);
  expect(await store.scrub()).toBe(true);
  expect(await foundIn(db, gone)).toEqual([]);
  expect(await foundIn(db, stays)).toEqual(everywhere);
  await Promise.all([store.close(), keys.close(), close()]);
});
