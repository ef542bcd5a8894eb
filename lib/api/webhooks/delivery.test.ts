import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';
import { deploymentPrincipal } from '../../identity/deployment';
import { Courier, type CourierOptions } from '../../delivery/webhooks/courier';
import { eraseSubject } from '../../record/erase';
import {
  openReceiver,
  selfSigned,
  type Got,
  type ReceiverUnderTest,
} from '../../delivery/webhooks/receiver.test-support';
import { MOST_ATTEMPTS } from '../../delivery/webhooks/schedule';

const HOUR_MS = 3_600_000;
const DENY = { type: 'deny', purposes: ['recommend'], channels: ['web'], data: '*' };
let count = 0;

describe.each(ENGINES)('webhooks on %s', (_, settings) => {
  let api: ApiUnderTest;
  let key: string;
  let nowMs = Date.now();
  const open: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const all = { ...(await settings()), WEBHOOKS_LOOPBACK: 'allow' };
    api = await openApiUnderTest(all, { clock: { now: () => nowMs } });
    key = await api.key({ scopes: ['webhooks', 'choice:refuse'] });
  });
  afterAll(() => api.close());
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });

  async function receiver(secure?: Parameters<typeof openReceiver>[0]): Promise<ReceiverUnderTest> {
    const one = await openReceiver(secure);
    open.push(() => one.close());
    return one;
  }
  function courier(options: CourierOptions = {}): Courier {
    const one = new Courier(api.runtime, options);
    open.push(() => one.stop());
    return one;
  }
  /** Told no more when the test is over. */
  async function webhook(url: string, by = key): Promise<{ id: string; secret: string }> {
    const made = await api.send('POST', '/api/v1/webhooks', { key: by, body: { url } });
    expect(made.status).toBe(201);
    const { id } = made.json['webhook'] as { id: string };
    open.push(() => api.send('DELETE', `/api/v1/webhooks/${id}`, { key: by }));
    return { id, secret: String(made.json['secret']) };
  }
  function newPerson(): string {
    count += 1;
    return `person-${String(count)}`;
  }
  const handleOf = (id: string, system = 'shop') => api.runtime.vault.handleOf({ system, id });
  async function say(id: string, choice: object = DENY, by = key, system = 'shop'): Promise<void> {
    count += 1;
    const body = { subject: { system, id }, surface: 'form', ...choice };
    const headers = { 'idempotency-key': `"choice-${String(count)}"` };
    const said = await api.send('POST', '/api/v1/choices', { key: by, body, headers });
    expect([said.status, said.text]).toEqual([201, said.text]);
  }
  /** Whatever is due within so long is tried. */
  async function deliver(one: Courier, laterMs = 2_500): Promise<void> {
    await one.turn();
    nowMs += laterMs;
    for (;;) {
      const before = await api.runtime.store.countDeliveries();
      await one.turn();
      await one.settled();
      const after = await api.runtime.store.countDeliveries();
      if (JSON.stringify(before) === JSON.stringify(after)) return;
    }
  }
  async function shown(id: string): Promise<Readonly<Record<string, unknown>>> {
    return (await api.send('GET', `/api/v1/webhooks/${id}`, { key })).json;
  }
  async function deliveries(id: string, query = ''): Promise<readonly Record<string, unknown>[]> {
    const path = `/api/v1/webhooks/${id}/deliveries${query}`;
    const { json } = await api.send('GET', path, { key });
    return json['deliveries'] as Record<string, unknown>[];
  }

  it('what a person says reaches the receiver once, signed, thin, under its own handle', async () => {
    const to = await receiver();
    const { id, secret } = await webhook(to.url);
    const person = newPerson();
    await say(person);
    nowMs = Math.max(nowMs, Date.now());
    await deliver(courier());
    expect(to.got).toHaveLength(1);
    const [got] = to.got;
    if (got === undefined) throw new Error('nothing came');
    const event = new Webhook(secret).verify(got.body, got.headers as Record<string, string>);
    const { consentToken } = (event as { data: { consentToken: string } }).data;
    expect(event).toEqual({
      ...{ specversion: '1.0', id: got.headers['webhook-id'], source: api.runtime.env.origin },
      ...{ type: 'nattoku.permissions.changed.v1', subject: handleOf(person) },
      datacontenttype: 'application/json',
      data: { handle: handleOf(person), consentToken },
    });
    const { seq } = await api.runtime.store.head();
    expect(api.runtime.vault.readConsentToken(consentToken)?.revision).toBeLessThanOrEqual(seq);
    const other = new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`);
    expect(() => other.verify(got.body, got.headers as Record<string, string>)).toThrow();
    const old = { ...(got.headers as Record<string, string>), 'webhook-timestamp': '1700000000' };
    expect(() => new Webhook(secret).verify(got.body, old)).toThrow();
    expect(await deliveries(id)).toMatchObject([{ id: got.id, status: 'delivered', attempts: 1 }]);
    expect(await shown(id)).toMatchObject({ enabled: true, waiting: 0, dead: 0 });
  });

  it('over https too, and not where nobody vouches for the receiver', async () => {
    const secure = selfSigned();
    const to = await receiver(secure);
    const { id } = await webhook(to.url);
    await say(newPerson());
    await deliver(courier());
    expect(to.got).toEqual([]);
    expect(await shown(id)).toMatchObject({ problem: 'certificate', waiting: 1 });
    await deliver(courier({ ca: secure.cert }), 31_000);
    expect(to.got).toHaveLength(1);
    expect(await shown(id)).not.toHaveProperty('failingSince');
  });

  it('nobody is told of what cannot change an answer at their own places', async () => {
    const to = await receiver();
    await webhook(to.url);
    const inApp = await api.key({ system: 'app', scopes: ['webhooks', 'choice:refuse'] });
    const app = await receiver();
    await webhook(app.url, inApp);
    const [elsewhere, person] = [newPerson(), newPerson()];
    await say(elsewhere, { ...DENY, purposes: ['cross-channel'], channels: ['store'] });
    await say(elsewhere, { type: 'touchpoint-off', touchpoint: 'newsletter' });
    await say(elsewhere, { ...DENY, data: ['age'] });
    await say(elsewhere, { type: 'technique-off', technique: 'generative-ai' });
    // Where staff look, not even that something was said.
    await say('A-1', { ...DENY, purposes: ['human-reading'], channels: ['app'] }, inApp, 'app');
    await say(person);
    await deliver(courier());
    expect(to.got.map(({ handle }) => handle)).toEqual([handleOf(person)]);
    expect(app.got).toEqual([]);
  });

  it('two systems that compare what they were told share nothing by which they could tell', async () => {
    const inApp = await api.key({ system: 'app', scopes: ['webhooks'] });
    const [shop, app] = [await receiver(), await receiver()];
    const [mine] = [await webhook(shop.url), await webhook(app.url, inApp)];
    const person = newPerson();
    await say(person, { ...DENY, purposes: ['cross-channel'], channels: ['store'] });
    const subject = (await api.runtime.subjects.byHandle(handleOf(person)))?.subject ?? '';
    await api.runtime.commit({
      actor: deploymentPrincipal(),
      about: { subject },
      events: [],
      identifiers: [{ handle: handleOf(person, 'app'), system: 'app', sealed: null }],
    });
    await say(person, { ...DENY, purposes: '*', channels: '*' });
    await deliver(courier());
    expect(shop.got.map(({ handle }) => handle)).toEqual([handleOf(person)]);
    expect(app.got.map(({ handle }) => handle)).toEqual([handleOf(person, 'app')]);
    const words = ({ body, headers }: Got) => [
      ...body.split('"'),
      ...[headers['webhook-id'], headers['webhook-signature']].map(String),
    ];
    const told = new Set(app.got.flatMap(words));
    const shared = shop.got.flatMap(words).filter((word) => told.has(word) && word.length > 20);
    expect(shared).toEqual(
      [api.runtime.env.origin, 'nattoku.permissions.changed.v1'].filter((word) => word.length > 20),
    );
    const all = JSON.stringify([shop.got, app.got, await deliveries(mine.id)]);
    for (const secret of [subject, person, '"seq"', 'recommend']) expect(all).not.toContain(secret);
  });

  it('a person’s changes come in their order, and nobody waits for another’s', async () => {
    const to = await receiver();
    const { id } = await webhook(to.url);
    const [poison, other] = [newPerson(), newPerson()];
    const bad = handleOf(poison);
    to.answer = ({ handle }) => (handle === bad ? 500 : 204);
    await say(poison);
    await say(other);
    await say(poison, { ...DENY, purposes: ['content'] });
    await say(other, { ...DENY, purposes: ['content'] });
    const one = courier();
    await deliver(one);
    expect(to.got.filter(({ handle }) => handle === handleOf(other))).toHaveLength(2);
    const tried = to.got.filter(({ handle }) => handle === bad);
    expect(tried).toHaveLength(1);
    await deliver(one, 10_000);
    expect(to.got.filter(({ handle }) => handle === bad)).toHaveLength(2);
    to.answer = () => 204;
    await deliver(one, 60_000);
    const ids = to.got.filter(({ handle }) => handle === bad).map((got) => got.id);
    // The first, three times under one id; then the second.
    expect(ids).toEqual([ids[0], ids[0], ids[0], ids[3]]);
    expect(new Set(ids).size).toBe(2);
    expect(await shown(id)).toMatchObject({ waiting: 0, dead: 0 });
  });

  it('a receiver that hangs or is dead holds up nobody else, and its letters can be sent again', async () => {
    const [slow, fast] = [await receiver(), await receiver()];
    slow.answer = () => 'hangs';
    const { id } = await webhook(slow.url);
    await webhook(fast.url);
    await say(newPerson());
    const one = courier({ timeoutMs: 2_000 });
    await deliver(one);
    expect(fast.got).toHaveLength(1);
    expect(await shown(id)).toMatchObject({ problem: 'timeout', waiting: 1 });
    slow.answer = () => 503;
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt += 1) {
      const [waiting] = await deliveries(id, '?status=waiting');
      await deliver(one, Date.parse(String(waiting?.['nextAttemptAt'])) - nowMs);
    }
    const dead = await deliveries(id, '?status=dead');
    expect(dead).toMatchObject([{ attempts: MOST_ATTEMPTS, problem: 'status_503' }]);
    expect(await shown(id)).toMatchObject({ enabled: true, dead: 1 });
    // Nothing has arrived for five days.
    nowMs += 5 * 24 * HOUR_MS;
    await say(newPerson());
    await deliver(one);
    expect(await shown(id)).toMatchObject({ enabled: false, disabledBecause: 'failing', dead: 1 });

    slow.answer = () => 204;
    const asked = slow.got.length;
    const path = `/api/v1/webhooks/${id}`;
    const body = { deliveries: 'dead' };
    expect((await api.send('POST', `${path}/redeliveries`, { key, body })).json).toEqual({
      waiting: 1,
    });
    await deliver(one);
    expect(slow.got).toHaveLength(asked);
    await api.send('PUT', path, { key, body: { enabled: true } });
    await deliver(one);
    expect(slow.got.slice(asked).map((got) => got.id)).toContain(dead[0]?.['id']);
    expect(await shown(id)).toMatchObject({ enabled: true, dead: 0 });
    expect(fast.got).toHaveLength(2);
  });

  it('410 ends it, a redirect is not followed, and what is said while it is off is not told', async () => {
    const [gone, moved] = [await receiver(), await receiver()];
    gone.answer = () => 410;
    moved.answer = () => 307;
    const [over, to] = [await webhook(gone.url), await webhook(moved.url)];
    const one = courier();
    await say(newPerson());
    await deliver(one);
    expect(await shown(over.id)).toMatchObject({ enabled: false, disabledBecause: 'gone' });
    expect(await shown(to.id)).toMatchObject({ enabled: true, problem: 'redirect' });
    expect(moved.got).toHaveLength(1);
    await say(newPerson());
    await deliver(one);
    expect(gone.got).toHaveLength(1);
    gone.answer = () => 204;
    await api.send('PUT', `/api/v1/webhooks/${over.id}`, { key, body: { enabled: true } });
    await deliver(one, 60_000);
    expect(new Set(gone.got.map((got) => got.id)).size).toBe(1);
  });

  it('somebody erased is told of a last time, and nothing of it is kept', async () => {
    const to = await receiver();
    const { id } = await webhook(to.url);
    const person = newPerson();
    await say(person);
    const one = courier();
    await deliver(one);
    const subject = (await api.runtime.subjects.byHandle(handleOf(person)))?.subject ?? '';
    const actor = deploymentPrincipal();
    const erasure = { actor, subject, ground: 'requested', keepSuppression: true } as const;
    expect(await eraseSubject(api.runtime, erasure)).toMatchObject({ ok: true });
    expect(await deliveries(id)).toEqual([]);
    await deliver(one);
    expect(to.got.map(({ handle }) => handle)).toEqual([handleOf(person), handleOf(person)]);
    nowMs += HOUR_MS;
    await one.turn();
    expect(await deliveries(id)).toEqual([]);
  });

  it('while a secret is replaced both sign, and then the new one alone', async () => {
    const to = await receiver();
    const { id, secret } = await webhook(to.url);
    const path = `/api/v1/webhooks/${id}/secrets`;
    const rotated = await api.send('POST', path, { key, body: { overlapHours: 1 } });
    const fresh = String(rotated.json['secret']);
    const one = courier();
    const good = (by: string) => {
      const got = to.got.at(-1);
      const signed = new Webhook(by).sign(
        String(got?.headers['webhook-id']),
        new Date(Number(got?.headers['webhook-timestamp']) * 1000),
        got?.body ?? '',
      );
      return String(got?.headers['webhook-signature']).split(' ').includes(signed);
    };
    await say(newPerson());
    await deliver(one);
    expect([good(secret), good(fresh)]).toEqual([true, true]);
    nowMs += HOUR_MS;
    await say(newPerson());
    await deliver(one);
    expect([good(secret), good(fresh)]).toEqual([false, true]);
  });

  it('of two processes one delivers; when it ends the other goes on', async () => {
    const to = await receiver();
    await webhook(to.url);
    const [first, second] = [courier(), courier()];
    await first.turn();
    await say(newPerson());
    await deliver(second);
    expect(to.got).toEqual([]);
    await deliver(first);
    expect(to.got).toHaveLength(1);
    await first.stop();
    await say(newPerson());
    await deliver(second);
    expect(to.got).toHaveLength(2);
  });

  it('who was killed is followed when its lease is over, and what it had begun is sent again', async () => {
    const to = await receiver();
    to.answer = () => 'hangs';
    await webhook(to.url);
    await say(newPerson());
    const killed = courier();
    await killed.turn();
    nowMs += 2_500;
    await killed.turn();
    to.answer = () => 204;
    nowMs += 31_000;
    await deliver(courier());
    const ids = to.got.map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
  });

  it('a name that leads inside by the time of sending is not reached', async () => {
    const to = await receiver();
    const { id } = await webhook(to.url.replace('127.0.0.1', 'localhost'));
    const inside = [{ address: '10.0.0.1', family: 4 }];
    await say(newPerson());
    await deliver(courier({ resolve: () => Promise.resolve(inside) }));
    expect(to.got).toEqual([]);
    expect(await shown(id)).toMatchObject({ problem: 'not_public' });
  });

  it('a row that was changed behind our back is told nothing, and the others are', async () => {
    const [mine, other] = [await receiver(), await receiver()];
    const [bad, good] = [await webhook(mine.url), await webhook(other.url)];
    const { sealed } = (await api.runtime.store.findWebhook(good.id)) ?? {};
    if (sealed === undefined) throw new Error('it was made');
    await api.runtime.store.changeWebhook(bad.id, { sealed });
    await say(newPerson());
    await deliver(courier());
    expect(mine.got).toEqual([]);
    expect(other.got).toHaveLength(1);
    expect((await api.runtime.store.findWebhook(bad.id))?.problem).toBe('unreadable');
    await api.runtime.store.removeWebhook(bad.id);
  });
});
