/**
 * The stream of changes of one process (API.md "Freshness"). Freshness is by the database's
 * revision, never by what this process did itself, so that it holds over any number of them.
 * INVARIANT: a cursor is sent only after everything up to it was; `asOf` is taken before the read
 * of the head it stands for, so that whoever cannot read the database keeps no lease alive.
 * INVARIANT: reading changes and letting somebody join happen one after the other: nobody is told
 * an older state after a newer one.
 */
import type { ConsentToken } from '../../identity/consent-token';
import { lookAgain, type Looking } from '../../runtime/look-again';
import type { Runtime } from '../../runtime/model';
import { catchUp, type From } from './catch-up';
import { changedSince, type Changed } from './changed';
import { comeNear, MOST_CAUGHT_UP, NEAR } from './come-near';
import { Feed, message, type Member } from './feed';
import { streams, type Following, type Stream } from './followers';
import { KeyCheck } from './key-check';
import { tellEverybody } from './teller';
import type { View } from './view';

const LOOK_EVERY_MS = 15;
const BEAT_EVERY_MS = 400;
/** The head is read at least so often: leases run from there. */
const READ_EVERY_MS = 200;

export class Hub implements Stream {
  private readonly feeds = new Map<string, Feed>();
  private turn: Promise<unknown> = Promise.resolve();
  private looking: Looking | undefined;
  private beating: ReturnType<typeof setInterval> | undefined;
  private readonly keys = new KeyCheck();
  private closed = false;
  private seen: number | undefined;
  private readAtMs = -Infinity;
  /** As of the last read of the head. */
  private revision: number | undefined;
  private asOf = 0;

  constructor(
    private readonly runtime: Runtime,
    private readonly mostCaughtUp = MOST_CAUGHT_UP,
  ) {}

  /** Of everybody on this process. */
  get clients(): number {
    return [...this.feeds.values()].reduce((sum, { members }) => sum + members.size, 0);
  }

  /** How long ago the database was last read for those who listen; 0 where nobody does. */
  get lagMs(): number {
    return this.clients === 0 ? 0 : Math.max(0, this.runtime.clock.now() - this.asOf);
  }

  following(seq: number): readonly Following[] {
    return [...this.feeds.values()].flatMap((feed) => {
      const state = feed.reached(seq, this.revision);
      const { system, touchpoints } = feed.view;
      return state === undefined ? [] : [{ system, touchpoints, state }];
    });
  }

  /**
   * Resolves when it stands, with the way to leave. Without a cursor it begins now. Whoever was
   * away for long is told most of what they missed before their turn, so that nobody waits for it.
   */
  async join(view: View, member: Member, cursor: ConsentToken | undefined, once: boolean) {
    const feed = await this.inTurn(async () => {
      const met = await this.meet(view, member);
      const far = met !== undefined && this.isFar(view, cursor);
      if (far) met.coming += 1;
      else if (met !== undefined) await this.stand(met, member, { cursor, begun: undefined }, once);
      return far ? met : undefined;
    });
    if (feed === undefined || cursor === undefined) return;
    try {
      const { listener } = member;
      const most = this.mostCaughtUp;
      const from = cursor.revision;
      const near = await comeNear(this.runtime, feed, listener, { from, most }, () => this.now());
      await this.inTurn(async () => {
        if ('gone' in near) return listener.cut();
        const met = 'why' in near ? undefined : await this.meet(view, member);
        if (met === feed && !('why' in near)) {
          const reached = { epoch: cursor.epoch, revision: near.revision };
          await this.stand(feed, member, { cursor: reached, begun: near.begun }, once);
        } else if ('why' in near || met !== undefined) {
          // The numbers it was told belong to a feed that is no more.
          listener.write(message('resync', { reason: 'why' in near ? near.why : 'gap' }));
          listener.end();
        }
      });
    } finally {
      feed.coming -= 1;
      this.dropEmpty();
    }
  }

  private now(): { readonly revision: number; readonly asOf: number } {
    return { revision: this.revision ?? 0, asOf: this.asOf };
  }
  private isFar({ test }: View, cursor: ConsentToken | undefined): boolean {
    if (test || cursor?.epoch !== this.runtime.epoch) return false;
    return (this.revision ?? 0) - cursor.revision > NEAR;
  }

  /** Undefined: it got its last words. */
  private async meet(view: View, { listener }: Member): Promise<Feed | undefined> {
    if (this.closed) {
      listener.write(message('end', { reason: 'closing' }));
    } else if (!(await this.read())) {
      listener.write(message('resync', { reason: 'epoch' }));
    } else return this.feedOf(view);
    listener.end();
    return undefined;
  }

  private async stand(feed: Feed, member: Member, from: From, once: boolean): Promise<void> {
    const { revision = 0, asOf, mostCaughtUp: most } = this;
    const at = { revision, asOf, cursor: this.cursor(), most };
    if ((await catchUp(this.runtime, feed, member.listener, from, at)) && !once) {
      // Again: somebody who left meanwhile may have taken it off.
      this.feeds.set(feed.view.name, feed);
      feed.members.add(member);
      feed.toldFrom.set(member, from.cursor === undefined ? (this.revision ?? Infinity) : 0);
      this.start();
    } else {
      member.listener.end();
      this.leave(member);
    }
  }

