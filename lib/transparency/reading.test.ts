import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { equalBytes } from '../ledger/bytes';
import { rootOfTree, verifyConsistency, verifyInclusion } from '../ledger/proofs';
import { TILE_WIDTH, tilePath } from '../ledger/tile-path';
import { tilesFor } from '../ledger/tiles';
import { ENGINES, openKept, type Kept } from './kept.test-support';
import { openLedger } from './ledger';
import { logNameOf } from './log-name';
import type { Ledger } from './model';

describe.each(ENGINES)('whoever reads the ledger on %s', (_, settings) => {
  let kept: Kept;
  /** Of a node that has the database and no tile folder. */
  let elsewhere: Ledger;
  const sizes: number[] = [];
  beforeAll(async () => {
    kept = await openKept(await settings());
    for (const size of [100, 256, 700]) {
      await kept.grow(size);
      await kept.keepOnce();
      sizes.push((await kept.runtime.ledger.standing()).signedSize);
    }
    const { store, clock, log } = kept.runtime;
    elsewhere = openLedger({ store, clock, log, ledgerDir: '/nowhere' });
  });
  afterAll(() => kept.dispose());

  async function expectProofs(ledger: Ledger): Promise<void> {
    const { store } = kept.runtime;
    const { origin } = await store.head();
    for (const size of sizes) {
      const row = await store.checkpointFor(origin, size);
      for (const seq of [1, 99, 100, 256, 257, 512, size].filter((at) => at <= size)) {
        const proof = await ledger.proofOf(seq, BigInt(size));
        const [leaf] = await store.readLeaves(seq, 1);
        if (!proof || !leaf || !row) throw new Error(`no proof of ${String(seq)}`);
        const { index, proof: hashes } = proof;
        expect(verifyInclusion(index, proof.size, leaf.leafHash, hashes, row.root)).toBe(true);
      }
    }
    const rows = await store.checkpointsOf(origin, { afterSize: 0, limit: 99 });
    for (const [older, newer] of rows.slice(1).map((row, at) => [rows[at] ?? row, row] as const)) {
      const [from, to] = [BigInt(older.size), BigInt(newer.size)];
      const proof = await ledger.consistency(origin, from, to);
      expect(verifyConsistency(from, to, older.root, newer.root, proof)).toBe(true);
    }
  }

  it('gets the same tiles and proofs with the tile folder and without', async () => {
    const { origin } = await kept.runtime.store.head();
    for (const size of sizes) {
      for (const address of tilesFor(BigInt(size))) {
        const [file, derived] = await Promise.all([
          kept.runtime.ledger.tile(logNameOf(origin), address),
          elsewhere.tile(logNameOf(origin), address),
        ]);
        const same = file !== undefined && derived !== undefined && equalBytes(file, derived);
        expect([tilePath(address), same]).toEqual([tilePath(address), true]);
      }
    }
    await expectProofs(kept.runtime.ledger);
    await expectProofs(elsewhere);
  });

  it('gets no tile of a size that was never published', async () => {
    const name = logNameOf((await kept.runtime.store.head()).origin);
    for (const ledger of [kept.runtime.ledger, elsewhere]) {
      for (const [index, width] of [
        [0n, 99],
        [2n, 1],
        [2n, TILE_WIDTH],
        [3n, TILE_WIDTH],
      ] as const) {
        expect(await ledger.tile(name, { kind: 'hashes', level: 0, index, width })).toBeUndefined();
        expect(await ledger.tile(name, { kind: 'entries', index, width })).toBeUndefined();
      }
    }
    expect(await elsewhere.tile('1999', { kind: 'entries', index: 0n, width: 1 })).toBeUndefined();
  });

  it('gets roots of subtrees that make the root of any published size', async () => {
    const { origin } = await kept.runtime.store.head();
    for (const size of sizes) {
      const row = await kept.runtime.store.checkpointFor(origin, size);
      const root = await rootOfTree(BigInt(size), elsewhere.nodes(origin, BigInt(size)));
      expect(equalBytes(root, row?.root ?? new Uint8Array())).toBe(true);
    }
    await expect(elsewhere.nodes(origin, 10_000n)(0, 0n)).rejects.toThrow(/not published/);
  });

  it('gets proofs that hold, also when a tile was damaged or deleted', async () => {
    const { store, clock, log } = kept.runtime;
    const damaged = kept.fileOf('tile/0/000');
    const whole = readFileSync(damaged);
    const flipped = Buffer.from(whole);
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    writeFileSync(damaged, flipped);
    const { ledgerDir } = kept;
    await expectProofs(openLedger({ store, clock, log, ledgerDir }));
    rmSync(damaged);
    await expectProofs(openLedger({ store, clock, log, ledgerDir }));
    writeFileSync(damaged, whole);
  });

  it('is told how far signing is behind', async () => {
    const before = await elsewhere.standing();
    expect(before).toMatchObject({ state: 'reading', lagMs: 0 });
    expect(before.signedSize).toBe(before.headSize);
    await kept.grow(before.headSize + 5);
    const after = await elsewhere.standing();
    expect([after.signedSize, after.headSize]).toEqual([before.headSize, before.headSize + 5]);
    expect(await elsewhere.covered(before.headSize + 5, 20)).toBe(false);
    const waiting = elsewhere.covered(before.headSize + 5, 10_000);
    await kept.keepOnce();
    expect(await waiting).toBe(true);
    sizes.push(before.headSize + 5);
  });
});
