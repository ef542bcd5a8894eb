/**
 * An entry bundle (LEDGER "Tiles"): 1 to 256 entries one after the other, each
 *
 *   uint16be length || entry
 */
import { LedgerFormatError } from './canonical';
import { MAX_ENTRY_BYTES } from './entry';
import { TILE_WIDTH } from './tile-path';

const LENGTH_BYTES = 2;

/** Throws LedgerFormatError for none, for more than 256 and for an entry past 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  checkCount(entries.length);
  let total = 0;
  for (const { length } of entries) {
    if (length > MAX_ENTRY_BYTES) throw new LedgerFormatError('the entry is too long');
    total += LENGTH_BYTES + length;
  }
  const bundle = new Uint8Array(total);
  let at = 0;
  for (const entry of entries) {
    bundle[at] = entry.length >> 8;
    bundle[at + 1] = entry.length & 255;
    bundle.set(entry, at + LENGTH_BYTES);
    at += LENGTH_BYTES + entry.length;
  }
  return bundle;
}

/** The entries' exact bytes, views of `bytes`; throws LedgerFormatError when any is cut short. */
export function decodeBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const high = bytes[at];
    const low = bytes[at + 1];
    if (high === undefined || low === undefined) throw cutShort();
    const end = at + LENGTH_BYTES + ((high << 8) | low);
    if (end > bytes.length) throw cutShort();
    entries.push(bytes.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  checkCount(entries.length);
  return entries;
}

function checkCount(count: number): void {
  if (count < 1 || count > TILE_WIDTH) {
    throw new LedgerFormatError('an entry bundle holds 1 to 256 entries');
  }
}

function cutShort(): LedgerFormatError {
  return new LedgerFormatError('the entry bundle is cut short');
}
