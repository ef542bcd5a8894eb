import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../../db/default-catalogue/content';
import { deploymentPrincipal } from '../../identity/deployment';
import { publishCatalogue } from '../../publishing/publish';
import type { NewPersonalEvent } from '../../record/model';
import type { Runtime } from '../../runtime/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../runtime/temporary';
import type { ChangesChange } from '../../../sdk/src/local-contract';
import type { Member } from './feed';
import { Hub } from './hub';

const SHOP = { name: 'shop', system: 'shop', touchpoints: ['*'], test: false };

let temporary: TemporaryRuntime;
let runtime: Runtime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  ({ runtime } = temporary);
});
afterAll(() => temporary.dispose());

const hubs: Hub[] = [];
function openHub(changed: Partial<Runtime['store']> = {}, most?: number): Hub {
  const hub = new Hub({ ...runtime, store: { ...runtime.store, ...changed } }, most);
  hubs.push(hub);
  return hub;
}
afterEach(async () => {
  await Promise.all(hubs.splice(0).map((hub) => hub.close()));
});

interface Client {
  readonly member: Member;
  readonly got: Buffer[];
  readonly state: {
    takes: boolean;
    /** Whoever is told what they missed waits for it. */
    taken: () => Promise<void>;
    ended: boolean;
    cut: boolean;
    good: boolean;
  };
}
function client(key = 'k'): Client {
  const got: Buffer[] = [];
  const taken = () => Promise.resolve();
  const state = { takes: true, taken, ended: false, cut: false, good: true };
  const listener = {
    write(bytes: Buffer) {
      if (state.takes) got.push(bytes);
      return state.takes;
    },
    room: () => state.taken().then(() => state.takes),
    end: () => void (state.ended = true),
    cut: () => void (state.cut = true),
  };
  return { member: { key, listener, stillGood: () => Promise.resolve(state.good) }, got, state };
}

function eventsOf({ got }: Client, event: string): Record<string, unknown>[] {
  return got.flatMap((bytes) => {
    const text = bytes.toString('utf8');
    if (!text.startsWith(`event: ${event}\n`)) return [];
    return [JSON.parse(text.slice(text.indexOf('data: ') + 6)) as Record<string, unknown>];
  });
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resume) => setTimeout(resume, 5));
}

