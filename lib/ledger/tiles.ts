/**
 * Which tiles a tree of a given size has (LEDGER "Tiles"). At level l a tree of s leaves has
 * floor(s / 256^(l+1)) full tiles and, where floor(s / 256^l) mod 256 is not zero, one partial
 * tile of that width. Partial tiles are never hashed into the level above.
 */
import { LedgerFormatError } from './canonical';
import { HASH_BYTES } from './sha256';
import { MAX_SIZE, TILE_WIDTH, type TileAddress } from './tile-path';
import { perfectRoot } from './tree';

const TILE_BITS = 8n;

/** Every tile of a tree of `size` leaves: hashes level by level from the leaves up, then entries. */
export function tilesFor(size: bigint): Iterable<TileAddress> {
  return tilesSince(0n, size);
}

/**
 * The tiles of a tree of `to` leaves that it did not have at `from`: hashes level by level from
 * the leaves up, then entries. Throws LedgerFormatError unless from ≤ to < 2^64.
 */
export function* tilesSince(from: bigint, to: bigint): Generator<TileAddress, void, undefined> {
  if (from < 0n || from > to || to > MAX_SIZE) {
    throw new LedgerFormatError('tiles are listed from a size to one that is not smaller');
  }
  // INVARIANT: a level on which nothing is new has nothing new above it.
  for (let level = 0, a = from, b = to; a < b; level += 1, a >>= TILE_BITS, b >>= TILE_BITS) {
    for (const part of newParts(a, b)) yield { kind: 'hashes', level, ...part };
  }
  for (const part of newParts(from, to)) yield { kind: 'entries', ...part };
}

/** Root of the 256 leaves, or subtrees, whose hashes a full tile holds. */
export function fullTileRoot(hashes: Uint8Array): Uint8Array {
  if (hashes.length !== TILE_WIDTH * HASH_BYTES) {
    throw new LedgerFormatError('a full tile is 256 hashes');
  }
  return perfectRoot(hashes);
}

/** Hashes that the tile holding position `index` of a level has, when `count` stand on that level. */
export function tileWidth(index: bigint, count: bigint): number {
  return index < count >> TILE_BITS
    ? TILE_WIDTH
    : index === count >> TILE_BITS
      ? Number(count % BigInt(TILE_WIDTH))
      : 0;
}

/** Tiles over `to` things that were not there over `from`. */
function* newParts(from: bigint, to: bigint): Generator<{ index: bigint; width: number }> {
  if (from === to) return;
  const full = to >> TILE_BITS;
  for (let index = from >> TILE_BITS; index < full; index += 1n) yield { index, width: TILE_WIDTH };
  const width = tileWidth(full, to);
  if (width > 0) yield { index: full, width };
}
