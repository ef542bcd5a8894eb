/**
 * Tiles made from the database again: for nodes without the tile folder, and to put back what was
 * lost from it (LEDGER "Tiles"). Hashes come from the entries' bytes; roots of whole subtrees never
 * change and are remembered.
 */
import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { LedgerStore } from '../../db/port';
import { encodeBundle } from '../ledger/bundle';
import { concatBytes } from '../ledger/bytes';
import { TILE_WIDTH, type TileAddress } from '../ledger/tile-path';
import { fullTileRoot } from '../ledger/tiles';
import { leafHash } from '../ledger/tree';

/** Roots of 256 leaves and more: enough for thirteen million leaves. */
const ROOTS_KEPT = 52_000;

export interface DerivedTiles {
  /** undefined when the log has not that many leaves. */
  tile(log: DerivedLog, address: TileAddress): Promise<Uint8Array | undefined>;
}
export interface DerivedLog {
  readonly origin: string;
  readonly firstSeq: number;
  /** Leaves that may be read: those of the published tree. */
  readonly size: number;
}

export function createDerivedTiles(store: Pick<LedgerStore, 'readLeaves'>): DerivedTiles {
  const roots = new LRUCache<string, Uint8Array>({ max: ROOTS_KEPT });

  async function entriesOf(
    log: DerivedLog,
    index: bigint,
    width: number,
  ): Promise<Uint8Array[] | undefined> {
    const from = Number(index) * TILE_WIDTH;
    if (from + width > log.size) return undefined;
    const rows = await store.readLeaves(log.firstSeq + from, width);
    await setImmediate();
    const whole = rows.length === width && rows.at(-1)?.seq === log.firstSeq + from + width - 1;
    return whole ? rows.map(({ entry }) => entry) : undefined;
  }

  async function hashesOf(
    log: DerivedLog,
    level: number,
    index: bigint,
    width: number,
  ): Promise<Uint8Array | undefined> {
    if (level === 0) {
      const entries = await entriesOf(log, index, width);
      return entries && concatBytes(...entries.map(leafHash));
    }
    const hashes: Uint8Array[] = [];
    for (let i = 0; i < width; i += 1) {
      const root = await rootOf(log, level - 1, index * BigInt(TILE_WIDTH) + BigInt(i));
      if (root === undefined) return undefined;
      hashes.push(root);
    }
    return concatBytes(...hashes);
  }

  async function rootOf(
    log: DerivedLog,
    level: number,
    index: bigint,
  ): Promise<Uint8Array | undefined> {
    const name = `${log.origin} ${String(level)} ${String(index)}`;
    const known = roots.get(name);
    if (known !== undefined) return known;
    const hashes = await hashesOf(log, level, index, TILE_WIDTH);
    if (hashes === undefined) return undefined;
    const root = fullTileRoot(hashes);
    roots.set(name, root);
    return root;
  }

  return {
    async tile(log, { index, width, ...address }) {
      if (address.kind === 'hashes') return hashesOf(log, address.level, index, width);
      const entries = await entriesOf(log, index, width);
      return entries && encodeBundle(entries);
    },
  };
}
