/**
 * The tiles that grow at the right edge of a tree (LEDGER "Tiles"): the unfinished one of each
 * level and the unfinished bundle, at most 255 hashes each. Leaves go in one by one, tiles come out
 * when they are full; at any size the unfinished ones can be had as partial tiles.
 */
import { encodeBundle } from '../ledger/bundle';
import { concatBytes } from '../ledger/bytes';
import { TILE_WIDTH, type TileAddress } from '../ledger/tile-path';
import { fullTileRoot } from '../ledger/tiles';

export interface Tile {
  readonly address: TileAddress;
  readonly bytes: Uint8Array;
}

export class TileEdge {
  private constructor(
    private leaves: number,
    /** Hashes of the unfinished tile of each level, leaves first. */
    private readonly levels: Uint8Array[][],
    private entries: Uint8Array[],
  ) {}

  static empty(): TileEdge {
    return new TileEdge(0, [], []);
  }

  get size(): number {
    return this.leaves;
  }

  /** What is added to the copy does not change this one. */
  copy(): TileEdge {
    const levels = this.levels.map((hashes) => [...hashes]);
    return new TileEdge(this.leaves, levels, [...this.entries]);
  }

  /** `emit` gets every tile that this leaf completes, from the leaves up, then the bundle. */
  add(entry: Uint8Array, leafHash: Uint8Array, emit: (tile: Tile) => void): void {
    const index = BigInt(Math.floor(this.leaves / TILE_WIDTH));
    this.leaves += 1;
    this.push(0, index, leafHash, emit);
    this.entries.push(entry);
    if (this.entries.length < TILE_WIDTH) return;
    const bytes = encodeBundle(this.entries);
    this.entries = [];
    emit({ address: { kind: 'entries', index, width: TILE_WIDTH }, bytes });
  }

  /** The partial tiles at this size; empty tiles do not exist. */
  partials(): Tile[] {
    const tiles = this.levels.flatMap((hashes, level): Tile[] => {
      const width = hashes.length;
      if (width === 0) return [];
      const index = BigInt(Math.floor(this.leaves / TILE_WIDTH ** (level + 1)));
      return [{ address: { kind: 'hashes', level, index, width }, bytes: concatBytes(...hashes) }];
    });
    const width = this.entries.length;
    if (width === 0) return tiles;
    const index = BigInt(Math.floor(this.leaves / TILE_WIDTH));
    const bytes = encodeBundle(this.entries);
    return [...tiles, { address: { kind: 'entries', index, width }, bytes }];
  }

  private push(level: number, index: bigint, hash: Uint8Array, emit: (tile: Tile) => void): void {
    const hashes = this.levels[level] ?? [];
    this.levels[level] = hashes;
    hashes.push(hash);
    if (hashes.length < TILE_WIDTH) return;
    const bytes = concatBytes(...hashes);
    this.levels[level] = [];
    emit({ address: { kind: 'hashes', level, index, width: TILE_WIDTH }, bytes });
    this.push(level + 1, index / BigInt(TILE_WIDTH), fullTileRoot(bytes), emit);
  }
}
