import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { storageContract } from '../contract';
import { ORIGIN, type FreshDatabase } from '../contract/samples';
import { openKeyStore, openStore } from '../open';
import { testAdvance } from './test-support/advance';

const sqliteWriter = 'db/sqlite/test-support/writer.ts';

const fresh: FreshDatabase = () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'nattoku-sqlite-'));
  const settings = { dataDir, sqliteWriter };
  return Promise.resolve({
    open: () =>
      openStore({ ...settings, url: 'file:log.db', advance: testAdvance, origin: ORIGIN }),
    openKeys: () => openKeyStore({ ...settings, url: 'file:keys.db' }),
    raw(sql) {
      const file = sql.includes('key_migrations') ? 'keys.db' : 'log.db';
      const connection = new Database(join(dataDir, file));
      try {
        connection.exec(sql);
        return Promise.resolve();
      } catch (error) {
        return Promise.reject(error as Error);
      } finally {
        connection.close();
      }
    },
    close() {
      rmSync(dataDir, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
};

storageContract('SQLite', fresh);
