/** The ledger for readers: checkpoints, tiles, proofs; in every process, signing or not. */
import { LRUCache } from 'lru-cache';
import type { CheckpointRow, LogRow, Store } from '../../db/port';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { equalBytes } from '../ledger/bytes';
import { LedgerFormatError } from '../ledger/canonical';
import { parseVerifierKey } from '../ledger/note';
import { formatPolicy } from '../ledger/policy';
import { NO_QUORUM } from '../ledger/policy-lines';
import {
  consistencyProof,
  inclusionProof,
  rootFromInclusion,
  verifyConsistency,
  type ReadNode,
} from '../ledger/proofs';
import { createNodeReader } from '../ledger/tile-nodes';
import { formatTlogProof } from '../ledger/tlog-proof';
import type { Log } from '../log';
import { LedgerBoard } from './board';
import { logHolding, logNameOf } from './log-name';
import type { Ledger, LedgerProof, LogInfo, Standing } from './model';
import { createPublishedTiles, type PublishedTiles } from './published';

/** Logs of this year and the last, at the newest size and the one before. */
const READERS_KEPT = 4;
/** How often a process that does not sign looks whether another one published. */
const LOOK_MS = 100;

export interface LedgerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly ledgerDir: string;
}

export function openLedger(parts: LedgerParts): Ledger {
  return new LedgerReader(parts, createPublishedTiles(parts.store, parts.ledgerDir));
}

function infoOf({ origin, firstSeq, closedSeq, vkey }: LogRow): LogInfo {
  const vkeys = vkey === null ? [] : [vkey];
  return { origin, name: logNameOf(origin), firstSeq, closedSeq, vkeys };
}

class LedgerReader implements Ledger {
  readonly board = new LedgerBoard();
  /** By log and size: it remembers the tiles it read, and what it made of them. */
  private readonly readers = new LRUCache<string, ReadNode>({ max: READERS_KEPT });

  constructor(
    private readonly parts: LedgerParts,
    private readonly tiles: PublishedTiles,
  ) {}

  async logs(): Promise<readonly LogInfo[]> {
    return (await this.parts.store.listLogs()).map(infoOf);
  }

  async checkpoint(name?: string): Promise<string | undefined> {
    const logs = await this.logs();
    const log = name === undefined ? logs[0] : logs.find((one) => one.name === name);
    return log && (await this.parts.store.newestCheckpoint(log.origin))?.text;
  }

  async tile(
    name: string,
    address: Parameters<Ledger['tile']>[1],
  ): Promise<Uint8Array | undefined> {
    const log = (await this.logs()).find((one) => one.name === name);
    const newest = log && (await this.parts.store.newestCheckpoint(log.origin));
    if (log === undefined || newest === undefined) return undefined;
    return this.tiles.find({ ...log, size: newest.size }, address);
  }

  nodes(origin: string, size: bigint): ReadNode {
    let reading: Promise<ReadNode> | undefined;
    const open = async (): Promise<ReadNode> => {
      const log = (await this.logs()).find((one) => one.origin === origin);
      const newest = await this.parts.store.newestCheckpoint(origin);
      if (log === undefined || newest === undefined || size > BigInt(newest.size)) {
        throw new AppError('not_found', 'this size of the log is not published');
      }
      return this.fileReader(log, newest);
    };
    return async (level, index) => (await (reading ??= open()))(level, index);
  }

  async proofOf(seq: number, size?: bigint): Promise<LedgerProof | undefined> {
    const log = await this.logWith(seq);
    if (log === undefined) return undefined;
    const at = seq - log.firstSeq;
    const newest = await this.parts.store.newestCheckpoint(log.origin);
    const row = size === undefined ? newest : await this.checkpointAt(log.origin, size);
    if (newest === undefined || row === undefined || row.size <= at) return undefined;
    const [leaf] = await this.parts.store.readLeaves(seq, 1);
    if (leaf?.seq !== seq) return undefined;
    const [index, total] = [BigInt(at), BigInt(row.size)];
    const proof = await this.verified(
      log,
      newest,
      async (nodes) => inclusionProof(index, total, nodes),
      (made) => equalBytes(rootFromInclusion(index, total, leaf.leafHash, made), row.root),
    );
    const text = formatTlogProof({ index, proof, checkpoint: row.text });
    return { origin: log.origin, index, size: total, text, proof, checkpoint: row.text };
  }

