import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../../db/default-catalogue/content';
import { deploymentPrincipal } from '../../identity/deployment';
import { publishCatalogue } from '../../publishing/publish';
import type { Runtime } from '../../runtime/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../runtime/temporary';
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
function openHub(changed: Partial<Runtime['store']> = {}): Hub {
  const hub = new Hub({ ...runtime, store: { ...runtime.store, ...changed } });
  hubs.push(hub);
  return hub;
}
afterEach(async () => {
  await Promise.all(hubs.splice(0).map((hub) => hub.close()));
});

interface Client {
  readonly member: Member;
  readonly got: Buffer[];
  readonly state: { takes: boolean; ended: boolean; cut: boolean; good: boolean };
}
function client(key = 'k'): Client {
  const got: Buffer[] = [];
  const state = { takes: true, ended: false, cut: false, good: true };
  const listener = {
    write(bytes: Buffer) {
      if (state.takes) got.push(bytes);
      return state.takes;
    },
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

async function refuse(id: string): Promise<string> {
  const outcome = await runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id } },
    events: [
      {
        about: 'subject',
        body: { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' },
      },
    ],
  });
  expect(outcome.ok).toBe(true);
  return runtime.vault.handleOf({ system: 'shop', id });
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
    frozen = new Promise((resolve) => (thaw = resolve));
    const missed = await refuse('H-3');
    const before = eventsOf(one, 'beat').length;
    await until(() => eventsOf(one, 'beat').length >= before + 4);
    const stood = eventsOf(one, 'beat').map(({ asOf }) => asOf);
    expect(new Set(stood.slice(-3)).size).toBe(1);
    expect(heardOf(one, missed)).toBe(false);
    frozen = undefined;
    thaw();
    await until(() => heardOf(one, missed));
    await until(() => eventsOf(one, 'beat').at(-1)?.asOf !== stood.at(-1));
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

  it('tells a thousand who changed to whoever was away, and never an older state after a newer one', async () => {
    const hub = openHub();
    const { seq } = await runtime.store.head();
    const cursor = { epoch: runtime.epoch, revision: seq };
    const ids = Array.from({ length: 1_000 }, (_, at) => `H-many-${String(at)}`);
    const handles = await Promise.all(ids.map(refuse));
    const one = client();
    await hub.join(SHOP, one.member, cursor, false);
    const people = eventsOf(one, 'change').flatMap((each) => each.people as [string][]);
    expect(new Set(people.map(([handle]) => handle))).toEqual(new Set(handles));
  });
});
