import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newSubject, ORIGIN, sampleCommit } from '../contract/samples';
import { expectSoundLog } from '../contract/sound-log';
import { openStore } from '../open';
import { testAdvance } from '../sqlite/test-support/advance';
import { connectPostgres } from './connection';
import { testPostgres } from './test-cluster';

const { url, kind } = await testPostgres();

test.skipIf(kind === 'PGlite')(
  'connections cut at any moment: who was told yes is in the log, who was told no is not',
  async () => {
    const settings = { url, dataDir: '', sqliteWriter: '', advance: testAdvance, origin: ORIGIN };
    const store = await openStore(settings);
    const knife = await connectPostgres(url);
    const commits = Array.from({ length: 200 }, () => sampleCommit(newSubject()));
    let cuts = 0;
    const queue = [...commits];
    const told = new Map<string, boolean>();
    const work = async (): Promise<void> => {
      for (let commit = queue.shift(); commit; commit = queue.shift()) {
        const [result] = await store.append([commit]).catch(() => []);
        told.set(commit.events[0]?.eventId ?? '', result?.ok === true);
      }
    };
    const cut = async (): Promise<void> => {
      // As many as on a fast machine: on a slow one each takes a while to be got over.
      while (queue.length > 0 && cuts < 60) {
        const before = told.size;
        await knife.db.execute(
          sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' limit 1`,
        );
        cuts += 1;
        // Somebody is told between two cuts: a slow machine would never come to an end.
        do await new Promise((wake) => setTimeout(wake, 40));
        while (queue.length > 0 && told.size === before);
      }
    };
    await Promise.all([...Array.from({ length: 6 }, work), cut()]);

    const log = await expectSoundLog(store);
    const written = new Set(log.map(({ eventId }) => eventId));
    for (const [eventId, yes] of told) expect(written.has(eventId)).toBe(yes);
    expect(cuts).toBeGreaterThan(0);
    expect([...told.values()].filter(Boolean).length).toBeGreaterThan(0);
    await store.close();
    await knife.close();
  },
);
