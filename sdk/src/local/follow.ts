/**
 * Keeps a replica in this process: a snapshot, then the stream of changes; a new snapshot when the
 * stream cannot go on. What was held before answers until its lease ends; after a restore (`epoch`)
 * or with a key that is no longer good, at once not any more.
 */
import type { Clock } from './clock';
import { createHandles, readKey, type HandleOf } from './handles';
import { Lease } from './lease';
import { TooLongError } from './lines';
import type { Replica } from './replica';
import { BrokenOffError, Snapshot } from './snapshot';
import { readStream, type LastWord } from './stream';
import { UnreadableError } from './answers';
import { open, readHandleKey, Trouble, Watch, type Server } from './wire';

export interface Held {
  readonly replica: Replica;
  readonly lease: Lease;
}
export interface FollowSettings {
  readonly server: Server;
  readonly understands: ReadonlySet<string>;
  readonly maxStalenessMs: number;
  readonly clock: Clock;
  readonly tell: (cause: string, error?: unknown) => void;
}

const SNAPSHOT_SILENCE_MS = 30_000;
const DAY_MS = 86_400_000;
/** Clocks of two hosts drift apart: each conversation measures anew. */
const RENEW_MS = 3_600_000;
const LONGEST_PAUSE_MS = 2_000;
/** Before a key that was refused is tried again: it may have been given back. */
const KEY_PAUSE_MS = 30_000;
/** Of the silence after which a stream is given up. */
const TICKS = 8;
/** A snapshot cannot be gone on with: of another time, another catalogue, another key. */
const IN_VAIN = /^(status_4(?!29)|catalogue|key)/;
/** So many times that silence is waited for an event of which bytes come. */
const SLOWEST = 4;

export class Follower {
  /** What may be answered from; its lease says whether a permit may be. */
  held: Held | undefined;
  /** Why nothing fresher is held. */
  trouble = 'cold_start';
  handleOf: HandleOf | undefined;
  system: string | undefined;
  /** Another number for every replica that comes to be held. */
  number = 0;
  private closed = false;
  private readonly closing = new AbortController();
  private readonly watches = new Set<Watch>();
  private readonly waiting = new Set<() => void>();
  private failures = 0;
  /** What there is of a snapshot that broke off. */
  private unfinished: Snapshot | undefined;

  constructor(private readonly settings: FollowSettings) {
    void this.run();
  }

  close(): void {
    this.closed = true;
    for (const watch of this.watches) watch.abandon('closed');
    this.closing.abort();
    this.held = undefined;
    this.trouble = 'closed';
    this.wake();
  }