async function say(id: string, body: NewPersonalEvent['body']): Promise<string> {
  const outcome = await runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id } },
    events: [{ about: 'subject', body }],
  });
  expect(outcome.ok).toBe(true);
  return runtime.vault.handleOf({ system: 'shop', id });
}
const refuse = (id: string): Promise<string> =>
  say(id, { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' });

/** What a client makes of all it got: each handle's timelines, in words. */
function answersOf({ got }: Client): ReadonlyMap<string, string> {
  const [timelines, profiles]: [unknown[], number[][]] = [[], []];
  const people = new Map<string, string>();
  for (const bytes of got) {
    const text = bytes.toString('utf8');
    const told = JSON.parse(text.slice(text.indexOf('data: ') + 6)) as Partial<ChangesChange>;
    timelines.push(...(told.timelines ?? []));
    profiles.push(...((told.profiles ?? []) as number[][]));
    for (const [handle, profile, ...instants] of told.people ?? []) {
      const row = (profiles[profile] ?? []).map((number) => timelines[number]);
      people.set(handle, JSON.stringify([row, instants]));
    }
  }
  return people;
}

function heardOf(one: Client, handle: string): boolean {
  return one.got.some((bytes) => bytes.includes(handle));
}

describe('the stream of changes', () => {
  it('is encoded once for all who see the same, and a slow one is cut without hurting others', async () => {
    const hub = openHub();
    const [one, other, slow] = [client(), client(), client()];
    for (const { member } of [one, other, slow]) await hub.join(SHOP, member, undefined, false);
    slow.state.takes = false;
    const handle = await refuse('H-1');
    await until(() => heardOf(one, handle) && heardOf(other, handle));
    const [told, alike] = [one, other].map(({ got }) => got.find((each) => each.includes(handle)));
    expect(told).toBe(alike);
    expect(slow.state).toMatchObject({ cut: true, ended: false });
    const next = await refuse('H-2');
    await until(() => heardOf(one, next) && heardOf(other, next));
    expect(hub.clients).toBe(2);
  });

  it('keeps no lease alive while the database does not answer, and goes on when it does', async () => {
    let frozen: Promise<void> | undefined;
    let thaw = (): void => undefined;
    const head = async () => {
      await frozen;
      return runtime.store.head();
    };
    const hub = openHub({ head });
    const one = client();
    await hub.join(SHOP, one.member, undefined, false);
    const before = eventsOf(one, 'beat').length;
    const joinedAt = (await runtime.store.head()).seq;
    // Who came without a cursor may hold anything of the time before.
    expect(hub.following(joinedAt)).toEqual([]);
    frozen = new Promise((resolve) => (thaw = resolve));
    const missed = await refuse('H-3');
    const at = { system: 'shop', touchpoints: ['*'] };
    expect(hub.following(joinedAt + 1)).toEqual([{ ...at, state: 'waiting' }]);
    await until(() => eventsOf(one, 'beat').length >= before + 4);
    const stood = eventsOf(one, 'beat').map(({ asOf }) => asOf);
    expect(new Set(stood.slice(-3)).size).toBe(1);
    expect(heardOf(one, missed)).toBe(false);
    frozen = undefined;
    thaw();
    await until(() => heardOf(one, missed));
    expect(hub.following(joinedAt + 1)).toEqual([{ ...at, state: 'follows' }]);
    await until(() => eventsOf(one, 'beat').at(-1)?.asOf !== stood.at(-1));
    hub.leave(one.member);
    expect(hub.following(joinedAt + 1)).toEqual([]);
  });

  it('goes on after a read that failed, with everything that was said meanwhile', async () => {
    let failing = false;
    const hub = openHub({
      changedPeople: (...asked) =>
        failing ? Promise.reject(new Error('away')) : runtime.store.changedPeople(...asked),
    });
    const one = client();
    await hub.join(SHOP, one.member, undefined, false);
    const beats = () => eventsOf(one, 'beat');
    failing = true;
    const handle = await refuse('H-4');
    const before = beats().length;
    await until(() => beats().length >= before + 3);
    // What could not be read is not claimed to be known.
    expect(
      new Set(
        beats()
          .slice(-2)
          .map(({ asOf }) => asOf),
      ).size,
    ).toBe(1);
    failing = false;
    await until(() => heardOf(one, handle));
  });

  it('ends with a new catalogue, since every answer may be another', async () => {
    const hub = openHub();
    const one = client();
    await hub.join(SHOP, one.member, undefined, false);
    const published = await publishCatalogue(runtime, deploymentPrincipal(), defaultCatalogue);
    expect(published.ok).toBe(true);
    await until(() => one.state.ended);
    expect(eventsOf(one, 'resync')).toEqual([{ reason: 'catalogue' }]);
    const again = client();
    await hub.join(SHOP, again.member, undefined, false);
    const { version } = runtime.catalogues.current();
    expect(eventsOf(again, 'begin')[0]).toMatchObject({ catalogueVersion: version });
  });

  it('ends for the key that is no longer good, and for no other', async () => {
    const hub = openHub();
    const [one, other] = [client('a'), client('b')];
    for (const { member } of [one, other]) await hub.join(SHOP, member, undefined, false);
    one.state.good = false;
    await until(() => one.state.ended);
    expect(eventsOf(one, 'end')).toEqual([{ reason: 'key' }]);
    const beats = eventsOf(other, 'beat').length;
    await until(() => eventsOf(other, 'beat').length > beats);
  });

  it('says that it closes, and takes nobody afterwards', async () => {
    const hub = openHub();
    const [one, late] = [client(), client()];
    await hub.join(SHOP, one.member, undefined, false);
    await hub.close();
    await hub.join(SHOP, late.member, undefined, false);
    for (const each of [one, late]) {
      expect(eventsOf(each, 'end')).toEqual([{ reason: 'closing' }]);
      expect(each.state.ended).toBe(true);
    }
  });

  it('looks at the database only while somebody listens', async () => {
    let looked = 0;
    const revision = () => {
      looked += 1;
      return runtime.store.revision();
    };
    const hub = openHub({ revision });
    const one = client();
    await hub.join(SHOP, one.member, undefined, false);
    await until(() => looked > 2);
    hub.leave(one.member);
    const before = looked;
    await new Promise((resume) => setTimeout(resume, 200));
    // One may have been under way.
    expect(looked).toBeLessThanOrEqual(before + 1);
  });

  describe('whoever was away while thousands changed', () => {
    const CHANGED = 1_600;
    let from = 0;
    let handles: readonly string[] = [];
    beforeAll(async () => {
      from = (await runtime.store.head()).seq;
      const ids = Array.from({ length: CHANGED }, (_, at) => `H-many-${String(at)}`);
      handles = await Promise.all(ids.map(refuse));
    });
    const cursor = () => ({ epoch: runtime.epoch, revision: from });
    const toldTo = (one: Client) =>
      eventsOf(one, 'change').flatMap((each) => each.people as [string][]);
    const cursorsOf = (one: Client) =>
      one.got.filter((bytes) => bytes.includes('\nid: ')).map((bytes) => one.got.indexOf(bytes));

    it('is told all of them, and a cursor only when that is complete', async () => {
      const hub = openHub();
      const one = client();
      await hub.join(SHOP, one.member, cursor(), true);
      expect(new Set(toldTo(one).map(([handle]) => handle))).toEqual(new Set(handles));
      expect(eventsOf(one, 'begin').length).toBe(1);
      expect(eventsOf(one, 'change').length).toBeGreaterThan(2);
      expect(cursorsOf(one)).toEqual([one.got.length - 1]);
      expect(one.state.ended).toBe(true);
    });

    it('holds nobody up, is never told an older state after a newer one, and stands then', async () => {
      const hub = openHub();
      const [slow, other] = [client(), client()];
      let take = (): void => undefined;
      const taking = new Promise<void>((resolve) => (take = resolve));
      const all = () => toldTo(slow).length >= CHANGED;
      slow.state.taken = () => (all() ? taking : Promise.resolve());
      await hub.join(SHOP, other.member, undefined, false);
      const joined = hub.join(SHOP, slow.member, cursor(), false);
      await until(all);
      // A state of its own kind: what it is told in is defined for the first time.
      const paused = await say('H-many-7', { type: 'pause', surface: 'system', untilMs: 2e12 });
      await until(() => heardOf(other, paused));
      expect(eventsOf(slow, 'beat')).toEqual([]);
      take();
      await joined;
      const next = await refuse('H-after');
      await until(() => heardOf(slow, next));
      expect(answersOf(slow).get(paused)).toEqual(answersOf(other).get(paused));
      expect(hub.clients).toBe(2);
    });

    it('begins anew where too many changed, or what it was told in is no more', async () => {
      const far = client();
      await openHub({}, CHANGED - 1).join(SHOP, far.member, cursor(), false);
      expect(eventsOf(far, 'resync')).toEqual([{ reason: 'gap' }]);
      expect([far.state.ended, cursorsOf(far)]).toEqual([true, []]);
      const hub = openHub();
      const one = client();
      let take = (): void => undefined;
      const taking = new Promise<void>((resolve) => (take = resolve));
      one.state.taken = () => taking;
      const joined = hub.join(SHOP, one.member, cursor(), false);
      await until(() => eventsOf(one, 'change').length > 0);
      await hub.close();
      take();
      await joined;
      expect(eventsOf(one, 'end')).toEqual([{ reason: 'closing' }]);
      expect([one.state.ended, cursorsOf(one), hub.clients]).toEqual([true, [], 0]);
    });

    it('is cut where it does not take what it is told', async () => {
      const hub = openHub();
      const one = client();
      one.state.takes = false;
      await hub.join(SHOP, one.member, cursor(), false);
      expect([one.state.cut, hub.clients]).toEqual([true, 0]);
    });
  });
});
