/**
 * One log's folder under LEDGER_DIR: a re-creatable export of static files that any web server can
 * hand out (LEDGER "Tiles").
 *
 *   <LEDGER_DIR>/<log>/checkpoint     <LEDGER_DIR>/<log>/tile/…
 *
 * A partial tile stays until its full one is there; from then on it is cut out of that.
 */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { decodeBundle, encodeBundle } from '../ledger/bundle';
import { LedgerFormatError } from '../ledger/canonical';
import { HASH_BYTES } from '../ledger/sha256';
import { TILE_WIDTH, tilePath, type TileAddress } from '../ledger/tile-path';
import { isMissing, readIfThere, writeDurably, type WriteOptions } from './durable-files';
import type { Tile } from './tile-edge';

export interface TileFiles {
  /** Durable when it resolves; the same tile again is the same bytes. */
  write(tiles: readonly Tile[]): Promise<void>;
  /** Its bytes, also of a partial tile whose full one has replaced it; undefined where there is neither. */
  read(address: TileAddress): Promise<Uint8Array | undefined>;
  writeCheckpoint(text: string): Promise<void>;
  checkpoint(): Promise<string | undefined>;
}

/** The first `width` of a full tile; undefined when it holds fewer. */
export function cutTile({ kind, width }: TileAddress, full: Uint8Array): Uint8Array | undefined {
  if (kind === 'hashes') {
    return full.length < width * HASH_BYTES ? undefined : full.subarray(0, width * HASH_BYTES);
  }
  try {
    const entries = decodeBundle(full);
    return entries.length < width ? undefined : encodeBundle(entries.slice(0, width));
  } catch (error) {
    if (error instanceof LedgerFormatError) return undefined;
    throw error;
  }
}

/** Every level of a full tile that was just written has its partial tiles in `<N>.p`. */
async function dropPartials(folder: string, tiles: readonly Tile[]): Promise<void> {
  for (const { address } of tiles) {
    if (address.width !== TILE_WIDTH) continue;
    await rm(path.join(folder, `${tilePath(address)}.p`), { recursive: true, force: true });
  }
}

export function openTileFiles(folder: string, options: WriteOptions = {}): TileFiles {
  const fileOf = (address: TileAddress) => path.join(folder, tilePath(address));
  const checkpointFile = path.join(folder, 'checkpoint');
  return {
    async write(tiles) {
      const files = tiles.map(({ address, bytes }) => ({ path: fileOf(address), bytes }));
      await writeDurably(files, options);
      await dropPartials(folder, tiles);
    },
    async read(address) {
      const bytes = await readIfThere(fileOf(address));
      if (bytes !== undefined || address.width === TILE_WIDTH) return bytes;
      const full = await readIfThere(fileOf({ ...address, width: TILE_WIDTH }));
      return full === undefined ? undefined : cutTile(address, full);
    },
    writeCheckpoint: (text) => writeDurably([{ path: checkpointFile, bytes: text }], options),
    checkpoint: async () => (await readIfThere(checkpointFile))?.toString('utf8'),
  };
}

/** Names of the logs that something was published of. */
export async function publishedLogs(ledgerDir: string): Promise<readonly string[]> {
  try {
    const names = await readdir(ledgerDir, { withFileTypes: true });
    const folders = names.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const there = await Promise.all(
      folders.map((name) => readIfThere(path.join(ledgerDir, name, 'checkpoint'))),
    );
    return folders.filter((_, index) => there[index] !== undefined);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
