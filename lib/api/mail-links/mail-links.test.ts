import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../../identity/deployment';
import { eraseSubject } from '../../record/erase';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';

const MAKE = '/api/v1/unsubscribe-links';
const DECISIONS = '/api/v1/decisions';
const ONE_CLICK = 'List-Unsubscribe=One-Click';
const URLENCODED = { 'content-type': 'application/x-www-form-urlencoded' };
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const reader = (id: string) => ({ system: 'mailer', id });
/** One bit of one digit of base64url is another. */
const flipped = (text: string, at: number) =>
  `${text.slice(0, at)}${DIGITS[DIGITS.indexOf(text[at] ?? '') ^ 1] ?? ''}${text.slice(at + 1)}`;

interface Link {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

describe.each(ENGINES)('links that refuse a mail, on %s', (_, settings) => {
  let api: ApiUnderTest;
  let mailer: string;
  let allowing: string;
  beforeAll(async () => {
    api = await openApiUnderTest({ ORIGIN: 'http://localhost:4000', ...(await settings()) });
    mailer = await api.key({ system: 'mailer' });
    allowing = await api.key({ system: 'mailer', scopes: ['decide', 'choice:allow'] });
  });
  afterAll(() => api.close());

  const linksFor = async (ids: readonly string[], key = mailer) => {
    const body = { touchpoint: 'newsletter', subjects: ids.map(reader) };
    const answer = await api.send('POST', MAKE, { key, body });
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    return (answer.json as { links: readonly Link[] }).links;
  };
  const pathOf = ({ url }: Link) => new URL(url).pathname;
  const linkFor = async (id: string) =>
    pathOf((await linksFor([id]))[0] ?? { url: '', headers: {} });
  const press = (path: string, body = ONE_CLICK, headers: Record<string, string> = URLENCODED) =>
    api.send('POST', path, { body, headers });
  const reasonFor = async (id: string) => {
    const body = { subject: reader(id), touchpoint: 'newsletter' };
    const { json } = await api.send('POST', DECISIONS, { key: mailer, body });
    return [json.decision, json.reason, json.otherwise];
  };
  const allow = async (id: string, more: object = {}) => {
    const body = {
      ...more,
      ...{ subject: reader(id), type: 'allow', surface: 'form', data: ['purchases'] },
      ...{ purposes: ['receive', 'message'], channels: ['mail', 'push'] },
      notice: { catalogueVersion: 1, locale: 'ja' },
      evidence: { kind: 'form', reference: '1' },
    };
    const headers = { 'idempotency-key': `"${String(Math.random())}"` };
    const answer = await api.send('POST', '/api/v1/choices', { key: allowing, headers, body });
    expect(answer.status).toBe(201);
  };

  it('carry the two headers of RFC 8058 and no name, and each is of one person alone', async () => {
    const links = await linksFor(['reader-1', 'reader-2', 'reader-1']);
    expect(new Set(links.map(({ url }) => url)).size).toBe(3);
    for (const { url, headers } of links) {
      expect(url).toMatch(/^http:\/\/localhost:4000\/u\/[\w-]+$/);
      expect(headers).toEqual({
        'List-Unsubscribe': `<${url}>`,
        'List-Unsubscribe-Post': ONE_CLICK,
      });
      // A line of a mail has at most 998 characters.
      expect(url.length).toBeLessThan(600);
      expect(Buffer.from(url.split('/u/')[1] ?? '', 'base64url').toString()).not.toContain(
        'reader',
      );
    }
  });

  it('say when what somebody allowed here ends, in the last thirty days and to no other system', async () => {
    const endsAt = new Date(Date.now() + 20 * 86_400_000).toISOString();
    const later = new Date(Date.now() + 40 * 86_400_000).toISOString();
    await allow('ends', { expiresAt: endsAt });
    await allow('lasts', { expiresAt: later });
    await allow('refused', { expiresAt: endsAt });
    await press(await linkFor('refused'));
    const announced = async (ids: readonly string[]) =>
      ((await linksFor(ids)) as readonly { announce?: object }[]).map(({ announce }) => announce);
    const page = 'http://localhost:4000/renewal';
    expect(await announced(['ends', 'lasts', 'refused', 'nobody'])).toEqual([
      { endsAt, page },
      ...[undefined, undefined, undefined],
    ]);
    const { vault } = api.runtime;
    const named = async (key: string, touchpoint: string) => {
      const subjects = [{ handle: vault.handleOf(reader('ends')) }];
      const { json } = await api.send('POST', MAKE, { key, body: { touchpoint, subjects } });
      return (json.links as readonly { announce?: object }[]).map(({ announce }) => announce);
    };
    expect(await named(mailer, 'newsletter')).toEqual([{ endsAt, page }]);
    const app = await api.key({ system: 'app' });
    expect(await named(app, 'push-offers')).toEqual([undefined]);
  });

  it('change nothing when they are fetched, however often and by whatever method but POST', async () => {
    await allow('fetched');
    const path = await linkFor('fetched');
    const before = await api.entries();
    for (let times = 0; times < 20; times += 1) {
      const answer = await api.send('GET', path, { headers: { purpose: 'prefetch' } });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe(`http://localhost:4000/mail/${path.slice(3)}`);
      expect((await api.send('HEAD', path)).status).toBe(303);
    }
    for (const method of ['PUT', 'DELETE']) expect((await api.send(method, path)).status).toBe(405);
    expect(await api.entries()).toBe(before);
  });

  it('refuse by one POST without cookie or key, urlencoded or multipart; a second one adds nothing', async () => {
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    const multipart = new Response(form);
    const type = multipart.headers.get('content-type') ?? '';
    const bodies = [
      [ONE_CLICK, URLENCODED],
      [await multipart.text(), { 'content-type': type }],
    ] as const;
    for (const [index, [body, headers]] of bodies.entries()) {
      const id = `pressed-${String(index)}`;
      await allow(id);
      const path = await linkFor(id);
      const before = await api.entries();
      const first = await press(path, body, headers);
      expect([first.status, first.headers.get('location')]).toEqual([200, null]);
      expect(await reasonFor(id)).toEqual([false, 'withdrawn', 'nothing']);
      const again = await Promise.all([1, 2, 3].map(() => press(path, body, headers)));
      expect(again.map(({ status, text }) => [status, text])).toEqual(
        again.map(() => [200, first.text]),
      );
      expect(await api.entries()).toBe(before + 1);
      await allow(id);
      expect(await reasonFor(id)).toEqual([true, 'allowed', 'generic']);
      expect((await press(path)).status).toBe(200);
      expect(await reasonFor(id)).toEqual([false, 'withdrawn', 'nothing']);
    }
  });

  it('say of the event that a link acted, on this channel alone', async () => {
    await allow('marked');
    await press(await linkFor('marked'));
    const { vault, subjects, store } = api.runtime;
    const subject = await subjects.byHandle(vault.handleOf(reader('marked')));
    const events = await store.eventsOf([subject?.subject ?? '']);
    expect(JSON.parse(events.at(-1)?.body?.json ?? '{}')).toMatchObject({
      ...{ type: 'deny', by: 'link', surface: 'mail-link' },
      ...{ purposes: ['receive'], channels: ['mail'], data: '*' },
    });
  });

  it('are kept for somebody nobody has seen, pressed five times at once', async () => {
    const path = await linkFor('unseen');
    const before = await api.entries();
    const pressed = await Promise.all(Array.from({ length: 5 }, () => press(path)));
    expect(pressed.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await api.entries()).toBe(before + 1);
    expect(await reasonFor('unseen')).toEqual([false, 'refused', 'nothing']);
  });

  it('write nothing about somebody who was erased', async () => {
    await allow('erased');
    const path = await linkFor('erased');
    const { vault, subjects } = api.runtime;
    const handle = vault.handleOf(reader('erased'));
    const subject = (await subjects.byHandle(handle))?.subject ?? '';
    const actor = deploymentPrincipal();
    const erased = await eraseSubject(api.runtime, { actor, subject, ground: 'requested' });
    expect(erased.ok).toBe(true);
    const before = await api.entries();
    expect((await press(path)).status).toBe(200);
    expect(await api.entries()).toBe(before);
    expect(await subjects.byHandle(handle)).toBeUndefined();
    expect(await reasonFor('erased')).toEqual([false, 'refused', 'nothing']);
  });

  it('are no links when changed, cut or made for something else: told alike, nothing written', async () => {
    const path = await linkFor('other');
    const other = Buffer.from(api.runtime.vault.seal('portal-flash', Buffer.from('{}')));
    const before = await api.entries();
    const wrong = [
      flipped(path, 30),
      // Some bits of the last digit carry nothing: the bytes may stay what they were.
      flipped(path, path.length - 1),
      path.slice(0, -8),
      `/u/${other.toString('base64url')}`,
      `/u/${'A'.repeat(120)}`,
      '/u/x',
    ];
    for (const one of wrong) {
      const answer = await press(one);
      expect([answer.status, answer.json.detail]).toEqual([404, 'This link is none of ours.']);
    }
    for (const body of ['', 'List-Unsubscribe=', 'a=One-Click']) {
      expect((await press(path, body)).status).toBe(400);
    }
    expect((await press(path, '{}', { 'content-type': 'application/json' })).status).toBe(400);
    expect(await api.entries()).toBe(before);
  });

  it('of a test key, and of a handle that is not the system’s own, do nothing', async () => {
    const test = await api.key({ system: 'mailer', test: true });
    const [made] = (
      await api.send('POST', MAKE, {
        key: test,
        body: { touchpoint: 'newsletter', subjects: [{ system: 'test', id: 'allowed' }] },
      })
    ).json.links as readonly Link[];
    const foreign = api.runtime.vault.handleOf({ system: 'shop', id: 'somebody' });
    const [named] = (
      await api.send('POST', MAKE, {
        key: mailer,
        body: { touchpoint: 'newsletter', subjects: [{ handle: foreign }] },
      })
    ).json.links as readonly Link[];
    const before = await api.entries();
    for (const link of [made, named]) {
      expect((await press(pathOf(link ?? { url: '', headers: {} }))).status).toBe(200);
    }
    expect(await api.entries()).toBe(before);
  });

  it('are made for the system’s own people and for what contacts them, else refused in words', async () => {
    const wrong = [
      [{ touchpoint: 'newsletter', subjects: [{ system: 'shop', id: '1' }] }, 403],
      [{ touchpoint: 'order-mail', subjects: [reader('1')] }, 422],
      [{ touchpoint: 'no-such-place', subjects: [reader('1')] }, 422],
      [{ touchpoint: 'shop-for-you', subjects: [reader('1')] }, 403],
      [{ touchpoint: 'newsletter', subjects: [] }, 400],
    ] as const;
    for (const [body, status] of wrong) {
      expect((await api.send('POST', MAKE, { key: mailer, body })).status).toBe(status);
    }
  });
});
