import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ExposureReason } from '../../../sdk/src/contract';
import { Courier } from '../../delivery/webhooks/courier';
import { openReceiver } from '../../delivery/webhooks/receiver.test-support';
import { deploymentPrincipal } from '../../identity/deployment';
import { openPersonSession } from '../../identity/entrances';
import { mint } from '../../identity/mint';
import type { PersonPrincipal, Scope } from '../../identity/model';
import { commitAct } from '../../portal/commands';
import { guessesFor } from '../../portal/guesses';
import { guessTag } from '../../record/contests';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';

const PATH = '/api/v1/contests';
const SYSTEMS = ['shop', 'mailer'] as const;
type System = (typeof SYSTEMS)[number];
const TEA: ExposureReason = {
  ...{ kind: 'guess', data: 'interests-guessed' },
  words: { ja: 'お茶がお好きだと推測したため' },
};
const DECISION = `dec_${'A'.repeat(24)}`;

let api: ApiUnderTest;
let keys: Readonly<Record<System | 'narrow' | 'test', string>>;
let nowMs = Date.now();
let count = 0;
beforeAll(async () => {
  const settings = { WEBHOOKS_LOOPBACK: 'allow' };
  api = await openApiUnderTest(settings, { clock: { now: () => nowMs } });
  const scopes: Scope[] = ['decide', 'webhooks', 'choice:allow'];
  keys = {
    shop: await api.key({ scopes }),
    mailer: await api.key({ scopes, system: 'mailer' }),
    narrow: await api.key({ scopes, touchpoints: ['site-search'] }),
    test: await api.key({ scopes, test: true }),
  };
});
afterAll(() => api.close());

interface Contest {
  readonly id: string;
  readonly handle: string;
  readonly status: string;
}
interface Somebody {
  readonly person: PersonPrincipal;
  readonly id: string;
  handle(system: System): string;
}

/** Known to both systems, and to the shop as somebody who likes tea. */
async function somebody(): Promise<Somebody> {
  const { runtime } = api;
  count += 1;
  const id = `somebody-${String(count)}`;
  const handle = (system: System) => runtime.vault.handleOf({ system, id });
  const session = await openPersonSession(runtime, `${id}@example.test`);
  if (session === undefined) throw new Error('no session');
  await runtime.commit({
    actor: deploymentPrincipal(),
    about: { subject: session.who },
    events: [],
    identifiers: SYSTEMS.map((system) => ({ handle: handle(system), system, sealed: null })),
  });
  const person = mint<PersonPrincipal>({ kind: 'person', subject: session.who, sessionId: 's' });
  const subject = { system: 'shop', id };
  const body = { subject, touchpoint: 'shop-for-you', decisionId: DECISION, because: [TEA] };
  const { status } = await api.send('POST', '/api/v1/exposures', { key: keys.shop, body });
  expect(status).toBe(202);
  await api.settle();
  return { person, id, handle };
}

async function act(
  { person }: Somebody,
  said: { act: 'contest'; guess: string } | { act: 'undo'; events: string },
): Promise<readonly string[]> {
  count += 1;
  const carried = { once: String(count).padStart(22, '0'), version: 1 };
  const outcome = await commitAct(api.runtime, person, { ...said, ...carried }, 'ja');
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.eventIds;
}
const contest = (who: Somebody) => act(who, { act: 'contest', guess: guessTag(TEA) });

async function listed(key: string, query = ''): Promise<readonly Contest[]> {
  const answer = await api.send('GET', PATH + query, { key });
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  return answer.json['contests'] as readonly Contest[];
}
const receive = (key: string, id: string) => api.send('PUT', `${PATH}/${id}/received`, { key });
const of = (handle: string) => `?handle=${handle}`;

describe('GET', () => {
  it('the system that runs the place reads what is wrong, by its own handle', async () => {
    const who = await somebody();
    expect(await listed(keys.shop, of(who.handle('shop')))).toEqual([]);
    await contest(who);
    const [one, ...others] = await listed(keys.shop, of(who.handle('shop')));
    const { id = '', ...rest } = one ?? {};
    expect([others, id.length]).toEqual([[], 43]);
    expect(rest).toEqual({
      ...{ handle: who.handle('shop'), touchpoint: 'shop-for-you', ...TEA },
      ...{ decisionId: DECISION, status: 'open' },
    });
    expect(await listed(keys.shop)).toContainEqual(one);
    const { json } = await api.send('GET', PATH, { key: keys.shop });
    expect(JSON.stringify(json)).not.toMatch(/sub_|evt_|exp_/);
  });

  it('no other system, no key of other places and no test key reads it', async () => {
    const who = await somebody();
    await contest(who);
    for (const key of [keys.mailer, keys.narrow, keys.test]) {
      for (const query of ['', of(who.handle('shop')), of(who.handle('mailer'))]) {
        expect(await listed(key, query)).toEqual([]);
      }
    }
  });

  it('goes on where it ended, and takes no other `after`', async () => {
    const read = async (after: string, key = keys.shop) =>
      (await api.send('GET', `${PATH}?after=${after}`, { key })).json;
    const { json } = await api.send('GET', PATH, { key: keys.shop });
    const next = String(json['next']);
    expect(await read(next)).toMatchObject({ contests: [], more: false });
    const who = await somebody();
    await contest(who);
    expect(await read(next)).toMatchObject({ contests: [{ handle: who.handle('shop') }] });
    for (const [after, key] of [
      [next, keys.mailer],
      [`${next.slice(0, -4)}AAAA`, keys.shop],
      ['0', keys.shop],
    ] as const) {
      expect((await api.send('GET', `${PATH}?after=${after}`, { key })).status).toBe(400);
    }
    expect((await api.send('GET', `${PATH}?status=old`, { key: keys.shop })).status).toBe(400);
    expect((await api.send('GET', PATH)).status).toBe(401);
  });
});