  /** False: it was closed first. */
  async ready(): Promise<boolean> {
    while (this.held === undefined && !this.closed) {
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
    return !this.closed;
  }

  private wake(): void {
    for (const resume of this.waiting) resume();
    this.waiting.clear();
  }

  private async run(): Promise<void> {
    let ending: (() => void) | undefined;
    while (!this.closed) {
      const held = await this.begin();
      if (held === undefined) continue;
      const stopping = new AbortController();
      const caughtUp = (): void => {
        if (this.held === held || stopping.signal.aborted || this.closed) return;
        ending?.();
        ending = () => stopping.abort();
        this.held = held;
        this.number += 1;
        this.wake();
      };
      const following = this.follow(held, stopping.signal, caughtUp);
      const replaced = new AbortController();
      const day = this.pause(DAY_MS * (0.75 + Math.random() / 4), replaced.signal);
      // The old one goes on while the new one is fetched.
      await Promise.race([following, day]);
      replaced.abort();
    }
  }

  /** A snapshot that is whole, or undefined: gone on with, or begun anew, after a pause. */
  private async begin(): Promise<Held | undefined> {
    const { server, understands, clock, maxStalenessMs } = this.settings;
    const watch = this.watch(SNAPSHOT_SILENCE_MS);
    const snapshot = (this.unfinished ??= new Snapshot(understands));
    const { resume } = snapshot;
    try {
      if (this.handleOf === undefined) {
        const { system, key } = await readHandleKey(server, watch);
        this.system = system;
        this.handleOf = createHandles(readKey(key));
      }
      const path = `/api/v1/snapshot${resume === undefined ? '' : `?resume=${resume}`}`;
      const body = await open(server, path, 'application/x-ndjson', watch);
      const replica = await snapshot.read(body, watch);
      this.unfinished = undefined;
      return { replica, lease: new Lease(clock, maxStalenessMs) };
    } catch (error) {
      const unreadable =
        error instanceof UnreadableError ||
        error instanceof SyntaxError ||
        error instanceof TooLongError;
      const trouble = watch.troubleOf(error, unreadable ? 'snapshot_corrupted' : 'snapshot_cut');
      const goesOn = error instanceof BrokenOffError || !(unreadable || IN_VAIN.test(trouble.why));
      if (!goesOn) this.unfinished = undefined;
      // It came further: no reason to wait longer each time.
      else if (snapshot.resume !== resume) this.failures = 0;
      await this.fail(trouble);
      return undefined;
    } finally {
      this.unwatch(watch);
    }
  }

  /** Returns when a new snapshot is needed. */
  private async follow(held: Held, stop: AbortSignal, caughtUp: () => void): Promise<void> {
    while (!stop.aborted && !this.closed) {
      const last = await this.converse(held, stop, () => {
        this.failures = 0;
        if (this.held === held) this.trouble = 'silent';
        caughtUp();
      });
      if (stop.aborted || this.closed) return;
      if (last instanceof Trouble) {
        if (last.why === 'renew') continue;
        await this.fail(last, held);
        if (last.why === 'malformed') return;
      } else if (last.word === 'resync') {
        if (last.reason === 'epoch') this.drop(held, 'epoch');
        else this.note(last.reason, held);
        // Never in a hurry: the next one may say the same.
        return this.pause(this.backOff());
      } else if (last.word === 'end' && last.reason === 'key') {
        await this.fail(new Trouble('key'), held);
      } else {
        await this.fail(new Trouble('stream_cut'), held);
      }
    }
  }

  private async converse(
    { replica, lease }: Held,
    stop: AbortSignal,
    onTold: () => void,
  ): Promise<LastWord | Trouble> {
    const { server, clock, maxStalenessMs } = this.settings;
    const sent = clock.steady();
    const renewAt = sent + RENEW_MS * (0.75 + Math.random() / 4);
    let ticks = 0;
    let untold = 0;
    const watch = this.watch(maxStalenessMs / 2, () => {
      ticks += 1;
      untold += 1;
      // Bytes come, but they do not become anything.
      if (untold > SLOWEST * TICKS) return 'slow';
      if (lease.isBroken || (ticks > TICKS && lease.isVague)) return 'clock';
      return clock.steady() > renewAt ? 'renew' : undefined;
    });
    const onStop = (): void => watch.abandon('closed');
    stop.addEventListener('abort', onStop);
    try {
      const more = { 'last-event-id': replica.cursor };
      const body = await open(server, '/api/v1/changes', 'text/event-stream', watch, more);
      return await readStream(body, replica, lease, sent, watch, (caughtUp) => {
        untold = 0;
        if (caughtUp) onTold();
      });
    } catch (error) {
      return watch.troubleOf(error, 'stream_cut');
    } finally {
      this.unwatch(watch);
      stop.removeEventListener('abort', onStop);
    }
  }

  private watch(silenceMs: number, atTick?: () => string | undefined): Watch {
    const watch = new Watch(silenceMs / TICKS, TICKS, atTick);
    this.watches.add(watch);
    return watch;
  }
  private unwatch(watch: Watch): void {
    watch.end();
    this.watches.delete(watch);
  }

  private note(why: string, held?: Held, error?: unknown): void {
    if (this.closed) return;
    // What is fetched behind the back of a replica that is fresh is no trouble of its answers.
    if (held === undefined || held === this.held || this.held === undefined) this.trouble = why;
    this.settings.tell(why, error);
  }

  private drop(held: Held, why: string): void {
    if (this.held === held) this.held = undefined;
    this.note(why, held);
  }

  private async fail(trouble: Trouble, held?: Held): Promise<void> {
    if (this.closed) return;
    this.note(trouble.why, held, trouble.cause);
    if (trouble.why === 'key') this.held = undefined;
    await this.pause(trouble.why === 'key' ? KEY_PAUSE_MS : this.backOff());
  }

  private backOff(): number {
    this.failures += 1;
    const longest = Math.min(LONGEST_PAUSE_MS, 50 * 2 ** this.failures);
    return longest * (0.5 + Math.random() / 2);
  }

  private pause(ms: number, until = this.closing.signal): Promise<void> {
    if (this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const ends = [until, this.closing.signal];
      const end = (): void => {
        clearTimeout(timer);
        for (const signal of ends) signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      for (const signal of ends) signal.addEventListener('abort', end);
    });
  }
}
