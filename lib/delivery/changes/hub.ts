/**
 * The stream of changes of one process (API.md "Freshness"). Freshness is by the database's
 * revision, never by what this process did itself, so that it holds over any number of them.
 * INVARIANT: a cursor is sent only after everything up to it was; `asOf` is taken before the read
 * of the head it stands for, so that whoever cannot read the database keeps no lease alive.
 * INVARIANT: reading changes and letting somebody join happen one after the other: nobody is told
 * an older state after a newer one.
 */
import type { ConsentToken } from '../../identity/consent-token';
import type { Runtime } from '../../runtime/model';
import { changedSince, type Changed } from './changed';
import { Feed, message, type Member } from './feed';
import { tellEverybody } from './teller';
import type { View } from './view';

const LOOK_EVERY_MS = 15;
const BEAT_EVERY_MS = 400;
/** The head is read at least so often: leases run from there. */
const READ_EVERY_MS = 200;
/** More than this since a cursor is told by a snapshot. */
const MOST_CAUGHT_UP = 20_000;

export class Hub {
  private readonly feeds = new Map<string, Feed>();
  private turn: Promise<unknown> = Promise.resolve();
  private looking: ReturnType<typeof setTimeout> | undefined;
  private beating: ReturnType<typeof setInterval> | undefined;
  private checking = false;
  private closed = false;
  private seen: number | undefined;
  private readAtMs = -Infinity;
  /** As of the last read of the head. */
  private revision: number | undefined;
  private asOf = 0;

  constructor(private readonly runtime: Runtime) {}

  /** Of everybody on this process. */
  get clients(): number {
    return [...this.feeds.values()].reduce((sum, { members }) => sum + members.size, 0);
  }

  /** How long ago the database was last read for those who listen; 0 where nobody does. */
  get lagMs(): number {
    return this.clients === 0 ? 0 : Math.max(0, this.runtime.clock.now() - this.asOf);
  }

  /** Resolves when it stands, with the way to leave. Without a cursor it begins now. */
  join(view: View, member: Member, cursor: ConsentToken | undefined, once: boolean) {
    return this.inTurn(async () => {
      const { listener } = member;
      if (this.closed) {
        listener.write(message('end', { reason: 'closing' }));
        return listener.end();
      }
      if (!(await this.read())) {
        listener.write(message('resync', { reason: 'epoch' }));
        return listener.end();
      }
      const feed = this.feedOf(view);
      const told = await this.catchUp(feed, member, cursor);
      if (told && !once) {
        // Again: somebody who left meanwhile may have taken it off.
        this.feeds.set(view.name, feed);
        feed.members.add(member);
        this.start();
      } else {
        listener.end();
        this.leave(member);
      }
    });
  }

  leave(member: Member): void {
    for (const [name, feed] of this.feeds) {
      feed.members.delete(member);
      if (feed.members.size === 0) this.feeds.delete(name);
    }
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

  /** False: it was told to take everything anew. */
  private async catchUp(
    feed: Feed,
    { listener }: Member,
    cursor: ConsentToken | undefined,
  ): Promise<boolean> {
    const { runtime } = this;
    const revision = this.revision ?? 0;
    const from = cursor?.revision ?? revision;
    const anew = (reason: 'gap' | 'epoch' | 'erased'): false => {
      listener.write(message('resync', { reason }));
      return false;
    };
    if (cursor !== undefined && cursor.epoch !== runtime.epoch) return anew('epoch');
    if (from > revision) {
      runtime.log.error({ alarm: 'cursor_ahead' }, 'a cursor is newer than the database');
      return anew('gap');
    }
    const people = [];
    if (from < revision && !feed.view.test) {
      for await (const changed of changedSince(runtime, [feed.view.system], from)) {
        if (changed === 'erased') return anew('erased');
        people.push(...feed.people(changed));
        if (people.length > MOST_CAUGHT_UP) return anew('gap');
      }
    }
    // What is new to the tables is new to the others too.
    feed.tell([], this.asOf);
    listener.write(feed.begin());
    const { asOf } = this;
    const nothing = { timelines: [], profiles: [] };
    const last =
      people.length > 0
        ? message('change', { ...nothing, people, asOf }, this.cursor())
        : message('beat', { asOf }, this.cursor());
    return listener.write(last);
  }

  private start(): void {
    if (this.looking !== undefined || this.closed) return;
    const look = (): void => {
      void this.inTurn(() => this.look()).then(
        () => this.lookAgain(look),
        (err: unknown) => {
          this.runtime.log.warn({ err }, 'changes could not be read; tried again');
          this.lookAgain(look);
        },
      );
    };
    this.looking = setTimeout(look, LOOK_EVERY_MS);
    this.beating = setInterval(() => this.beat(), BEAT_EVERY_MS);
  }

  private lookAgain(look: () => void): void {
    if (this.looking !== undefined) this.looking = setTimeout(look, LOOK_EVERY_MS);
  }

  private stop(): void {
    clearTimeout(this.looking);
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
    this.checkKeys().catch((err: unknown) => {
      this.runtime.log.warn({ err }, 'keys of streams could not be looked at; tried again');
    });
  }

  /** A key that was revoked or ran out ends its streams within what is promised (SEC-10). */
  private async checkKeys(): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    try {
      const good = new Map<string, boolean>();
      for (const feed of this.feeds.values()) {
        for (const member of [...feed.members]) {
          const still = good.get(member.key) ?? (await member.stillGood());
          good.set(member.key, still);
          if (!still) feed.close(message('end', { reason: 'key' }), [member]);
        }
      }
    } finally {
      this.checking = false;
    }
  }
}

const hubs = new WeakMap<Runtime, Hub>();

export function hubOf(runtime: Runtime): Hub {
  const known = hubs.get(runtime);
  if (known !== undefined) return known;
  const hub = new Hub(runtime);
  hubs.set(runtime, hub);
  return hub;
}

/** Call before the listener closes: streams never end by themselves. */
export async function closeChanges(runtime: Runtime): Promise<void> {
  await hubs.get(runtime)?.close();
}
