/**
 * The published files of one log, made again from the database (LEDGER "Tiles": they are a
 * re-creatable export). Two passes: nothing is written unless the rows make the root that was
 * signed. Whoever calls it holds the signer's lock or knows that nobody publishes.
 */
import type { CheckpointRow, Store } from '../../db/port';
import { encodeBundle } from '../ledger/bundle';
import { equalBytes } from '../ledger/bytes';
import { createRecount } from '../ledger/recount';
import { TILE_WIDTH, type TileAddress } from '../ledger/tile-path';
import { LedgerHalted } from './halt';
import type { TileFiles } from './tile-files';

export interface Rebuilt {
  readonly tiles: number;
  /** Files that were missing or held other bytes. */
  readonly written: number;
}
type OnProgress = (done: bigint, total: bigint) => void;

interface Parts {
  readonly store: Pick<Store, 'readLeaves'>;
  readonly firstSeq: number;
  readonly size: number;
  readonly onProgress?: OnProgress;
}

/** Pages of at most one bundle, oldest first; throws LedgerHalted at the first row that is missing. */
async function* bundlesOf({ store, firstSeq, size, onProgress }: Parts) {
  for (let at = 0; at < size; at += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - at);
    const rows = await store.readLeaves(firstSeq + at, width);
    const missing = Array.from({ length: width }, (_, i) => firstSeq + at + i).find(
      (seq, i) => rows[i]?.seq !== seq,
    );
    if (missing !== undefined) throw new LedgerHalted(`entry ${String(missing)} is missing`);
    yield rows.map(({ entry }) => entry);
    onProgress?.(BigInt(at + width), BigInt(size));
  }
}

/** Throws LedgerHalted when the database does not make the root of `checkpoint`. */
export async function rebuildFiles(
  parts: Omit<Parts, 'size'> & { readonly files: TileFiles },
  checkpoint: CheckpointRow,
): Promise<Rebuilt> {
  const { files } = parts;
  const { size, root, text } = checkpoint;
  const first = createRecount();
  for await (const entries of bundlesOf({ ...parts, size })) {
    for (const entry of entries) first.add(entry);
  }
  if (!equalBytes(first.root(), root)) {
    throw new LedgerHalted('the database does not make the root that was signed');
  }
  let tiles = 0;
  let written = 0;
  const put = async (address: TileAddress, bytes: Uint8Array) => {
    tiles += 1;
    const there = await files.read(address);
    if (there !== undefined && equalBytes(there, bytes)) return;
    await files.write([{ address, bytes }]);
    written += 1;
  };
  const made: { address: TileAddress; bytes: Uint8Array }[] = [];
  const again = createRecount((address, bytes) => made.push({ address, bytes }));
  for await (const entries of bundlesOf({ ...parts, size })) {
    const index = again.size / BigInt(TILE_WIDTH);
    for (const entry of entries) again.add(entry);
    await put({ kind: 'entries', index, width: entries.length }, encodeBundle(entries));
    for (const { address, bytes } of made.splice(0)) await put(address, bytes);
  }
  again.emitPartial();
  for (const { address, bytes } of made) await put(address, bytes);
  if ((await files.checkpoint()) !== text) {
    await files.writeCheckpoint(text);
    written += 1;
  }
  return { tiles, written };
}
