/**
 * A whole log checked against its checkpoint (LEDGER "Over HTTP", `fsck`): every entry is hashed
 * again, every hash tile of every level is compared byte for byte with what the entries make, and
 * the root with what was signed. Works on anyone's C2SP tlog-tiles log. Memory stays bounded: a
 * few bundles are read ahead, tiles are compared as they are completed.
 */
import { decodeBundle } from './bundle';
import { equalBytes, toHex } from './bytes';
import { LedgerFormatError } from './canonical';
import type { Checkpoint } from './checkpoint';
import { parseEntry } from './entry';
import { createRecount } from './recount';
import { HASH_BYTES } from './sha256';
import { TILE_WIDTH, tilePath, type TileAddress } from './tile-path';
import type { FetchTile } from './tile-nodes';
import { fullTileRoot, tileWidth } from './tiles';
import { leafHash } from './tree';

/** The place where the log's files are cannot be reached: nothing is known of the log. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
}

export interface LogProblem {
  /** The file that is wrong or missing: a tile's path, or `checkpoint`. */
  readonly where: string;
  /** First leaf concerned; absent where no leaf can be named. */
  readonly index?: bigint;
  readonly what: string;
}
export interface FsckOptions {
  /** Called now and then, and at the end. */
  readonly onProgress?: (done: bigint, total: bigint) => void;
  /** Our own entries: their form and that time never falls are checked too. Absent: when the first one is ours. */
  readonly ours?: boolean;
  /** Stops reading once so many problems are known (100). */
  readonly mostProblems?: number;
  /** Called with every entry whose hash stands in the tree, in order. */
  readonly onEntry?: (index: bigint, entry: Uint8Array) => void;
}
export interface FsckResult {
  readonly size: bigint;
  readonly problems: readonly LogProblem[];
  /** False: reading stopped early, because of too many problems or an unreadable part. */
  readonly complete: boolean;
}

const READ_AHEAD = 8;
const MOST_PROBLEMS = 100;
/** Entries of one bundle that are named one by one. */
const MOST_NAMED = 8;
type HashTile = TileAddress & { kind: 'hashes' };
/** What was asked for, or why there is nothing. */
type Read = Uint8Array | Error;

/** Never rejects for what is wrong with the log; only with LogUnavailable, when `fetch` does. */
export async function fsckLog(
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
  fetch: FetchTile,
  options: FsckOptions = {},
): Promise<FsckResult> {
  const walk = new Walk(size, fetch, options);
  const complete = await walk.run();
  if (complete && !equalBytes(walk.root(), root)) {
    walk.report({
      where: 'checkpoint',
      what: `the entries make the root ${toHex(walk.root())}, signed is ${toHex(root)}`,
    });
  }
  return { size, problems: walk.problems, complete };
}

class Walk {
  readonly problems: LogProblem[] = [];
  private completed: { address: HashTile; bytes: Uint8Array }[] = [];
  private readonly recount = createRecount((address, bytes) => {
    this.completed.push({ address, bytes });
  });
  /** Leaf hashes as the log tells them, of the bundle taken last. */
  private leaves: Uint8Array | Error = new Error('nothing was read');
  private ours: boolean | undefined;
  private lastT = 0;

  constructor(
    private readonly size: bigint,
    private readonly fetch: FetchTile,
    private readonly options: FsckOptions,
  ) {
    this.ours = options.ours;
  }

  report(problem: LogProblem): void {
    this.problems.push(problem);
  }

  root(): Uint8Array {
    return this.recount.root();
  }

