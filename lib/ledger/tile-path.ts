/**
 * Names of tiles (LEDGER "Tiles", C2SP tlog-tiles):
 *
 *   tile/<level>/<N>[.p/<width>]        hashes      tile/0/x001/x234/067
 *   tile/entries/<N>[.p/<width>]        entries     tile/entries/000.p/5
 *
 * N in groups of three digits, all but the last begun by an x; `.p/<width>` only on partial tiles.
 */
import { LedgerFormatError } from './canonical';

/** Hashes, or entries, in a full tile. */
export const TILE_WIDTH = 256;
/** Sizes and indexes are unsigned 64-bit. */
export const MAX_SIZE = 2n ** 64n - 1n;
const MAX_LEVEL = 63;

export type TileAddress =
  | {
      readonly kind: 'hashes';
      /** Each hash covers 256^level leaves. */
      readonly level: number;
      readonly index: bigint;
      /** 1 to 255 for a partial tile, 256 for a full one. */
      readonly width: number;
    }
  | { readonly kind: 'entries'; readonly index: bigint; readonly width: number };

const PATH =
  /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,6}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Throws LedgerFormatError for a level above 63, an index past 64 bits or a width not of 1 to 256. */
export function tilePath(address: TileAddress): string {
  const { index, width } = address;
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) {
    throw new LedgerFormatError('a tile is 1 to 256 wide');
  }
  if (index < 0n || index > MAX_SIZE)
    throw new LedgerFormatError('a tile index is unsigned 64-bit');
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${levelText(address)}/${groups(index)}${partial}`;
}

/** undefined for anything that `tilePath` does not write. */
export function parseTilePath(text: string): TileAddress | undefined {
  const match = PATH.exec(text);
  if (match === null) return undefined;
  const [, level = '', path = '', partial] = match;
  const index = BigInt(path.replaceAll(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  if (index > MAX_SIZE || (partial !== undefined && width >= TILE_WIDTH)) return undefined;
  if (level !== 'entries' && Number(level) > MAX_LEVEL) return undefined;
  const address: TileAddress =
    level === 'entries'
      ? { kind: 'entries', index, width }
      : { kind: 'hashes', level: Number(level), index, width };
  // One name per tile: no leading zeroes in the level, no leading group of zeroes.
  return tilePath(address) === text ? address : undefined;
}

function levelText(address: TileAddress): string {
  if (address.kind === 'entries') return 'entries';
  const { level } = address;
  if (!Number.isInteger(level) || level < 0 || level > MAX_LEVEL) {
    throw new LedgerFormatError('a tile level is 0 to 63');
  }
  return String(level);
}

function groups(index: bigint): string {
  let path = threeDigits(index % 1000n);
  for (let rest = index / 1000n; rest > 0n; rest /= 1000n) {
    path = `x${threeDigits(rest % 1000n)}/${path}`;
  }
  return path;
}

function threeDigits(value: bigint): string {
  return value.toString().padStart(3, '0');
}
