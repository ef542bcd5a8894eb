/**
 * The tree of a log recomputed from its entries, one after the other, in bounded memory (LEDGER
 * "Tiles"): every hash tile as it is completed, the partial ones and the root whenever asked. It
 * holds the unfinished tile of each level, at most 64 KiB in all.
 */
import { LedgerFormatError } from './canonical';
import { HASH_BYTES } from './sha256';
import { MAX_SIZE, TILE_WIDTH, type TileAddress } from './tile-path';
import { fullTileRoot, tileWidth } from './tiles';
import { emptyRoot, leafHash, nodeHash, perfectRoot } from './tree';

export type EmitTile = (address: TileAddress & { kind: 'hashes' }, bytes: Uint8Array) => void;

/** Where a recount stands: enough to go on from there. */
export interface RecountEdge {
  readonly size: bigint;
  /** Hashes of the unfinished tile of each level, from the leaves up: 0 to 255 each. */
  readonly unfinished: readonly Uint8Array[];
}

export interface Recount {
  readonly size: bigint;
  /** Appends an entry's bytes; returns its leaf hash. */
  add(entry: Uint8Array): Uint8Array;
  /** Appends a leaf whose hash is known. */
  addLeaf(hash: Uint8Array): void;
  root(): Uint8Array;
  /** Emits the partial tiles of the present size, from the leaves up. */
  emitPartial(): void;
  edge(): RecountEdge;
}

interface Level {
  /** Hashes of the unfinished tile; only the first `count` mean anything. */
  readonly hashes: Uint8Array;
  count: number;
}

/**
 * Begins with nothing, or at `edge`; throws LedgerFormatError when its hashes do not fit its size.
 * `emit` gets every tile when it is full, lower levels first; the bytes are its own to keep.
 */
export function createRecount(emit?: EmitTile, edge?: RecountEdge): Recount {
  let size = edge?.size ?? 0n;
  const levels = edge === undefined ? [] : readEdge(edge);

  function addLeaf(hash: Uint8Array): void {
    if (hash.length !== HASH_BYTES) throw new LedgerFormatError('the leaf hash is not 32 bytes');
    size += 1n;
    let carried: Uint8Array | undefined = hash;
    for (let level = 0; carried !== undefined; level += 1) {
      const tile = (levels[level] ??= {
        hashes: new Uint8Array(TILE_WIDTH * HASH_BYTES),
        count: 0,
      });
      tile.hashes.set(carried, tile.count * HASH_BYTES);
      tile.count += 1;
      carried = tile.count === TILE_WIDTH ? complete(level, tile) : undefined;
    }
  }

  function complete(level: number, tile: Level): Uint8Array {
    tile.count = 0;
    const index = (size >> BigInt(8 * (level + 1))) - 1n;
    emit?.({ kind: 'hashes', level, index, width: TILE_WIDTH }, tile.hashes.slice());
    return fullTileRoot(tile.hashes);
  }

  return {
    get size() {
      return size;
    },
    add(entry) {
      const hash = leafHash(entry);
      addLeaf(hash);
      return hash;
    },
    addLeaf,
    root: () => rootOf(levels),
    emitPartial() {
      for (const [level, tile] of levels.entries()) {
        if (tile.count === 0) continue;
        const index = size >> BigInt(8 * (level + 1));
        emit?.({ kind: 'hashes', level, index, width: tile.count }, hashesOf(tile));
      }
    },
    edge: () => ({ size, unfinished: levels.map(hashesOf) }),
  };
}

/** The perfect subtrees of all levels, folded from the smallest to the largest. */
function rootOf(levels: readonly Level[]): Uint8Array {
  let root: Uint8Array | undefined;
  for (const { hashes, count } of levels) {
    for (let end = count; end > 0;) {
      const width = end & -end;
      const subtree = perfectRoot(hashes.slice((end - width) * HASH_BYTES, end * HASH_BYTES));
      root = root === undefined ? subtree : nodeHash(subtree, root);
      end -= width;
    }
  }
  return root ?? emptyRoot();
}

function readEdge({ size, unfinished }: RecountEdge): Level[] {
  if (size < 0n || size > MAX_SIZE) throw new LedgerFormatError('a tree size is unsigned 64-bit');
  if (size >> BigInt(8 * unfinished.length) > 0n) {
    throw new LedgerFormatError('the edge has too few levels for its size');
  }
  return unfinished.map((kept, level) => {
    const standing = size >> BigInt(8 * level);
    const count = tileWidth(standing >> 8n, standing);
    if (kept.length !== count * HASH_BYTES) {
      throw new LedgerFormatError('the edge does not fit its size');
    }
    const hashes = new Uint8Array(TILE_WIDTH * HASH_BYTES);
    hashes.set(kept);
    return { hashes, count };
  });
}

function hashesOf({ hashes, count }: Level): Uint8Array {
  return hashes.slice(0, count * HASH_BYTES);
}
