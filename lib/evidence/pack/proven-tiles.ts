/**
 * The tiles of one log in a pack, each believed only once it is proved (LEDGER "Tiles"): the
 * right edge makes the signed root, and every full tile makes the hash that the tile above it
 * holds. Each tile is hashed once, however many leaves it proves.
 */
import { equalBytes } from '../../ledger/bytes';
import { LedgerFormatError } from '../../ledger/canonical';
import type { Checkpoint } from '../../ledger/checkpoint';
import { rootOfTree } from '../../ledger/proofs';
import { HASH_BYTES } from '../../ledger/sha256';
import { createNodeReader, type FetchTile } from '../../ledger/tile-nodes';
import { TILE_WIDTH, tilePath } from '../../ledger/tile-path';
import { fullTileRoot, tileWidth } from '../../ledger/tiles';

export interface ProvenTiles {
  /** Throws LedgerFormatError unless the tile that holds this leaf is proved. */
  leafHash(index: bigint): Promise<Uint8Array>;
}

const KEPT = 2_000;

/** Throws LedgerFormatError when the right edge does not make the checkpoint's root. */
export async function proveTiles(
  { size, root }: Checkpoint,
  fetch: FetchTile,
): Promise<ProvenTiles> {
  if (!equalBytes(await rootOfTree(size, createNodeReader(fetch, size)), root)) {
    throw new LedgerFormatError('the tiles do not make the root that was signed');
  }
  const proven = new Map<string, Promise<Uint8Array>>();

  function tile(level: number, index: bigint): Promise<Uint8Array> {
    const key = `${String(level)}/${String(index)}`;
    const known = proven.get(key);
    if (known !== undefined) return known;
    const proving = prove(level, index);
    if (proven.size >= KEPT) proven.clear();
    proven.set(key, proving);
    return proving;
  }

  async function prove(level: number, index: bigint): Promise<Uint8Array> {
    const standing = size >> BigInt(8 * level);
    const width = tileWidth(index, standing);
    const address = { kind: 'hashes', level, index, width } as const;
    if (width === 0) throw new LedgerFormatError('a leaf outside the tree');
    const bytes = await fetch(address);
    if (bytes.length !== width * HASH_BYTES) {
      throw new LedgerFormatError(`${tilePath(address)} does not have its length`);
    }
    // A partial tile is the right edge: the root was made of every hash of it.
    if (width < TILE_WIDTH) return bytes;
    const above = await tile(level + 1, index >> 8n);
    const at = Number(index & 255n) * HASH_BYTES;
    if (!equalBytes(fullTileRoot(bytes), above.subarray(at, at + HASH_BYTES))) {
      throw new LedgerFormatError(`${tilePath(address)} is not what the tile above it holds`);
    }
    return bytes;
  }

  return {
    async leafHash(index) {
      if (index < 0n || index >= size) throw new LedgerFormatError('a leaf outside the tree');
      const bytes = await tile(0, index >> 8n);
      const at = Number(index & 255n) * HASH_BYTES;
      return bytes.subarray(at, at + HASH_BYTES);
    },
  };
}

/** Every tile that proves these leaf tiles against a tree of that size, each once. */
export function tilesThatProve(
  leafTiles: ReadonlySet<bigint>,
  size: bigint,
): readonly { kind: 'hashes'; level: number; index: bigint; width: number }[] {
  const wanted: { kind: 'hashes'; level: number; index: bigint; width: number }[] = [];
  let indexes = new Set(leafTiles);
  for (let level = 0; size >> BigInt(8 * level) > 0n; level += 1) {
    const standing = size >> BigInt(8 * level);
    // The right edge makes the root.
    if (standing % BigInt(TILE_WIDTH) !== 0n) indexes.add(standing >> 8n);
    for (const index of [...indexes].sort((a, b) => (a < b ? -1 : 1))) {
      const width = tileWidth(index, standing);
      if (width > 0) wanted.push({ kind: 'hashes', level, index, width });
    }
    indexes = new Set([...indexes].map((index) => index >> 8n));
  }
  return wanted;
}
