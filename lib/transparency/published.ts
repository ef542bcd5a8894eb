/**
 * Published bytes of one log, for whoever reads: tiles from their files, else from the database;
 * only such as belong to a size that a checkpoint was published for (LEDGER "Tiles").
 */
import path from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Store } from '../../db/port';
import { TILE_WIDTH, tilePath, type TileAddress } from '../ledger/tile-path';
import type { FetchTile } from '../ledger/tile-nodes';
import { createDerivedTiles, type DerivedLog } from './derived-tiles';
import { logNameOf } from './log-name';
import { openTileFiles } from './tile-files';

/** Full tiles of hashes, 8 KiB each. */
const TILES_KEPT = 1_000;

export interface PublishedTiles {
  /** undefined unless the tile belongs to a published size. */
  find(log: DerivedLog, address: TileAddress): Promise<Uint8Array | undefined>;
  /** Tiles remembered from files are read again: one of them was not what it should be. */
  forget(): void;
  /** For tiles of the tree of `log.size` leaves. Throws when one cannot be had. */
  fetch(log: DerivedLog, from: 'files' | 'database'): FetchTile;
}

/** Smallest and largest size of a tree that has this tile, at exactly this width. */
function sizesWith(address: TileAddress): { readonly least: bigint; readonly most: bigint } {
  const level = address.kind === 'entries' ? 0 : address.level;
  const unit = BigInt(TILE_WIDTH) ** BigInt(level);
  const least = (address.index * BigInt(TILE_WIDTH) + BigInt(address.width)) * unit;
  return { least, most: least + unit - 1n };
}

export function createPublishedTiles(
  store: Pick<Store, 'readLeaves' | 'checkpointFor'>,
  ledgerDir: string,
): PublishedTiles {
  const derived = createDerivedTiles(store);
  const full = new LRUCache<string, Uint8Array>({ max: TILES_KEPT });

  async function read(log: DerivedLog, address: TileAddress): Promise<Uint8Array | undefined> {
    const keep = address.kind === 'hashes' && address.width === TILE_WIDTH;
    const name = `${log.origin} ${tilePath(address)}`;
    const known = keep ? full.get(name) : undefined;
    if (known !== undefined) return known;
    const files = openTileFiles(path.join(ledgerDir, logNameOf(log.origin)));
    const bytes = (await files.read(address)) ?? (await derived.tile(log, address));
    if (keep && bytes !== undefined) full.set(name, bytes);
    return bytes;
  }

  async function isPublished(log: DerivedLog, address: TileAddress): Promise<boolean> {
    const { least, most } = sizesWith(address);
    if (least > BigInt(log.size)) return false;
    if (address.width === TILE_WIDTH) return true;
    const checkpoint = await store.checkpointFor(log.origin, Number(least));
    return checkpoint !== undefined && BigInt(checkpoint.size) <= most;
  }

  return {
    find: async (log, address) =>
      (await isPublished(log, address)) ? read(log, address) : undefined,
    forget: () => full.clear(),
    fetch: (log, from) => async (address) => {
      const bytes = from === 'files' ? await read(log, address) : await derived.tile(log, address);
      if (bytes === undefined) throw new Error(`${log.origin}/${tilePath(address)} is missing`);
      return bytes;
    },
  };
}
