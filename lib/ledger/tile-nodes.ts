/**
 * Reads perfect subtrees out of the tiles of one tree size (LEDGER "Tiles"): the node of 2^level
 * leaves lies level mod 8 above the hashes of the tile at level ⌊level / 8⌋. Tiles are taken as
 * they come: whoever makes a root or a proof of them checks it against a signed checkpoint.
 */
import { LedgerFormatError } from './canonical';
import type { ReadNode } from './proofs';
import { HASH_BYTES } from './sha256';
import { MAX_SIZE, type TileAddress } from './tile-path';
import { tileWidth } from './tiles';
import { parentHashes } from './tree';

/** The exact bytes of a tile: width × 32 for hashes. Rejects when it cannot be had. */
export type FetchTile = (address: TileAddress) => Promise<Uint8Array>;

const TILE_LEVELS = 8;
/** A proof touches at most 16 tiles of 64-bit sizes; one remembered tile takes 16 KiB. */
const REMEMBERED_TILES = 64;

/** The reader rejects with LedgerFormatError for a node outside the tree and for a tile of another length. */
export function createNodeReader(fetch: FetchTile, size: bigint): ReadNode {
  if (size < 0n || size > MAX_SIZE) throw new LedgerFormatError('a tree size is unsigned 64-bit');
  const remembered = new Map<string, Promise<readonly Uint8Array[]>>();

  function levelsOf(level: number, index: bigint, width: number) {
    const key = `${level}/${index}`;
    const known = remembered.get(key);
    remembered.delete(key);
    const levels = known ?? readLevels(fetch, { kind: 'hashes', level, index, width });
    remembered.set(key, levels);
    if (known === undefined) {
      forgetOldest(remembered);
      // The caller sees the rejection; the next one asks again.
      levels.catch(() => remembered.delete(key));
    }
    return levels;
  }

  return async (level, index) => {
    if (!Number.isInteger(level) || level < 0 || level > 63 || index < 0n) throw outside();
    const tileLevel = Math.floor(level / TILE_LEVELS);
    const height = level % TILE_LEVELS;
    const tileIndex = index >> BigInt(TILE_LEVELS - height);
    const width = tileWidth(tileIndex, size >> BigInt(TILE_LEVELS * tileLevel));
    const position = Number(index & ((1n << BigInt(TILE_LEVELS - height)) - 1n));
    if ((position + 1) << height > width) throw outside();
    const hashes = (await levelsOf(tileLevel, tileIndex, width))[height];
    if (hashes === undefined) throw outside();
    return hashes.slice(position * HASH_BYTES, (position + 1) * HASH_BYTES);
  };
}

/** The tile's hashes, their parents, the parents of those, as far up as the tile reaches. */
async function readLevels(fetch: FetchTile, address: TileAddress): Promise<readonly Uint8Array[]> {
  const tile = await fetch(address);
  if (tile.length !== address.width * HASH_BYTES) {
    throw new LedgerFormatError('the tile does not have the length that its width asks for');
  }
  const levels = [tile];
  for (let top = tile; top.length >= 2 * HASH_BYTES && levels.length < TILE_LEVELS;) {
    top = parentHashes(top);
    levels.push(top);
  }
  return levels;
}

function forgetOldest(remembered: Map<string, unknown>): void {
  const [oldest] = remembered.keys();
  if (remembered.size > REMEMBERED_TILES && oldest !== undefined) remembered.delete(oldest);
}

function outside(): LedgerFormatError {
  return new LedgerFormatError('no node of that tree');
}
