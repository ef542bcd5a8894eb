/**
 * Folds the write-ahead log into the database beside the writer, on a thread and a connection of
 * its own: the disk is waited for twice, and thousands of pages are written, while commits go on
 * (measured: bench commit). The thread begins with the first log that is worth it.
 *
 * The log only begins anew when a write finds all of it folded in, which under steady load never
 * happens by itself: after `BACKSTOP_FRAMES` the writer folds in what is left, a few hundred pages.
 * It is also what folds where no thread can be had.
 */
import { resolve } from 'node:path';
import { Worker, type MessagePort } from 'node:worker_threads';
import type { Statement } from 'better-sqlite3';
import { engineCode } from '../problem';
import type { Connection } from './connection';
import { isFatal } from './fatal';
import type { ThreadSettings } from './messages';
import { BOOT } from './writer-client';

/** Pages not yet folded in. */
const WORTH_FRAMES = 1_000;
/** 64 MB of log. */
const BACKSTOP_FRAMES = 16_000;
/** After a disk that was full. */
const PAUSE_MS = 1_000;

export type FoldingRequest = 'fold' | 'close';
export interface FoldingReply {
  /** Empty when it went well, or somebody else folds. */
  readonly code: string;
  readonly message: string;
}

/** The thread's side. */
export function serveFolding(port: MessagePort, connection: Connection): void {
  port.on('message', (request: FoldingRequest) => {
    if (request === 'close') {
      connection.close();
      port.close();
      return;
    }
    port.postMessage(fold(connection));
  });
}

function fold(connection: Connection): FoldingReply {
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
    return { code: '', message: '' };
  } catch (error) {
    return { code: engineCode(error) ?? '', message: error instanceof Error ? error.message : '' };
  }
}

/** The writer's side. */
export class Folding {
  private thread: Worker | undefined;
  private busy = false;
  private readonly standing: Statement<[], [busy: number, frames: number, folded: number]>;

  private failed: (reply: FoldingReply) => void = () => undefined;

  constructor(
    connection: Connection,
    private readonly settings: Pick<ThreadSettings, 'file' | 'entry'>,
  ) {
    connection.pragma(`wal_autocheckpoint = ${String(BACKSTOP_FRAMES)}`);
    this.standing = connection
      .prepare<[], [number, number, number]>('PRAGMA wal_checkpoint(NOOP)')
      .raw();
  }

  /** Told of a disk that no longer keeps what it is given. */
  onFailure(failed: (reply: FoldingReply) => void): void {
    this.failed = failed;
  }

  /** Called after every write. */
  look(): void {
    if (this.busy) return;
    const [, frames = 0, folded = 0] = this.standing.get() ?? [];
    if (frames - folded < WORTH_FRAMES) return;
    this.busy = true;
    this.thread ??= this.start();
    this.thread.postMessage('fold' satisfies FoldingRequest);
  }

  /** Resolves when its connection is closed. */
  async stop(): Promise<void> {
    const { thread } = this;
    this.busy = true;
    if (thread === undefined) return;
    const ended = new Promise((resolve) => thread.once('exit', resolve));
    thread.postMessage('close' satisfies FoldingRequest);
    await ended;
  }

  private start(): Worker {
    const workerData: ThreadSettings = { ...this.settings, role: 'folding' };
    const thread = new Worker(resolve(process.cwd(), BOOT), { execArgv: [], workerData });
    thread.on('message', (reply: FoldingReply) => {
      if (isFatal(reply.code)) this.failed(reply);
      else if (reply.code === '') this.busy = false;
      else setTimeout(() => (this.busy = false), PAUSE_MS).unref();
    });
    // What ended stays busy, and nobody waits for it: the backstop folds.
    thread.on('error', () => (this.thread = undefined));
    thread.on('exit', () => (this.thread = undefined));
    return thread;
  }
}
