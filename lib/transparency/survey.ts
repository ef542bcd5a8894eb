/**
 * Everything stored of one log, hashed again and held against its published tiles (LEDGER "Order
 * of steps", start-up): what the signer compares with its record, and what finds a row that was
 * rewritten behind dropped triggers. Reads only.
 */
import { setImmediate } from 'node:timers/promises';
import type { LedgerStore } from '../../db/port';
import { equalBytes } from '../ledger/bytes';
import { HASH_BYTES } from '../ledger/sha256';
import { TILE_WIDTH, type TileAddress } from '../ledger/tile-path';
import { emptyRoot } from '../ledger/tree';
import { TileEdge, type Tile } from './tile-edge';
import type { TileFiles } from './tile-files';
import { EMPTY_EDGE, rootOfEdge, walkEntries, type WalkedEdge } from './walk';

export interface SurveyParts {
  readonly store: Pick<LedgerStore, 'readLeaves'>;
  readonly files: TileFiles;
  readonly firstSeq: number;
  /** Leaves to hash. */
  readonly size: number;
  /** Leaves that are published: up to here the tiles are compared. */
  readonly publishedSize: number;
  /** Leaves that the signer's record holds, not fewer than are published. */
  readonly signedSize: number;
  /** Sizes whose roots are asked for. */
  readonly rootsAt: readonly number[];
  readonly pace?: () => Promise<unknown>;
}
export interface Survey {
  /** At the published size, or where the entries end before it. */
  readonly published: { readonly edge: WalkedEdge; readonly tiles: TileEdge };
  /** At the signed size, or where the entries end before it. */
  readonly signed: WalkedEdge;
  rootAt(size: number): Uint8Array | undefined;
  /** Tiles that are missing or differ from what the entries give. */
  readonly damaged: readonly TileAddress[];
  /** The first entry whose hash a published tile gives otherwise. */
  readonly doubtfulSeq: number | undefined;
}

/** Index in the log of the first leaf that the tile file gives otherwise. */
function firstDifference({ address, bytes }: Tile, file: Uint8Array): number | undefined {
  if (address.kind !== 'hashes' || address.level !== 0) return undefined;
  for (let at = 0; at < bytes.length; at += HASH_BYTES) {
    const end = at + HASH_BYTES;
    if (end > file.length) return undefined;
    if (!equalBytes(bytes.subarray(at, end), file.subarray(at, end))) {
      return Number(address.index) * TILE_WIDTH + at / HASH_BYTES;
    }
  }
  return undefined;
}

class Compared {
  readonly damaged: TileAddress[] = [];
  doubtfulIndex: number | undefined;
  constructor(private readonly files: TileFiles) {}

  async check(tiles: readonly Tile[]): Promise<void> {
    for (const tile of tiles) {
      const file = await this.files.read(tile.address);
      if (file !== undefined && equalBytes(file, tile.bytes)) continue;
      this.damaged.push(tile.address);
      if (file !== undefined) this.doubtfulIndex ??= firstDifference(tile, file);
    }
  }
}

/** Throws RowChanged at the first row that is missing or contradicts itself. */
export async function surveyLog(parts: SurveyParts): Promise<Survey> {
  const { store, files, firstSeq, size, publishedSize, signedSize } = parts;
  const pace = parts.pace ?? setImmediate;
  const roots = new Map<number, Uint8Array>([[0, emptyRoot()]]);
  const wanted = new Set(parts.rootsAt);
  const compared = new Compared(files);
  const tiles = TileEdge.empty();
  const full: Tile[] = [];

  const walkTo = (from: WalkedEdge, to: number, intoTiles: boolean): Promise<WalkedEdge> =>
    walkEntries({
      store,
      firstSeq,
      from,
      to: Math.min(to, size),
      onLeaf: ({ index, entry, leafHash }, root) => {
        if (intoTiles) tiles.add(entry, leafHash, (tile) => full.push(tile));
        if (wanted.has(index + 1)) roots.set(index + 1, root());
      },
      pace: async () => {
        await compared.check(full.splice(0));
        await pace();
      },
    });

  const published = await walkTo(EMPTY_EDGE, publishedSize, true);
  await compared.check([...full.splice(0), ...tiles.partials()]);
  const signed = await walkTo(published, Math.max(signedSize, publishedSize), false);
  const whole = await walkTo(signed, size, false);
  roots.set(whole.size, rootOfEdge(whole));
  const { damaged, doubtfulIndex } = compared;
  return {
    published: { edge: published, tiles },
    signed,
    rootAt: (at) => roots.get(at),
    damaged,
    doubtfulSeq: doubtfulIndex === undefined ? undefined : firstSeq + doubtfulIndex,
  };
}
