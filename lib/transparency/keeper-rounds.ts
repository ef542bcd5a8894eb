/**
 * What the keeper does in one round: opens every log of the deployment the first time, begins the
 * next year's when it is due, and brings signature and tiles of the current one up to the head.
 */
import path from 'node:path';
import type { Head, LogRow } from '../../db/port';
import { AppError } from '../errors';
import { openCheckpoint } from '../ledger/checkpoint';
import { parseNote, parseVerifierKey } from '../ledger/note';
import { LedgerHalted } from './halt';
import { frozenOrigins } from './frozen';
import type { KeptLog } from './kept-log';
import type { LedgerBoard } from './board';
import { logNameOf, nextOrigin } from './log-name';
import { openKeptLog, repairTiles, type OpenLogParts } from './open-kept-log';
import { recheckLog } from './recheck';
import { openRecords, type RecordStore } from './signer-record';
import { refuseStrangers } from './strangers';
import { openTileFiles, type TileFiles } from './tile-files';

export interface RoundParts extends Omit<OpenLogParts, 'records' | 'files' | 'onPublished'> {
  readonly ledgerDir: string;
  readonly board: LedgerBoard;
}

/** Others may append between reading the head and closing the log there. */
const ROTATION_TRIES = 50;

function sizeOf(head: Head): number {
  return head.seq - head.firstSeq + 1;
}

export class KeeperRounds {
  private readonly records: RecordStore;
  private current: { readonly origin: string; readonly kept: KeptLog } | undefined;

  constructor(private readonly parts: RoundParts) {
    this.records = openRecords(parts.signerDir, parts.writing);
  }

  async round(): Promise<void> {
    const { store } = this.parts;
    let current = (this.current ??= await this.openAll());
    if (nextOrigin(current.origin, this.latestMs(await store.head())) !== undefined) {
      await this.rotate(current.kept);
      current = this.current = await this.openCurrent(await store.listLogs());
    }
    const head = await store.head();
    if (head.origin !== current.origin) {
      throw new LedgerHalted(
        `${head.origin}: the database began this log while ${current.origin} was being signed here: another process signs`,
      );
    }
    await current.kept.advance(sizeOf(head), head.root);
  }

  /** Everything stored against everything published; `inTurn` for what writes. */
  async check(
    pace: () => Promise<unknown>,
    inTurn: (work: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const frozen = await frozenOrigins(this.parts.signerDir);
    for (const row of await this.parts.store.listLogs()) {
      if (frozen.has(row.origin)) continue;
      const files = this.filesOf(row.origin);
      const text = await files.checkpoint();
      if (text === undefined || row.vkey === null) continue;
      const { checkpoint } = openCheckpoint(text, [parseVerifierKey(row.vkey)], row.origin);
      const damaged = await recheckLog({ store: this.parts.store, files, pace }, row, checkpoint);
      const size = Number(checkpoint.size);
      await inTurn(() => repairTiles({ ...this.parts, files }, row, size, damaged));
    }
  }

  /** Lines of witnesses come later than the checkpoint they are about. */
  async republish(origin: string, note: string): Promise<void> {
    const files = this.filesOf(origin);
    const standing = await files.checkpoint();
    if (standing === undefined || standing === note) return;
    if (parseNote(standing).body === parseNote(note).body) await files.writeCheckpoint(note);
  }

  private filesOf(origin: string): TileFiles {
    return openTileFiles(path.join(this.parts.ledgerDir, logNameOf(origin)), this.parts.writing);
  }

  /** `t` never falls, and the clock that gives the next one may be ahead of the newest. */
  private latestMs(head: Head): number {
    return Math.max(head.t * 1000, this.parts.nowMs());
  }

  private async openAll(): Promise<{ origin: string; kept: KeptLog }> {
    const logs = await this.parts.store.listLogs();
    const frozen = await frozenOrigins(this.parts.signerDir);
    await refuseStrangers(this.records, this.parts.ledgerDir, logs, frozen);
    for (const row of [...logs].reverse()) {
      if (row.closedSeq !== null && !frozen.has(row.origin)) await this.finish(row);
    }
    const current = logs.find(({ closedSeq }) => closedSeq === null);
    if (current !== undefined && frozen.has(current.origin)) {
      throw new LedgerHalted(
        `${current.origin}: this log was frozen by a restore that did not end: run nattoku restore again`,
      );
    }
    return this.openCurrent(logs);
  }

  /** A closed log is compared like the current one, and what a crash left undone is done. */
  private async finish(row: LogRow): Promise<void> {
    const size = (row.closedSeq ?? 0) - row.firstSeq + 1;
    // Closed before its first entry: there is nothing to sign, and it never got a key.
    if (size === 0 && row.vkey === null) return;
    const kept = await this.open(row);
    await kept.advance(size, undefined);
  }

  private async openCurrent(logs: readonly LogRow[]): Promise<{ origin: string; kept: KeptLog }> {
    const head = await this.parts.store.head();
    const row = logs.find(({ origin }) => origin === head.origin);
    if (row === undefined) throw new AppError('internal', 'the head names no log');
    return { origin: row.origin, kept: await this.open(row) };
  }

  private open(row: LogRow): Promise<KeptLog> {
    const { parts, records } = this;
    const onPublished = () => parts.board.published();
    return openKeptLog({ ...parts, records, files: this.filesOf(row.origin), onPublished }, row);
  }

  /**
   * The year of `t` changed: the old log closes, the next one begins at the same place. The head's
   * root goes with it, so the final checkpoint is compared like every other. Crash points: before
   * the database closed it nothing happened; after it the next start finishes the closed log.
   */
  private async rotate(kept: KeptLog): Promise<void> {
    const { store } = this.parts;
    for (let tries = 0; tries < ROTATION_TRIES; tries += 1) {
      const head = await store.head();
      const origin = nextOrigin(head.origin, this.latestMs(head));
      if (origin === undefined) return;
      if (!(await store.rotateLog({ expectedSeq: head.seq, origin }))) continue;
      await kept.advance(sizeOf(head), head.root);
      this.parts.log.info({ ledger: origin }, 'the log of a new year begins');
      return;
    }
    throw new AppError('conflict', 'the log was too busy to be closed; tried again next round');
  }
}