describe('PUT', () => {
  it('the person reads when it was received; said again, nothing is written', async () => {
    const who = await somebody();
    await contest(who);
    const [one] = await listed(keys.shop, of(who.handle('shop')));
    const before = await api.entries();
    const both = await Promise.all([
      receive(keys.shop, one?.id ?? ''),
      receive(keys.shop, one?.id ?? ''),
    ]);
    const again = await receive(keys.shop, one?.id ?? '');
    const receivedAt = new Date(nowMs).toISOString();
    for (const { status, json } of [...both, again]) {
      expect([status, json]).toEqual([200, { ...one, status: 'received', receivedAt }]);
    }
    expect(await api.entries()).toBe(before + 1);
    const { runtime } = api;
    const [guess] = await guessesFor(runtime, who.person, runtime.catalogues.current(), 'ja');
    expect(guess?.said?.systems).toEqual([{ system: 'shop', receivedAtMs: nowMs }]);
    expect(await listed(keys.shop, `${of(who.handle('shop'))}&status=open`)).toEqual([]);
  });

  it('what was taken back is withdrawn, and receiving it writes nothing', async () => {
    const who = await somebody();
    const [event = ''] = await contest(who);
    await act(who, { act: 'undo', events: event });
    const [one] = await listed(keys.shop, of(who.handle('shop')));
    expect(one?.status).toBe('withdrawn');
    const before = await api.entries();
    expect((await receive(keys.shop, one?.id ?? '')).json['status']).toBe('withdrawn');
    expect(await api.entries()).toBe(before);
  });

  it('404 to everybody else and for what there is not; 403 to a test key; no key contests', async () => {
    const who = await somebody();
    const [event = ''] = await contest(who);
    const { vault } = api.runtime;
    const before = await api.entries();
    const own = vault.refOf('shop', event);
    for (const [key, id] of [
      [keys.mailer, own],
      [keys.mailer, vault.refOf('mailer', event)],
      [keys.narrow, own],
      [keys.shop, event],
      [keys.shop, 'A'.repeat(43)],
    ] as const) {
      expect((await receive(key, id)).status).toBe(404);
    }
    expect((await receive(keys.test, own)).status).toBe(403);
    const body = {
      ...{ subject: { system: 'shop', id: who.id }, surface: 'app', type: 'contest' },
      ...{ exposure: 'exp_x', wrong: 'お茶' },
    };
    const headers = { 'idempotency-key': '"contest"' };
    const said = await api.send('POST', '/api/v1/choices', { key: keys.shop, body, headers });
    expect(said.status).toBe(403);
    expect(await api.entries()).toBe(before);
  });
});

describe('webhooks', () => {
  const open: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });

  it('the owner is told that there is something to read, and nobody else of anything', async () => {
    const who = await somebody();
    const told = async (key: string) => {
      const receiver = await openReceiver();
      open.push(() => receiver.close());
      const body = { url: receiver.url };
      const made = await api.send('POST', '/api/v1/webhooks', { key, body });
      expect(made.status).toBe(201);
      return receiver;
    };
    const [shop, mailer, narrow] = [
      await told(keys.shop),
      await told(keys.mailer),
      await told(keys.narrow),
    ];
    const courier = new Courier(api.runtime);
    open.push(() => courier.stop());
    const deliver = async () => {
      await courier.turn();
      nowMs += 2_500;
      await courier.turn();
      await courier.settled();
    };
    const [event = ''] = await contest(who);
    await deliver();
    await act(who, { act: 'undo', events: event });
    await deliver();
    const bodies = shop.got.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    const type = 'nattoku.guess.contested.v1';
    expect(bodies).toMatchObject([
      { type, subject: who.handle('shop'), data: { handle: who.handle('shop') } },
      { type, subject: who.handle('shop') },
    ]);
    expect(JSON.stringify(bodies)).not.toContain('お茶');
    expect([mailer.got, narrow.got]).toEqual([[], []]);
  });
});
