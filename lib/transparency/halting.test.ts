import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { entryBytes } from '../ledger/entry';
import { leafHash } from '../ledger/tree';
import { deploymentPrincipal } from '../identity/deployment';
import { openTemporaryRuntime } from '../runtime/temporary';
import { ENGINES, expectSound, keeperOf, openKept, type Kept } from './kept.test-support';
import { tamper } from './tamper.test-support';

let kept: Kept;
afterEach(() => kept.dispose());

/** A well-formed entry that nobody committed. */
function forged(t: number): { readonly entry: Uint8Array; readonly hash: Uint8Array } {
  const entry = entryBytes(t, { k: 'notice', d: `${'A'.repeat(42)}A` });
  return { entry, hash: leafHash(entry) };
}

async function timeOf(seq: number): Promise<number> {
  return (await kept.runtime.store.readLeaves(seq, 1))[0]?.t ?? 0;
}

describe.each(ENGINES)('a row rewritten behind dropped triggers on %s', (_, settings) => {
  it('is named by its seq before anything new is signed', async () => {
    kept = await openKept(await settings());
    await kept.keepOnce();
    await kept.grow(30);
    const { entry } = forged(await timeOf(25));
    const keeper = keeperOf(kept.runtime);
    await keeper.settle();
    await kept.grow(40);
    await tamper(kept.runtime, 'UPDATE events SET entry = ? WHERE seq = ?', [entry, 35]);
    await expect(keeper.settle()).rejects.toThrow(/entry 35 in the database was changed/);
    expect((await kept.runtime.ledger.standing()).why).toMatch(/entry 35/);
    await keeper.stop();
  });

  it('is noticed when its leaf hash was rewritten too', async () => {
    kept = await openKept(await settings());
    const keeper = keeperOf(kept.runtime);
    await keeper.settle();
    const signed = await kept.checkpoint();
    await kept.grow(40);
    const { entry, hash } = forged(await timeOf(35));
    const change = 'UPDATE events SET entry = ?, leaf_hash = ? WHERE seq = ?';
    await tamper(kept.runtime, change, [entry, hash, 35]);
    await expect(keeper.settle()).rejects.toThrow(/its entries \d+ to 40 do not give the root/);
    await keeper.stop();
    await expect(kept.keepOnce()).rejects.toThrow(/its head is not the root of its 40 entries/);
    expect((await kept.checkpoint()).size).toBe(signed.size);
  });

  it('is named from the published tiles when it was signed long ago', async () => {
    kept = await openKept(await settings());
    await kept.grow(300);
    await kept.keepOnce();
    const { entry, hash } = forged(await timeOf(77));
    const change = 'UPDATE events SET entry = ?, leaf_hash = ? WHERE seq = ?';
    await tamper(kept.runtime, change, [entry, hash, 77]);
    await expect(kept.keepOnce()).rejects.toThrow(/entry 77 is the first that differs/);
  });

  it('is found by the check in the background, without anyone asking', async () => {
    kept = await openKept(await settings());
    await kept.grow(300);
    await kept.keepOnce();
    const keeper = keeperOf(kept.runtime, { byItself: true, recheckMs: 50 });
    await keeper.settle();
    const { entry, hash } = forged(await timeOf(290));
    const change = 'UPDATE events SET entry = ?, leaf_hash = ? WHERE seq = ?';
    await tamper(kept.runtime, change, [entry, hash, 290]);
    let standing = await kept.runtime.ledger.standing();
    while (standing.state !== 'halted') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      standing = await kept.runtime.ledger.standing();
    }
    expect(standing.why).toMatch(/entry 290 in the database was changed/);
    await keeper.stop();
  });

  it('is noticed when it was deleted', async () => {
    kept = await openKept(await settings());
    await kept.keepOnce();
    await kept.grow(40);
    await tamper(kept.runtime, 'DELETE FROM events WHERE seq = ?', [33]);
    await expect(kept.keepOnce()).rejects.toThrow(/entry 33 in the database is missing/);
  });

  it('is noticed when only the head was rewritten', async () => {
    kept = await openKept(await settings());
    await kept.keepOnce();
    await tamper(kept.runtime, 'UPDATE head SET root = ?', [new Uint8Array(32)]);
    await expect(kept.keepOnce()).rejects.toThrow(/its head is not the root of its/);
  });
});

describe('an old database put back', () => {
  /** A copy with 61 entries, the key's among them, of a database that then grew to 90. */
  async function withCopy(): Promise<string> {
    kept = await openKept();
    await kept.grow(60);
    await kept.keepOnce();
    const copy = path.join(kept.dataDir, 'copy.db');
    const database = new Database(path.join(kept.dataDir, 'nattoku.db'));
    database.prepare('VACUUM INTO ?').run(copy);
    database.close();
    await kept.grow(90);
    await kept.keepOnce();
    return copy;
  }

  function putBack(copy: string) {
    return openTemporaryRuntime({ DATA_DIR: kept.dataDir, DATABASE_URL: `file:${copy}` });
  }

  it('halts the ledger, says so, and still takes what people say', async () => {
    const { runtime, dispose } = await putBack(await withCopy());
    const keeper = keeperOf(runtime);
    await expect(keeper.settle()).rejects.toThrow(
      /the database disagrees: it holds 61 entries, the signer's record 90 entries: an old database was put back/,
    );
    const outcome = await runtime.commit({
      actor: deploymentPrincipal(),
      about: { identifier: { system: 'shop', id: 'late' } },
      events: [
        {
          about: 'subject',
          body: { type: 'deny', surface: 'portal', purposes: '*', channels: '*', data: '*' },
        },
      ],
    });
    expect(outcome.ok).toBe(true);
    expect((await runtime.ledger.standing()).state).toBe('halted');
    await expect(keeper.settle()).rejects.toThrow(/an old database was put back/);
    await keeper.stop();
    await dispose();
  });

  it('halts when it has grown past the record with other entries: a fork', async () => {
    const { runtime, dispose } = await putBack(await withCopy());
    const events = Array.from({ length: 50 }, (_, index) => ({
      about: 'deployment' as const,
      kind: 'notice' as const,
      document: `elsewhere ${String(index)}`,
    }));
    await runtime.commit({ actor: deploymentPrincipal(), events });
    const keeper = keeperOf(runtime);
    await expect(keeper.settle()).rejects.toThrow(
      /the database disagrees: its first 90 entries do not give the root in the signer's record and the published checkpoint/,
    );
    await keeper.stop();
    await dispose();
    // The one that was signed goes on.
    await kept.keepOnce();
    await expectSound(kept);
  });
});
