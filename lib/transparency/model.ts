/** The ledger as everyone but its keeper sees it (LEDGER "Over HTTP"): reading works in every process. */
import type { Checkpoint } from '../ledger/checkpoint';
import type { ReadNode } from '../ledger/proofs';
import type { TileAddress } from '../ledger/tile-path';
import type { CheckpointRow } from '../../db/port';
import type { AnchorStanding } from './anchors/anchor-standing';
import type { LedgerBoard } from './board';
import type { WitnessPolicy } from './witness-policy';

export interface LogInfo {
  readonly origin: string;
  /** Last part of the origin, e.g. `2026`. */
  readonly name: string;
  readonly firstSeq: number;
  /** null while leaves are added. */
  readonly closedSeq: number | null;
  /** Empty until the signer made the log's key. */
  readonly vkeys: readonly string[];
}

export interface LedgerProof {
  readonly origin: string;
  readonly index: bigint;
  readonly size: bigint;
  /** A `c2sp.org/tlog-proof@v1` document. */
  readonly text: string;
  readonly proof: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
}

export interface Standing {
  /** `reading`: another process signs, or none does. */
  readonly state: 'signing' | 'reading' | 'halted';
  readonly why?: string;
  /** Of the current log. */
  readonly signedSize: number;
  readonly headSize: number;
  /** Age of the oldest entry that no checkpoint covers; 0 when all are covered. */
  readonly lagMs: number;
  /** Of the current log, one for each kind of mark that this deployment keeps outside. */
  readonly anchors: readonly AnchorStanding[];
}

export interface Ledger {
  /** Current first. */
  logs(): Promise<readonly LogInfo[]>;
  /** Newest signed note of a log, with the lines of its witnesses; by default the current log's; undefined before the first. */
  checkpoint(name?: string): Promise<string | undefined>;
  /** Only tiles of published sizes. File first, else from the database. */
  tile(name: string, address: TileAddress): Promise<Uint8Array | undefined>;
  /** Roots of whole subtrees of a published tree of `size` leaves. */
  nodes(origin: string, size: bigint): ReadNode;
  /** At `bestCheckpoint` unless a size is named. undefined: no such entry, not covered yet, or no checkpoint of that size. */
  proofOf(seq: number, size?: bigint): Promise<LedgerProof | undefined>;
  /** Throws AppError('not_found') unless both sizes are covered by the newest checkpoint. */
  consistency(origin: string, from: bigint, to: bigint): Promise<readonly Uint8Array[]>;
  /** Whether a checkpoint covers `seq`, within that time. */
  covered(seq: number, timeoutMs: number): Promise<boolean>;
  /** C2SP tlog-policy of this deployment: its logs, its witnesses, their quorum. */
  policy(): Promise<string>;
  readonly witnesses: WitnessPolicy;
  /** Leaves that a quorum of witnesses cosigned; where none is asked for, those that are signed. */
  believedSize(origin: string): Promise<number>;
  /** Resolves when a quorum cosigned that many leaves, or when none is to be expected soon. */
  quorum(origin: string, size: number): Promise<void>;
  /** The newest one of at least that size that a quorum cosigned; the newest of all when none was. */
  bestCheckpoint(origin: string, leastSize: number): Promise<CheckpointRow | undefined>;
  standing(): Promise<Standing>;
  /** What this process's parts tell each other. */
  readonly board: LedgerBoard;
}

export interface Keeper {
  /** Resolves when what was under way is done; the folder is free for another signer. */
  stop(): Promise<void>;
  /** Something was committed: look now. */
  wake(): void;
  /** The checkpoint's file again, with more lines; nothing when that checkpoint is not the published one. */
  republish(origin: string, note: string): Promise<void>;
  /** One whole round: everything committed before the call is signed and published, or it throws. */
  settle(): Promise<void>;
}

export type SizedRoot = Pick<Checkpoint, 'size' | 'root'>;
