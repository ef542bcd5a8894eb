import pg from 'pg';
import { storageContract } from '../contract';
import { ORIGIN, type FreshDatabase } from '../contract/samples';
import { openKeyStore, openStore } from '../open';
import { testAdvance } from '../sqlite/test-support/advance';
import { testPostgres } from './test-cluster';

const unused = { dataDir: '', sqliteWriter: '' };
const { kind } = await testPostgres();
console.log(`storage contract: ${kind}`);

const fresh: FreshDatabase = async () => {
  const { url } = await testPostgres();
  return {
    open: () => openStore({ ...unused, url, advance: testAdvance, origin: ORIGIN }),
    openKeys: () => openKeyStore({ ...unused, url }),
    async raw(sql) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    },
    close: () => Promise.resolve(),
  };
};

storageContract(kind, fresh);
