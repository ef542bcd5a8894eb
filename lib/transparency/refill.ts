/**
 * After a backup was put back (LEDGER "Restore"): the entries it lacks come from the published
 * bundles, up to what the signer's record holds. Entries alone: what opened them is lost. The root
 * they make must be the signer's; nothing else about them is believed.
 */
import type { Head, Store } from '../../db/port';
import { hashEntries } from '../ledger/advance';
import { decodeBundle } from '../ledger/bundle';
import { equalBytes } from '../ledger/bytes';
import type { FetchTile } from '../ledger/tile-nodes';
import { TILE_WIDTH } from '../ledger/tile-path';
import { tileWidth } from '../ledger/tiles';
import { logNameOf, yearOf } from './log-name';
import type { RecordStore, SignedRecord } from './signer-record';
import { EMPTY_EDGE, rootOfEdge, walkEntries } from './walk';

/** A published log, wherever it is read from. */
export interface LogCopy {
  /** For people. */
  readonly place: string;
  /** Leaves it has; undefined where nothing of this log is published there. */
  size(): Promise<bigint | undefined>;
  readonly fetch: FetchTile;
}
export interface RefillParts {
  readonly store: Pick<
    Store,
    'head' | 'listLogs' | 'readLeaves' | 'newestCheckpoint' | 'rotateLog' | 'restoreEntries'
  >;
  readonly records: RecordStore;
  /** Of the database from now on. */
  readonly epoch: string;
  copyOf(origin: string): LogCopy;
  readonly onProgress?: (done: bigint, total: bigint) => void;
}

/** The lost entries cannot be had, or are not those that were signed; `unavailable`: a place did not answer. */
export class RefillFailed extends Error {
  override readonly name = 'RefillFailed';
}

type TrustedTree = Pick<SignedRecord, 'size' | 'root'>;

/** Logs the signer knows, and the database does not: begun after the backup, oldest first. */
export async function laterLogs({ store, records }: RefillParts): Promise<readonly string[]> {
  const known = new Set((await store.listLogs()).map(({ origin }) => origin));
  const later = (await records.origins()).filter((origin) => !known.has(origin));
  return later.sort((a, b) => (logNameOf(a) < logNameOf(b) ? -1 : 1));
}

/** Brings every log up to the signer's record and sets the epoch; the head before and after. */
export async function refillLogs(
  parts: RefillParts,
): Promise<{ readonly before: Head; readonly after: Head }> {
  const { store, records, epoch } = parts;
  const before = await store.head();
  const none = { epoch, firstSeq: before.seq + 1, entries: [], hashLeaves: hashEntries };
  if (!(await store.restoreEntries(none))) throw moved();
  const later = await laterLogs(parts);
  for (const next of [undefined, ...later]) {
    if (next !== undefined) {
      const { seq } = await store.head();
      if (!(await store.rotateLog({ expectedSeq: seq, origin: next }))) throw moved();
    }
    const { origin } = await store.head();
    const record = await records.find(origin);
    if (record !== undefined) await bringUp(parts, origin, record);
  }
  return { before, after: await store.head() };
}

async function bringUp(parts: RefillParts, origin: string, signed: TrustedTree): Promise<void> {
  const head = await parts.store.head();
  const size = head.seq - head.firstSeq + 1;
  const to = Number(signed.size);
  if (size < to) await refill(parts, head, to);
  const { store } = parts;
  const edge = await walkEntries({ store, firstSeq: head.firstSeq, from: EMPTY_EDGE, to });
  if (equalBytes(rootOfEdge(edge), signed.root)) return;
  const source = size < to ? `the backup and ${parts.copyOf(origin).place}` : 'the backup';
  throw new RefillFailed(
    `${origin}: ${source} do not make the root that the signer signed over ${String(to)} entries: one of them is another log's or was changed`,
  );
}

async function refill(parts: RefillParts, head: Head, to: number): Promise<void> {
  const { store, epoch, onProgress } = parts;
  const copy = parts.copyOf(head.origin);
  const published = await copy.size();
  if (published === undefined || published < BigInt(to)) {
    const have = published === undefined ? 'nothing of it' : `${String(published)} entries`;
    throw new RefillFailed(
      `${head.origin}: the signer signed ${String(to)} entries, ${copy.place} has ${have}: name another copy with --bundles, or freeze this log with --without-bundles`,
    );
  }
  for (let size = head.seq - head.firstSeq + 1; size < to;) {
    const index = BigInt(Math.floor(size / TILE_WIDTH));
    const first = Number(index) * TILE_WIDTH;
    const address = { kind: 'entries', index, width: tileWidth(index, published) } as const;
    const entries = decodeBundle(await copy.fetch(address)).slice(size - first, to - first);
    const lost = { epoch, firstSeq: head.firstSeq + size, entries, hashLeaves: hashEntries };
    if (entries.length === 0 || !(await store.restoreEntries(lost))) throw moved();
    size += entries.length;
    onProgress?.(BigInt(size), BigInt(to));
  }
}

function moved(): RefillFailed {
  return new RefillFailed('the database changed while it was being restored: begin again');
}

/** The name of a log that nobody used: this year's, or `2026-2` where a log of this year was frozen. */
export function freshOrigin(origin: string, taken: ReadonlySet<string>, nowMs: number): string {
  const host = origin.slice(0, origin.length - logNameOf(origin).length);
  const year = Math.max(yearOf(nowMs), Number.parseInt(logNameOf(origin), 10) || 0);
  for (let turn = 1; ; turn += 1) {
    const name = `${host}${String(year)}${turn === 1 ? '' : `-${String(turn)}`}`;
    if (!taken.has(name)) return name;
  }
}
