/**
 * The thread that writes. Every commit waits for the disk here, so that an fsync never holds up
 * a decision on the main thread. Statements that arrive together share one transaction, each
 * under its own savepoint: one that fails fails alone.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Statement } from 'better-sqlite3';
import { createAppend, type Append, type LedgerParts } from './append';
import { connect, type Connection } from './connection';
import { engineCode } from '../problem';
import { isFatal } from './fatal';
import { Folding, serveFolding } from './folding';
import { runGuarded } from './guarded';
import {
  THREAD_ROLES,
  type Job,
  type JobResult,
  type Reply,
  type Request,
  type ThreadSettings,
} from './messages';
import { packResults, unpackGroup } from './packing';

const BUSY_MS = 30_000;
const SCRUB_BUSY_MS = 20;
const MOST_TOGETHER = 256;

/** Called once by the worker's entry file; serves until it is told to close. */
export function serveWriter(parts: LedgerParts): void {
  if (!parentPort) throw new Error('The SQLite writer runs as a worker thread.');
  const { file, role, entry } = readSettings(workerData);
  const connection = connect(file, BUSY_MS);
  if (role === 'folding') {
    serveFolding(parentPort, connection);
    return;
  }
  const append = role === 'store' ? createAppend(connection, parts) : undefined;
  const folding = role === 'store' ? new Folding(connection, { file, entry }) : undefined;
  new Writer(parentPort, connection, append, folding).start();
}

/** By hand: a library for three fields is most of what each thread would have to load. */
function readSettings(given: unknown): ThreadSettings {
  const told: object = typeof given === 'object' && given !== null ? given : {};
  const { file, role, entry } = told as Readonly<Record<string, unknown>>;
  const known = THREAD_ROLES.find((one) => one === role);
  if (typeof file === 'string' && typeof entry === 'string' && known !== undefined) {
    return { file, role: known, entry };
  }
  throw new Error('The SQLite writer was not told which file it writes.');
}

type Outcome =
  | { readonly ok: true; readonly value: JobResult }
  | { readonly ok: false; readonly error: unknown };

class Writer {
  private readonly queue: Request[] = [];
  private scheduled = false;
  private readonly statements = new Map<string, Statement<unknown[]>>();

  constructor(
    private readonly port: MessagePort,
    private readonly connection: Connection,
    private readonly append: Append | undefined,
    private readonly folding: Folding | undefined,
  ) {}

  start(): void {
    this.folding?.onFailure(({ code, message }) => {
      this.reply({ kind: 'ended', code, message });
      process.exit(1);
    });
    this.port.on('message', (request: Request) => {
      this.queue.push(request);
      this.schedule();
    });
    this.reply({ kind: 'ready' });
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.takeNext();
      this.folding?.look();
      if (this.queue.length > 0) this.schedule();
    });
  }

  private takeNext(): void {
    let together = this.queue.findIndex(({ job }) => job.kind !== 'run');
    if (together === -1) together = this.queue.length;
    if (together > 0) {
      this.runTogether(this.queue.splice(0, Math.min(together, MOST_TOGETHER)));
      return;
    }
    const request = this.queue.shift();
    if (request?.job.kind === 'close') void this.close(request.id);
    else if (request)
      this.settle(
        request.id,
        this.attempt(() => this.work(request.job)),
      );
  }

  /** Nothing is asked after it. */
  private async close(id: number): Promise<void> {
    await this.folding?.stop();
    // A full disk keeps no process from ending in order: the log is emptied the next time.
    this.attempt(() => this.scrub());
    this.connection.close();
    this.settle(id, { ok: true, value: null });
  }

  private work(job: Job): JobResult {
    if (job.kind === 'append') {
      if (!this.append) throw new Error('The key store has no log.');
      return packResults(this.append(unpackGroup(job.group)));
    }
    if (job.kind === 'run') return this.run(job);
    if (job.kind === 'together') return runGuarded(this.connection, job.statements);
    if (job.kind === 'scrub') return this.scrub();
    throw new Error('Closing comes by itself, when everything else is done.');
  }

  private runTogether(requests: readonly Request[]): void {
    const outcomes: Outcome[] = [];
    const committed = this.attempt(() => {
      const together = this.connection.transaction(() => {
        for (const { job } of requests) {
          // A nested transaction is a savepoint: what fails is undone alone.
          const outcome = this.attempt(() => this.connection.transaction(() => this.work(job))());
          outcomes.push(outcome);
          // A full disk undoes the whole transaction, not only the savepoint.
          if (!outcome.ok && !this.connection.inTransaction) throw outcome.error;
        }
      });
      together.immediate();
      return null;
    });
    requests.forEach(({ id }, i) => {
      const outcome = outcomes[i];
      // A statement that failed keeps its own reason; one that went well stands or falls with the commit.
      this.settle(id, outcome && (!outcome.ok || committed.ok) ? outcome : committed);
    });
  }

  private run({ sql, params, returns }: Extract<Job, { kind: 'run' }>): JobResult {
    let statement = this.statements.get(sql);
    if (!statement) {
      if (this.statements.size >= MOST_TOGETHER) this.statements.clear();
      statement = this.connection.prepare(sql);
      this.statements.set(sql, statement);
    }
    if (returns) return statement.raw().all(...params) as unknown[][];
    statement.run(...params);
    return [];
  }

  /** True when the log was emptied; false while another connection still reads it. */
  private scrub(): boolean {
    // Whoever reads is not waited for here: commits would wait behind it.
    this.connection.pragma(`busy_timeout = ${SCRUB_BUSY_MS}`);
    try {
      const rows = this.connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      return rows[0]?.busy === 0;
    } finally {
      this.connection.pragma(`busy_timeout = ${BUSY_MS}`);
    }
  }

  private attempt(work: () => JobResult): Outcome {
    try {
      return { ok: true, value: work() };
    } catch (error) {
      return { ok: false, error };
    }
  }

  private settle(id: number, outcome: Outcome): void {
    if (outcome.ok) {
      this.reply({ kind: 'done', id, value: outcome.value });
      return;
    }
    const { error } = outcome;
    const message = error instanceof Error ? error.message : String(error);
    const code = engineCode(error) ?? '';
    const fatal = isFatal(code);
    this.reply({ kind: 'failed', id, message, code, fatal });
    // A failed fsync is fatal: what the disk holds is no longer known (LEDGER).
    if (fatal) process.exit(1);
  }

  private reply(reply: Reply): void {
    this.port.postMessage(reply);
  }
}
