/**
 * The database held against what was signed and published (LEDGER "Over HTTP", `fsck`): every
 * row's bytes against its leaf hash, every leaf against its tile, the roots against checkpoints
 * and head. Reads only; names every row that differs.
 */
import type { Head } from '../../db/port';
import { equalBytes } from '../ledger/bytes';
import { openCheckpoint } from '../ledger/checkpoint';
import { parseEntry } from '../ledger/entry';
import type { LogProblem } from '../ledger/fsck';
import { parseVerifierKey } from '../ledger/note';
import { createRecount } from '../ledger/recount';
import { HASH_BYTES } from '../ledger/sha256';
import { TILE_WIDTH } from '../ledger/tile-path';
import { tileWidth } from '../ledger/tiles';
import { leafHash, readRange, rootOfRange } from '../ledger/tree';
import type { Runtime } from '../runtime/model';
import type { LogInfo } from '../transparency/model';
import type { TileFiles } from '../transparency/tile-files';

export interface RowCheck {
  readonly problems: readonly LogProblem[];
  readonly rows: number;
}
const MOST_PROBLEMS = 100;

type Row = Awaited<ReturnType<Runtime['store']['readLeaves']>>[number];

function problemOfRow(row: Row, t: number): string | undefined {
  if (!equalBytes(leafHash(row.entry), row.leafHash)) {
    return 'was changed: its bytes do not give its leaf hash';
  }
  try {
    const entry = parseEntry(row.entry);
    if (entry.t !== row.t) return 'was changed: its row gives another time';
    return entry.t < t ? 'is older than the one before it' : undefined;
  } catch {
    return 'was changed: it is no entry';
  }
}

/** One log's rows, from its first to its last or the head's; `files` are its published tiles. */
export async function checkRows(
  runtime: Runtime,
  log: LogInfo,
  files: TileFiles,
  onProgress: (done: bigint, total: bigint) => void = () => undefined,
): Promise<RowCheck> {
  const { store } = runtime;
  const head = await store.head();
  const newest = await store.newestCheckpoint(log.origin);
  const lastSeq = log.closedSeq ?? head.seq;
  const total = lastSeq - log.firstSeq + 1;
  const published = newest?.size ?? 0;
  const problems: LogProblem[] = [];
  const report = (seq: number, what: string) => {
    problems.push({ where: `events row ${String(seq)}`, index: BigInt(seq - log.firstSeq), what });
  };
  const recount = createRecount();
  let signedRoot: Uint8Array | undefined;
  let t = 0;
  for (let at = 0; at < total && problems.length < MOST_PROBLEMS; at += TILE_WIDTH) {
    const rows = await store.readLeaves(log.firstSeq + at, Math.min(TILE_WIDTH, total - at));
    const width = tileWidth(BigInt(at / TILE_WIDTH), BigInt(published));
    const tile =
      width === 0
        ? undefined
        : await files.read({ kind: 'hashes', level: 0, index: BigInt(at / TILE_WIDTH), width });
    for (let next = at; next < Math.min(at + TILE_WIDTH, total); next += 1) {
      const seq = log.firstSeq + next;
      const row = rows.find((each) => each.seq === seq);
      if (row === undefined) report(seq, 'is missing');
      const hash = row === undefined ? undefined : leafHash(row.entry);
      const place = (next - at) * HASH_BYTES;
      const told = tile?.subarray(place, place + HASH_BYTES);
      const own = row === undefined ? undefined : problemOfRow(row, t);
      if (own !== undefined) report(seq, own);
      else if (hash !== undefined && told?.length === HASH_BYTES && !equalBytes(hash, told)) {
        report(seq, 'was changed: it is not the entry that was published');
      }
      t = Math.max(t, row?.t ?? 0);
      recount.addLeaf(hash ?? new Uint8Array(HASH_BYTES));
      if (next + 1 === published) signedRoot = recount.root();
    }
    onProgress(BigInt(Math.min(at + TILE_WIDTH, total)), BigInt(total));
  }
  if (newest !== undefined && published > total) {
    const what = `${String(published)} entries are signed, the database has ${String(total)}: it was rolled back`;
    problems.push({ where: 'head', what });
  }
  if (problems.length === 0) problems.push(...rootProblems());
  return { problems, rows: total };

  function rootProblems(): LogProblem[] {
    const found: LogProblem[] = [];
    if (newest !== undefined && !equalBytes(signedRoot ?? new Uint8Array(), newest.root)) {
      found.push({ where: 'checkpoints', what: 'the rows do not make the root that was signed' });
    }
    const current = log.closedSeq === null;
    if (current && (head.origin !== log.origin || !equalBytes(recount.root(), head.root))) {
      found.push({ where: 'head', what: 'the rows do not make the root of the head row' });
    }
    // What the next entry is added to.
    if (current && !edgeHolds(head, total)) {
      found.push({ where: 'head', what: 'its right edge does not give its root' });
    }
    return [...found, ...signatureProblems(log, newest?.text)];
  }
}

function edgeHolds({ range, root }: Head, size: number): boolean {
  try {
    return equalBytes(rootOfRange(readRange(size, range)), root);
  } catch {
    return false;
  }
}

function signatureProblems(log: LogInfo, text: string | undefined): LogProblem[] {
  if (text === undefined) return [];
  try {
    openCheckpoint(text, log.vkeys.map(parseVerifierKey), log.origin);
    return [];
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return [{ where: 'checkpoints', what: `the stored checkpoint is not signed: ${what}` }];
  }
}
