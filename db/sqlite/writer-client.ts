/** The calling thread's end of the writer: promises for jobs, rejected when the thread dies. */
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { StorageError } from '../problem';
import type { Job, JobResult, Reply, Request, ThreadSettings } from './messages';

interface Pending {
  readonly id: number;
  readonly done: (value: JobResult) => void;
  readonly failed: (error: StorageError) => void;
}

/** Where every thread of the engine begins. Stands here, where Next follows it from. */
export const BOOT = 'db/sqlite/writer-boot.mjs';
export const WRITER_DIED = 'WRITER_DIED';

export class WriterClient {
  /** A few. Not a Map: what each outgrown table of it still names would grow old (measured: bench commit). */
  private readonly pending: Pending[] = [];
  private lastId = 0;
  private dead: StorageError | undefined;
  private readonly ready: Promise<void>;
  private served: () => void = () => undefined;
  private refused: (error: StorageError) => void = () => undefined;

  private constructor(
    private readonly worker: Worker,
    private readonly heard: () => void,
  ) {
    this.ready = new Promise((served, refused) => {
      this.served = served;
      this.refused = refused;
    });
    worker.on('message', (reply: Reply) => {
      this.hear(reply);
    });
    worker.on('error', (error) => {
      this.die(error instanceof Error ? error.message : String(error), error);
    });
    worker.on('exit', () => {
      this.die('the writer thread ended', undefined);
    });
  }

  /** Resolves when the thread serves; `heard` is called on every reply, before its promise settles. */
  static async start(
    entry: URL | string,
    settings: Pick<ThreadSettings, 'file' | 'role'>,
    heard: () => void,
  ): Promise<WriterClient> {
    const worker = new Worker(resolve(process.cwd(), BOOT), {
      execArgv: [],
      workerData: { ...settings, entry: entryUrl(entry).href } satisfies ThreadSettings,
    });
    const client = new WriterClient(worker, heard);
    await client.ready;
    return client;
  }

  /** `handedOver` is no longer the caller's. */
  ask(job: Job, handedOver: readonly ArrayBuffer[] = []): Promise<JobResult> {
    if (this.dead) return Promise.reject(this.dead);
    this.lastId += 1;
    const request: Request = { id: this.lastId, job };
    return new Promise((done, failed) => {
      this.pending.push({ id: request.id, done, failed });
      this.worker.postMessage(request, handedOver);
    });
  }

  /** Waits for what was asked before, then ends the thread. */
  async close(): Promise<void> {
    if (this.dead) return;
    await this.ask({ kind: 'close' });
    this.dead = new StorageError('The store is closed.', WRITER_DIED);
    await this.worker.terminate();
  }

  /** Ends the thread at once, in the middle of what it does: for tests of exactly that. */
  async kill(): Promise<void> {
    await this.worker.terminate();
  }

  private hear(reply: Reply): void {
    if (reply.kind === 'ready') {
      this.served();
      return;
    }
    if (reply.kind === 'ended') {
      this.die(reply.message, undefined, reply.code);
      return;
    }
    const place = this.pending.findIndex(({ id }) => id === reply.id);
    const [waiting] = place < 0 ? [] : this.pending.splice(place, 1);
    this.heard();
    if (reply.kind === 'done') {
      waiting?.done(reply.value);
      return;
    }
    waiting?.failed(new StorageError(reply.message, reply.code));
    if (reply.fatal) this.die(reply.message, undefined, reply.code);
  }

  private die(why: string, cause: unknown, code = WRITER_DIED): void {
    this.dead ??= new StorageError(
      `Nothing more can be written until the store is opened again: ${why}.`,
      code,
      { cause },
    );
    this.heard();
    this.refused(this.dead);
    for (const { failed } of this.pending.splice(0)) failed(this.dead);
  }
}

function entryUrl(entry: URL | string): URL {
  if (entry instanceof URL) return entry;
  if (entry.startsWith('file:')) return new URL(entry);
  return pathToFileURL(isAbsolute(entry) ? entry : resolve(process.cwd(), entry));
}
