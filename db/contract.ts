/** What every engine answers alike; a behaviour that differs is a bug (DESIGN §7). */
import { describe, expect, test } from 'vitest';
import { activityContract } from './contract/activity';
import { appendContract } from './contract/append';
import { audienceContract } from './contract/audiences';
import { erasureContract } from './contract/erasure';
import { jobContract } from './contract/jobs';
import { keptContract } from './contract/kept';
import { keyContract } from './contract/keys';
import { ledgerContract } from './contract/ledger';
import { readContract } from './contract/reads';
import type { FreshDatabase } from './contract/samples';
import { signInContract } from './contract/sign-in';
import { tallyContract } from './contract/tallies';
import { webhookContract } from './contract/webhooks';
import { databaseProblem } from './open';

export function storageContract(name: string, fresh: FreshDatabase): void {
  describe(`storage contract: ${name}`, () => {
    appendContract(fresh);
    ledgerContract(fresh);
    readContract(fresh);
    activityContract(fresh);
    tallyContract(fresh);
    audienceContract(fresh);
    signInContract(fresh);
    erasureContract(fresh);
    jobContract(fresh);
    webhookContract(fresh);
    keyContract(fresh);
    keptContract(fresh);
    openingContract(fresh);
  });
}

function openingContract(fresh: FreshDatabase): void {
  describe('opening', () => {
    test('stores that start together migrate once', async () => {
      const database = await fresh();
      const stores = await Promise.all([1, 2, 3, 4].map(() => database.open()));
      const epochs = await Promise.all(stores.map((store) => store.head()));
      expect(new Set(epochs.map(({ epoch }) => epoch)).size).toBe(1);
      await Promise.all(stores.map((store) => store.close()));
      await database.close();
    });

    test.each(['migrations', 'key_migrations'])(
      'a database of a newer version is refused in one sentence (%s)',
      async (journal) => {
        const database = await fresh();
        const open = () => (journal === 'migrations' ? database.open() : database.openKeys());
        await (await open()).close();
        await database.raw(`insert into ${journal} (id) values (9999999999999)`);
        const error: unknown = await open().catch((thrown: unknown) => thrown);
        expect(databaseProblem(error)).toMatch(/^The database .* newer version.*\.$/);
        await database.close();
      },
    );
  });
}