  async run(): Promise<boolean> {
    const bundles = (this.size + BigInt(TILE_WIDTH) - 1n) / BigInt(TILE_WIDTH);
    const ahead: ReturnType<Walk['askBoth']>[] = [];
    for (let next = 0n, index = 0n; index < bundles; index += 1n) {
      for (; next < bundles && next < index + BigInt(READ_AHEAD); next += 1n) {
        ahead.push(this.askBoth(this.bundleAt(next)));
      }
      const both = await ahead.shift();
      const gone = both?.find((read) => read instanceof LogUnavailable);
      if (gone !== undefined) throw gone;
      if (both === undefined || !(await this.take(this.bundleAt(index), ...both))) return false;
      await this.compareCompleted();
      if (this.problems.length >= (this.options.mostProblems ?? MOST_PROBLEMS)) return false;
      this.options.onProgress?.(this.recount.size, this.size);
    }
    this.recount.emitPartial();
    await this.compareCompleted();
    return true;
  }

  private bundleAt(index: bigint): TileAddress {
    return { kind: 'entries', index, width: tileWidth(index, this.size) };
  }

  /** What `fetch` gives, or why it gives nothing. */
  private ask(address: TileAddress): Promise<Read> {
    return this.fetch(address).catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    );
  }

  /** A bundle, and the leaf hashes that stand beside it. */
  private askBoth(address: TileAddress): Promise<readonly [Read, Read]> {
    return Promise.all([this.ask(address), this.ask({ ...address, kind: 'hashes', level: 0 })]);
  }

  private async read(address: TileAddress): Promise<Read> {
    const read = await this.ask(address);
    if (read instanceof LogUnavailable) throw read;
    return read;
  }

  /** One bundle into the recount; false when nothing after it can be counted. */
  private async take(address: TileAddress, bundle: Read, leaves: Read): Promise<boolean> {
    this.leaves = leaves;
    const entries = this.entriesOf(address, bundle);
    const whole = !(leaves instanceof Error) && leaves.length === address.width * HASH_BYTES;
    const stored = whole ? leaves : undefined;
    if (entries === undefined) {
      for (const hash of hashesIn(stored)) this.recount.addLeaf(hash);
      return stored !== undefined;
    }
    const made = hashesOf(entries);
    const differ = stored !== undefined && !equalBytes(made, stored);
    const blame = differ ? await this.blame(address, made) : 'nobody';
    if (differ && blame !== 'tile') {
      this.reportEntries(address, positionsOfDifference(made, stored), blame === 'entries');
    }
    const believed = blame === 'entries' && stored !== undefined ? stored : made;
    for (const hash of hashesIn(believed)) this.recount.addLeaf(hash);
    const first = address.index * BigInt(TILE_WIDTH);
    for (const [position, entry] of entries.entries()) {
      this.checkOwn(address, position, entry);
      this.options.onEntry?.(first + BigInt(position), entry);
    }
    return true;
  }

  private reportEntries(address: TileAddress, wrong: readonly number[], sure: boolean): void {
    const where = tilePath(address);
    const why = sure
      ? 'is not the one that was logged'
      : 'and the hash in its tile do not belong together';
    for (const position of wrong.slice(0, MOST_NAMED)) {
      const index = address.index * BigInt(TILE_WIDTH) + BigInt(position);
      this.report({ where, index, what: `entry ${String(index)} ${why}` });
    }
    const more = wrong.length - MOST_NAMED;
    if (more > 0) this.report({ where, what: `and ${more} more of its entries` });
  }

  /** Where entries and their tile of leaf hashes differ: which of the two the tile above was made of. */
  private async blame(
    { index, width }: TileAddress,
    made: Uint8Array,
  ): Promise<'tile' | 'entries' | 'either'> {
    if (width < TILE_WIDTH || this.leaves instanceof Error) return 'either';
    const above = index >> 8n;
    const parentWidth = tileWidth(above, this.size >> 8n);
    const read = await this.read({ kind: 'hashes', level: 1, index: above, width: parentWidth });
    if (read instanceof Error) return 'either';
    const at = Number(index & 255n) * HASH_BYTES;
    const parent = read.subarray(at, at + HASH_BYTES);
    if (equalBytes(fullTileRoot(this.leaves), parent)) return 'entries';
    return equalBytes(fullTileRoot(made), parent) ? 'tile' : 'either';
  }

  private entriesOf(address: TileAddress, read: Uint8Array | Error): Uint8Array[] | undefined {
    const where = tilePath(address);
    const index = address.index * BigInt(TILE_WIDTH);
    if (read instanceof Error) {
      this.report({ where, index, what: read.message });
      return undefined;
    }
    try {
      const entries = decodeBundle(read);
      if (entries.length === address.width) return entries;
      const what = `holds ${entries.length} entries instead of ${address.width}`;
      this.report({ where, index, what });
    } catch (error) {
      this.report({ where, index, what: reasonOf(error) });
    }
    return undefined;
  }

  private checkOwn(address: TileAddress, position: number, entry: Uint8Array): void {
    if (this.ours === false) return;
    const indexOf = () => address.index * BigInt(TILE_WIDTH) + BigInt(position);
    try {
      const { t } = parseEntry(entry);
      this.ours = true;
      if (t < this.lastT) {
        const index = indexOf();
        const what = `entry ${String(index)} is ${this.lastT - t} s older than the one before it`;
        this.report({ where: tilePath(address), index, what });
      }
      this.lastT = t;
    } catch (error) {
      if (this.ours === undefined) this.ours = false;
      else this.report({ where: tilePath(address), index: indexOf(), what: reasonOf(error) });
    }
  }

  /** Of a tile of leaf hashes and its bundle, one told of difference is enough. */
  private isTold({ level, index, width }: HashTile): boolean {
    const bundle = tilePath({ kind: 'entries', index, width });
    return level === 0 && this.problems.some(({ where }) => where === bundle);
  }

  private async compareCompleted(): Promise<void> {
    const { completed } = this;
    this.completed = [];
    for (const { address, bytes } of completed) {
      const stored = address.level === 0 ? this.leaves : await this.read(address);
      if (stored instanceof Error) {
        this.report({ where: tilePath(address), what: stored.message });
      } else if (!equalBytes(stored, bytes) && !this.isTold(address)) {
        this.report(differing(address, stored, bytes));
      }
    }
  }
}

