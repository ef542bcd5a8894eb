/** The ledger for readers: checkpoints, tiles, proofs; in every process, signing or not. */
import { LRUCache } from 'lru-cache';
import type { CheckpointRow, LogRow, Store } from '../../db/port';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { equalBytes } from '../ledger/bytes';
import { LedgerFormatError } from '../ledger/canonical';
import { parseVerifierKey } from '../ledger/note';
import { formatPolicy, type Policy } from '../ledger/policy';
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
import { anchorStandings, type ExpectedAnchor } from './anchors/anchor-standing';
import { LedgerBoard } from './board';
import { logHolding, logNameOf } from './log-name';
import type { Ledger, LedgerProof, LogInfo, Standing } from './model';
import { createPublishedTiles, type PublishedTiles } from './published';
import { NO_WITNESSES, type WitnessPolicy } from './witness-policy';
import { newestBelieved, witnessedText } from './witnessed';

/** Logs of this year and the last, at the newest size and the one before. */
const READERS_KEPT = 4;
/** How often a process that does not sign looks whether another one published. */
const LOOK_MS = 100;
/** Witnesses are asked as soon as a checkpoint is there; one that is older has no answer to come. */
const QUORUM_WAIT_MS = 2_000;

export interface LedgerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly ledgerDir: string;
  /** Nobody, by default. */
  readonly witnesses?: WitnessPolicy;
  /** Marks outside that this deployment keeps. */
  readonly expected?: readonly ExpectedAnchor[];
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

  get witnesses(): WitnessPolicy {
    return this.parts.witnesses ?? NO_WITNESSES;
  }

  async logs(): Promise<readonly LogInfo[]> {
    return (await this.parts.store.listLogs()).map(infoOf);
  }

  async checkpoint(name?: string): Promise<string | undefined> {
    const logs = await this.logs();
    const log = name === undefined ? logs[0] : logs.find((one) => one.name === name);
    const newest = log && (await this.parts.store.newestCheckpoint(log.origin));
    return newest && witnessedText(this.parts.store, newest);
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
    const logs = await this.logs();
    const log = logHolding(logs, seq);
    const newest = log && (await this.parts.store.newestCheckpoint(log.origin));
    if (log === undefined || newest === undefined) return undefined;
    const at = seq - log.firstSeq;
    const row =
      size === undefined
        ? ((await this.believed(logs, log.origin, at + 1)) ?? newest)
        : await this.checkpointAt(log.origin, size);
    if (row === undefined || row.size <= at) return undefined;
    const [leaf] = await this.parts.store.readLeaves(seq, 1);
    if (leaf?.seq !== seq) return undefined;
    const [index, total] = [BigInt(at), BigInt(row.size)];
    const proof = await this.verified(
      log,
      newest,
      async (nodes) => inclusionProof(index, total, nodes),
      (made) => equalBytes(rootFromInclusion(index, total, leaf.leafHash, made), row.root),
    );
    const checkpoint = await witnessedText(this.parts.store, row);
    const text = formatTlogProof({ index, proof, checkpoint });
    return { origin: log.origin, index, size: total, text, proof, checkpoint };
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
    return formatPolicy(await this.policyNow());
  }

  async believedSize(origin: string): Promise<number> {
    const { store } = this.parts;
    const policy = await this.policyNow();
    if (policy.quorum === NO_QUORUM) return (await store.newestCheckpoint(origin))?.size ?? 0;
    return (await newestBelieved(store, policy, origin, 0))?.row.size ?? 0;
  }

  async quorum(origin: string, size: number): Promise<void> {
    const { store, clock } = this.parts;
    const endsAt = performance.now() + QUORUM_WAIT_MS;
    while ((await this.believedSize(origin)) < size && performance.now() < endsAt) {
      const covering = await store.checkpointFor(origin, size);
      const fresh = covering && clock.now() - covering.signedAtMs < QUORUM_WAIT_MS;
      if (fresh !== true) return;
      await this.board.nextPublished(LOOK_MS);
    }
  }

  async bestCheckpoint(origin: string, leastSize: number): Promise<CheckpointRow | undefined> {
    const believed = await this.believed(await this.logs(), origin, leastSize);
    return believed ?? this.parts.store.newestCheckpoint(origin);
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
    const expected = this.parts.expected ?? [];
    const anchors = await anchorStandings(store, this, expected, clock.now());
    return { state, ...(why !== undefined && { why }), signedSize, headSize, lagMs, anchors };
  }

  private async policyNow(): Promise<Policy> {
    return this.policyOf(await this.logs());
  }

  private policyOf(logs: readonly LogInfo[]): Policy {
    const keys = logs.flatMap(({ vkeys }) => vkeys.map(parseVerifierKey));
    return { logs: keys.map((key) => ({ key })), ...this.witnesses };
  }

  /** undefined where nobody has to believe a checkpoint, or nobody does yet. */
  private async believed(
    logs: readonly LogInfo[],
    origin: string,
    leastSize: number,
  ): Promise<CheckpointRow | undefined> {
    if (this.witnesses.quorum === NO_QUORUM) return undefined;
    return (await newestBelieved(this.parts.store, this.policyOf(logs), origin, leastSize))?.row;
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