  leave(member: Member): void {
    for (const feed of this.feeds.values()) feed.members.delete(member);
    this.dropEmpty();
  }

  private dropEmpty(): void {
    for (const [name, feed] of this.feeds) if (feed.empty) this.feeds.delete(name);
    if (this.feeds.size === 0) this.stop();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.inTurn(() => {
      this.closeAll('end', { reason: 'closing' });
      return Promise.resolve();
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.turn.then(work, work);
    this.turn = run.catch(() => undefined);
    return run;
  }

  private feedOf(view: View): Feed {
    const known = this.feeds.get(view.name);
    if (known !== undefined) return known;
    const { runtime } = this;
    const feed = new Feed(view, tellEverybody(runtime, view, runtime.catalogues.current()));
    feed.teller.tables.takeNew();
    this.feeds.set(view.name, feed);
    return feed;
  }

  private cursor(): string {
    return this.runtime.vault.consentToken(this.runtime.epoch, this.revision ?? 0);
  }

  private start(): void {
    if (this.looking !== undefined || this.closed) return;
    const failed = 'changes could not be read; tried again';
    const rule = { work: 'stream', restMs: LOOK_EVERY_MS, failed } as const;
    this.looking = lookAgain(this.runtime, rule, () => this.inTurn(() => this.look()));
    this.beating = setInterval(() => this.beat(), BEAT_EVERY_MS);
  }

  /** Also during a look of its own: that one's end is waited for by those in turn after it. */
  private stop(): void {
    void this.looking?.stop();
    clearInterval(this.beating);
    this.looking = undefined;
    this.beating = undefined;
    this.seen = undefined;
  }

  /** Cheap where nothing changed. */
  private async look(): Promise<void> {
    const { store, clock } = this.runtime;
    const seen = await store.revision();
    const due = Math.abs(clock.now() - this.readAtMs) >= READ_EVERY_MS;
    if (seen === this.seen && !due) return;
    await this.read();
    this.seen = seen;
  }

  /** Reads the head and tells everybody what changed since the last time. False: another history. */
  private async read(): Promise<boolean> {
    const { runtime } = this;
    const asOf = runtime.clock.now();
    const head = await runtime.store.head();
    const from = this.revision ?? head.seq;
    if (head.epoch !== runtime.epoch || head.seq < from) {
      this.closeAll('resync', { reason: 'epoch' });
      return false;
    }
    if (head.seq > from) {
      // Also reads what was published meanwhile.
      await runtime.subjects.fresh();
      this.renewCatalogue();
      if (!(await this.tellChanged(from, head.seq, asOf))) {
        this.closeAll('resync', { reason: 'erased' });
      }
    }
    this.revision = head.seq;
    this.asOf = asOf;
    this.readAtMs = asOf;
    return true;
  }

  private async tellChanged(from: number, revision: number, asOf: number): Promise<boolean> {
    const feeds = [...this.feeds.values()];
    const systems = [...new Set(feeds.map(({ view }) => view.system))];
    if (systems.length === 0) return true;
    let page: readonly Changed[] = [];
    for await (const next of changedSince(this.runtime, systems, from)) {
      if (next === 'erased') return false;
      // Only the last page carries the cursor.
      for (const feed of feeds) feed.tell(feed.people(page), this.asOf);
      page = next;
      await new Promise((resume) => setImmediate(resume));
    }
    this.revision = revision;
    this.asOf = asOf;
    for (const feed of feeds) feed.tell(feed.people(page), asOf, this.cursor());
    return true;
  }

  private renewCatalogue(): void {
    const current = this.runtime.catalogues.current();
    for (const [name, feed] of this.feeds) {
      const changed = feed.teller.map.catalogue !== current;
      if (!changed && !feed.full) continue;
      feed.close(message('resync', { reason: changed ? 'catalogue' : 'gap' }));
      this.feeds.delete(name);
    }
  }

  private closeAll(...[name, data]: Parameters<typeof message>): void {
    for (const feed of this.feeds.values()) feed.close(message(name, data));
    this.feeds.clear();
    this.stop();
  }

  /** Also while the database does not answer: `asOf` stands still then. */
  private beat(): void {
    if (this.revision === undefined) return;
    for (const feed of this.feeds.values()) {
      feed.send(message('beat', { asOf: this.asOf }, this.cursor()));
    }
    this.keys.look([...this.feeds.values()]).catch((err: unknown) => {
      this.runtime.log.warn({ err }, 'keys of streams could not be looked at; tried again');
    });
  }
}

const hubs = new WeakMap<Runtime, Hub>();

export function hubOf(runtime: Runtime): Hub {
  const known = hubs.get(runtime);
  if (known !== undefined) return known;
  const hub = new Hub(runtime);
  hubs.set(runtime, hub);
  streams().set(runtime, hub);
  return hub;
}

/** Call before the listener closes: streams never end by themselves. */
export async function closeChanges(runtime: Runtime): Promise<void> {
  await hubs.get(runtime)?.close();
}
