import { sql } from 'drizzle-orm';
import { storageContract } from '../contract';
import { ORIGIN, type FreshDatabase } from '../contract/samples';
import { openKeyStore, openStore } from '../open';
import { plainError } from '../plain-errors';
import { testAdvance } from '../sqlite/test-support/advance';
import { testSeal } from '../sqlite/test-support/seal';
import { connectPostgres } from './connection';
import { testPostgres } from './test-cluster';

const unused = { dataDir: '', sqliteWriter: '' };
const { kind } = await testPostgres();
console.log(`storage contract: ${kind}`);

const fresh: FreshDatabase = async () => {
  const { url } = await testPostgres();
  return {
    open: () => openStore({ ...unused, url, advance: testAdvance, seal: testSeal, origin: ORIGIN }),
    openKeys: () => openKeyStore({ ...unused, url }),
    async raw(statement) {
      const connection = await connectPostgres(url);
      try {
        await connection.db.execute(sql.raw(statement));
      } catch (error) {
        throw plainError(error);
      } finally {
        await connection.close();
      }
    },
    close: () => Promise.resolve(),
  };
};

storageContract(kind, fresh);