  async consistency(origin: string, from: bigint, to: bigint): Promise<readonly Uint8Array[]> {
    const { store } = this.parts;
    const log = (await this.logs()).find((one) => one.origin === origin);
    const newest = log && (await store.newestCheckpoint(origin));
    if (log === undefined || newest === undefined || to > BigInt(newest.size) || from > to) {
      throw new AppError('not_found', 'these sizes of the log are not published');
    }
    const [older, newer] = await Promise.all([
      this.checkpointAt(origin, from),
      this.checkpointAt(origin, to),
    ]);
    return this.verified(
      log,
      newest,
      (nodes) => consistencyProof(from, to, nodes),
      // Between sizes that nobody signed there are no roots to hold it against.
      (made) =>
        older === undefined ||
        newer === undefined ||
        verifyConsistency(from, to, older.root, newer.root, made),
    );
  }

  async covered(seq: number, timeoutMs: number): Promise<boolean> {
    const endsAt = performance.now() + timeoutMs;
    for (;;) {
      const log = await this.logWith(seq);
      const newest = log && (await this.parts.store.newestCheckpoint(log.origin));
      if (log && newest && newest.size > seq - log.firstSeq) return true;
      const leftMs = endsAt - performance.now();
      if (leftMs <= 0) return false;
      await this.board.nextPublished(Math.min(LOOK_MS, leftMs));
    }
  }

  async policy(): Promise<string> {
    const keys = (await this.logs()).flatMap(({ vkeys }) => vkeys.map(parseVerifierKey));
    const logs = keys.map((key) => ({ key }));
    return formatPolicy({ logs, witnesses: [], groups: [], quorum: NO_QUORUM });
  }

  async standing(): Promise<Standing> {
    const { store, clock } = this.parts;
    const head = await store.head();
    const signedSize = (await store.newestCheckpoint(head.origin))?.size ?? 0;
    const headSize = head.seq - head.firstSeq + 1;
    const [waiting] =
      signedSize < headSize ? await store.readLeaves(head.firstSeq + signedSize, 1) : [];
    const lagMs = waiting === undefined ? 0 : Math.max(0, clock.now() - waiting.t * 1000);
    const { state, why } = this.board.signing ?? { state: 'reading' as const };
    return { state, ...(why !== undefined && { why }), signedSize, headSize, lagMs };
  }

  private async logWith(seq: number): Promise<LogInfo | undefined> {
    return logHolding(await this.logs(), seq);
  }

  /** Of exactly this size. */
  private async checkpointAt(origin: string, size: bigint): Promise<CheckpointRow | undefined> {
    const { store } = this.parts;
    if (size > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
    const row = await store.checkpointFor(origin, Number(size));
    return row?.size === Number(size) ? row : undefined;
  }

  /** Whole subtrees are the same in every larger tree: those of the newest one serve all. */
  private reader(log: LogInfo, newest: CheckpointRow, source: 'files' | 'database'): ReadNode {
    const fetch = this.tiles.fetch({ ...log, size: newest.size }, source);
    return createNodeReader(fetch, BigInt(newest.size));
  }

  private fileReader(log: LogInfo, newest: CheckpointRow): ReadNode {
    const name = `${log.origin} ${String(newest.size)}`;
    const known = this.readers.get(name) ?? this.reader(log, newest, 'files');
    this.readers.set(name, known);
    return known;
  }

  /** From the tile files; a proof that does not hold is made again from the entries. */
  private async verified(
    log: LogInfo,
    newest: CheckpointRow,
    make: (nodes: ReadNode) => Promise<Uint8Array[]>,
    holds: (proof: readonly Uint8Array[]) => boolean,
  ): Promise<Uint8Array[]> {
    const proof = await make(this.fileReader(log, newest)).catch((error: unknown) => {
      if (error instanceof LedgerFormatError) return undefined;
      throw error;
    });
    if (proof !== undefined && holds(proof)) return proof;
    this.parts.log.error({ ledger: log.origin }, 'published tiles give a proof that does not hold');
    this.readers.clear();
    this.tiles.forget();
    const again = await make(this.reader(log, newest, 'database'));
    if (holds(again)) return again;
    throw new AppError('unavailable', 'the ledger cannot prove this entry');
  }
}