function hashesOf(entries: readonly Uint8Array[]): Uint8Array {
  const hashes = new Uint8Array(entries.length * HASH_BYTES);
  for (const [at, entry] of entries.entries()) hashes.set(leafHash(entry), at * HASH_BYTES);
  return hashes;
}

/** Views of hashes that stand side by side. */
function* hashesIn(hashes: Uint8Array = new Uint8Array()): Generator<Uint8Array> {
  for (let at = 0; at < hashes.length; at += HASH_BYTES) yield hashes.subarray(at, at + HASH_BYTES);
}

/** Of as many hashes. */
function positionsOfDifference(made: Uint8Array, stored: Uint8Array): number[] {
  const others = [...hashesIn(stored)];
  return [...hashesIn(made)].flatMap((hash, at) =>
    equalBytes(hash, others[at] ?? new Uint8Array()) ? [] : [at],
  );
}

/** Which hash of a tile differs, and the first leaf it stands for. */
function differing(address: HashTile, stored: Uint8Array, made: Uint8Array): LogProblem {
  const where = tilePath(address);
  if (stored.length !== made.length) {
    return { where, what: `is ${stored.length} bytes long instead of ${made.length}` };
  }
  const byte = made.findIndex((value, at) => stored[at] !== value);
  const position = Math.floor(byte / HASH_BYTES);
  const covered = BigInt(TILE_WIDTH) ** BigInt(address.level);
  const index = (address.index * BigInt(TILE_WIDTH) + BigInt(position)) * covered;
  const what = `hash ${position} (byte ${byte}) is not what the entries below it make`;
  return { where, index, what };
}

function reasonOf(error: unknown): string {
  if (error instanceof LedgerFormatError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
