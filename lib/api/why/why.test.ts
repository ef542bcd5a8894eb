import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WhyActAnswer, WhyAnswer } from '../../../sdk/src/why-contract';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';

const WHY = '/api/v1/why';
const ACTS = '/api/v1/why/acts';
const page = 'https://shop.example';
const TEA = {
  ...{ kind: 'guess', data: 'interests-guessed' },
  words: { ja: 'お茶がお好きだと推測したため', en: 'We guessed that you like tea' },
};

let api: ApiUnderTest;
let keys: Readonly<Record<'shop' | 'mailer' | 'test', string>>;
let nowMs = Date.now();
let count = 0;
beforeAll(async () => {
  api = await openApiUnderTest({}, { clock: { now: () => nowMs } });
  const scopes = ['decide', 'embed', 'choice:allow'] as const;
  keys = {
    shop: await api.key({ scopes: [...scopes] }),
    mailer: await api.key({ scopes: [...scopes], system: 'mailer' }),
    test: await api.key({ scopes: [...scopes], test: true }),
  };
});
afterAll(() => api.close());

const newId = () => `somebody-${String((count += 1))}`;

async function passFor(
  id: string,
  touchpoint = 'shop-for-you',
  system: 'shop' | 'mailer' = 'shop',
) {
  const body = { subject: { system, id }, touchpoint, origin: page };
  const made = await api.send('POST', '/api/v1/tokens', { key: keys[system], body });
  expect([made.status, made.text]).toEqual([201, made.text]);
  return made.json as { token: string; expiresAt: string; subject: { handle: string } };
}
const read = async (token: string, locale = 'en') => {
  const answer = await api.send('POST', WHY, { key: token, body: { locale } });
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  return answer.json as unknown as WhyAnswer;
};
const say = (token: string, act: object, headers = {}) =>
  api.send('POST', ACTS, { key: token, body: { locale: 'en', ...act }, headers });
const saidWith = async (token: string, act: object) => {
  const answer = await say(token, act);
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return answer.json as unknown as WhyActAnswer;
};
const decide = async (id: string, touchpoint: string, system: 'shop' | 'mailer' = 'shop') => {
  const body = { subject: { system, id }, touchpoint };
  return (await api.send('POST', '/api/v1/decisions', { key: keys[system], body })).json;
};
async function allowed(): Promise<string> {
  const id = newId();
  const headers = { 'idempotency-key': `"${id}"` };
  const body = {
    ...{ subject: { system: 'shop', id }, type: 'allow', surface: 'form', purposes: ['recommend'] },
    ...{ channels: ['web'], data: ['purchases'], notice: { catalogueVersion: 1, locale: 'ja' } },
    evidence: { kind: 'form', reference: id },
  };
  const answer = await api.send('POST', '/api/v1/choices', { key: keys.shop, body, headers });
  expect(answer.status).toBe(201);
  return id;
}
async function report(id: string): Promise<void> {
  const body = { subject: { system: 'shop', id }, touchpoint: 'shop-for-you', because: [TEA] };
  await api.send('POST', '/api/v1/exposures', { key: keys.shop, body });
  await api.settle();
}

describe('what is read', () => {
  it('says what, what for, since when and because of what, in the language asked for', async () => {
    const id = await allowed();
    await report(id);
    const { token } = await passFor(id);
    const before = await api.entries();
    const why = await read(token);
    const since = new Date(nowMs).toISOString();
    expect(why).toMatchObject({
      ...{ touchpoint: 'shop-for-you', status: 'partly', since, path: '/places/shop-for-you' },
      shown: { because: [{ kind: 'guess', words: 'We guessed that you like tea', lang: 'en' }] },
    });
    expect(why.data.map(({ permitted }) => permitted)).toContain(true);
    expect(why.purposes).toHaveLength(1);
    expect(why.offers.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['stop-here', 'stop-purpose', 'bought', 'too-many']),
    );
    expect((await read(token, 'ja')).shown?.because[0]?.words).toBe(TEA.words.ja);
    expect(JSON.stringify(why)).not.toMatch(/sub_|evt_|exp_|h1_/);
    expect(await api.entries()).toBe(before);
  });

  it('somebody nobody has seen reads the same as one who was never asked', async () => {
    const before = await api.runtime.store.countSubjects();
    const unseen = await read((await passFor(newId())).token);
    expect(await api.runtime.store.countSubjects()).toBe(before);
    const id = newId();
    const { token } = await passFor(id, 'home-hero');
    await saidWith(token, { act: 'stop-here' });
    expect(await read((await passFor(id)).token)).toEqual(unseen);
    const test = await api.send('POST', '/api/v1/tokens', {
      key: keys.test,
      body: { subject: { system: 'test', id: 'allowed' }, touchpoint: 'shop-for-you' },
    });
    expect(await read(String(test.json['token']))).toEqual(unseen);
    expect((await say(String(test.json['token']), { act: 'stop-here' })).status).toBe(403);
  });

  it('where staff look at a screen it says nothing of how somebody chose', async () => {
    const store = await api.key({ scopes: ['embed'], system: 'store' });
    const body = { subject: { system: 'store', id: newId() }, touchpoint: 'store-tablet' };
    const made = await api.send('POST', '/api/v1/tokens', { key: store, body });
    const why = await read(String(made.json['token']));
    expect([why.status, why.since]).toEqual([null, null]);
    expect(why.data.every(({ permitted }) => permitted === null)).toBe(true);
  });
});

describe('what is said', () => {
  it('stop here denies the next question, and is in the record as said on a page', async () => {
    const id = await allowed();
    expect((await decide(id, 'shop-for-you'))['decision']).toBe(true);
    const { savedAt, why, next } = await saidWith((await passFor(id)).token, { act: 'stop-here' });
    expect([savedAt, why.status]).toEqual([new Date(nowMs).toISOString(), 'off']);
    expect((await decide(id, 'shop-for-you'))['reason']).toBe('touchpoint_off');
    expect(why.offers.map(({ act }) => act)).not.toContain('stop-here');
    expect(next?.expiresAt).toBeDefined();
  });

  it('where all that is done here was refused, there is nothing to stop any more', async () => {
    let { token } = await passFor(await allowed());
    for (let offers = (await read(token)).offers; ;) {
      const [purpose] = offers.flatMap((offer) =>
        offer.act === 'stop-purpose' ? [offer.purpose] : [],
      );
      expect(offers.some(({ act }) => act === 'stop-here')).toBe(purpose !== undefined);
      if (purpose === undefined) break;
      const { why, next } = await saidWith(token, { act: 'stop-purpose', purpose });
      offers = why.offers;
      token = next?.token ?? '';
    }
  });

  it.each([
    ['stop-purpose', { act: 'stop-purpose', purpose: 'recommend' }, 'shop', 'shop-for-you', 'deny'],
    ['bought', { act: 'bought' }, 'shop', 'shop-for-you', 'limit'],
    ['too-many', { act: 'too-many' }, 'shop', 'shop-for-you', 'limit'],
    ['too-many', { act: 'too-many' }, 'mailer', 'newsletter', 'limit'],
  ] as const)(
    '%s (%o) at %s is one event, and is offered no more',
    async (name, act, system, place, type) => {
      const id = newId();
      const before = await api.entries();
      const { why } = await saidWith((await passFor(id, place, system)).token, act);
      expect(await api.entries()).toBe(before + 1);
      expect(why.offers.map((offer) => offer.act)).not.toContain(name);
      const handle = api.runtime.vault.handleOf({ system, id });
      const subject = (await api.runtime.subjects.byHandle(handle))?.subject ?? '';
      const [event] = await api.runtime.store.eventsOf([subject]);
      const body = JSON.parse(event?.body?.json ?? '{}') as Record<string, unknown>;
      expect(body).toMatchObject({ type, by: 'embed', surface: 'embed' });
    },
  );

  it('bought obliges whoever is permitted; too many mails leave one a week', async () => {
    const id = await allowed();
    await saidWith((await passFor(id)).token, { act: 'bought' });
    expect((await decide(id, 'shop-for-you'))['obligations']).toMatchObject([
      { type: 'suppress-purchased' },
    ]);
    const mailed = newId();
    await saidWith((await passFor(mailed, 'newsletter', 'mailer')).token, { act: 'too-many' });
    const handle = api.runtime.vault.handleOf({ system: 'mailer', id: mailed });
    const limits = (await api.runtime.subjects.byHandle(handle))?.state.limits ?? [];
    expect(limits.map(({ limit }) => limit)).toMatchObject([
      { kind: 'frequency', channel: 'mail', max: 1, per: 'week' },
    ]);
  });

  it('「違います」 goes to the system that reported it, once, and nothing else changes', async () => {
    const id = await allowed();
    await report(id);
    const { token } = await passFor(id);
    const guess = (await read(token)).shown?.because[0]?.guess;
    const { why, next } = await saidWith(token, { act: 'wrong', guess });
    expect(why.shown?.because[0]?.saidWrongAt).toBe(new Date(nowMs).toISOString());
    const before = await api.entries();
    await saidWith(next?.token ?? '', { act: 'wrong', guess });
    expect(await api.entries()).toBe(before);
    const { handle } = (await passFor(id)).subject;
    const heard = await api.send('GET', `/api/v1/contests?handle=${handle}`, { key: keys.shop });
    expect(heard.json['contests']).toMatchObject([{ handle, words: TEA.words, status: 'open' }]);
    expect((await decide(id, 'shop-for-you'))['decision']).toBe(true);
  });

  it('a token writes once: the same again is the same, anything else with it is 401', async () => {
    const id = await allowed();
    const { token } = await passFor(id);
    const both = await Promise.all([say(token, { act: 'bought' }), say(token, { act: 'bought' })]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    const before = await api.entries();
    expect((await say(token, { act: 'bought' })).status).toBe(201);
    expect((await say(token, { act: 'stop-here' })).status).toBe(401);
    expect(await api.entries()).toBe(before);
    const next = (both[0]?.json as unknown as WhyActAnswer).next?.token ?? '';
    await saidWith(next, { act: 'stop-here' });
    expect(await api.entries()).toBe(before + 1);
  });
});

describe('what is refused, and writes nothing', () => {
  const fine = { act: 'stop-here' };
  const wrong = { act: 'wrong', guess: 'A'.repeat(22) };
  it.each([
    [400, { act: 'allow' }],
    [400, { act: 'resume' }],
    [400, { act: 'stop-here', touchpoint: 'home-hero' }],
    [422, { act: 'stop-purpose', purpose: 'advertise' }],
    [404, wrong],
  ])('%i %o', async (status, act) => {
    const id = await allowed();
    const before = await api.entries();
    expect((await say((await passFor(id)).token, act)).status).toBe(status);
    expect(await api.entries()).toBe(before);
  });

  it('403 to any key and from pages of another origin; 401 when it is over', async () => {
    const id = await allowed();
    const before = await api.entries();
    for (const path of [WHY, ACTS]) {
      const body = { locale: 'en', ...(path === ACTS && fine) };
      expect((await api.send('POST', path, { key: keys.shop, body })).status).toBe(403);
    }
    const { token } = await passFor(id);
    const foreign = await say(token, fine, { origin: 'https://other.example' });
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([
      403,
      page,
    ]);
    nowMs += 5 * 60_000;
    expect((await say(token, fine)).status).toBe(401);
    expect(await api.entries()).toBe(before);
  });

  it('tells that its time is over to the page it was for, and to no other', async () => {
    const { token } = await passFor(await allowed());
    nowMs += 5 * 60_000;
    for (const [pass, origin, reader] of [
      [token, page, page],
      [token, 'https://other.example', null],
      [`${token}x`, page, null],
      ['a.b.c', page, null],
      [keys.shop.slice(0, -1), page, null],
    ] as const) {
      const answer = await say(pass, fine, { origin });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
        401,
        reader,
      ]);
    }
  });

  it('404 for what service needs, for another system’s handle and for one that somebody made up', async () => {
    const mailed = newId();
    await saidWith((await passFor(mailed, 'newsletter', 'mailer')).token, { act: 'bought' });
    const [entries, people] = [await api.entries(), await api.runtime.store.countSubjects()];
    const foreign = api.runtime.vault.handleOf({ system: 'mailer', id: mailed });
    for (const handle of [foreign, `h1_${'A'.repeat(43)}`]) {
      const body = { subject: { handle }, touchpoint: 'shop-for-you' };
      const made = await api.send('POST', '/api/v1/tokens', { key: keys.shop, body });
      const token = String(made.json['token']);
      expect((await read(token)).since).toBeNull();
      expect((await say(token, fine)).status).toBe(404);
    }
    const { token } = await passFor(newId(), 'order-mail', 'mailer');
    expect((await read(token)).offers).toEqual([]);
    expect((await say(token, fine)).status).toBe(422);
    expect(await api.entries()).toBe(entries);
    expect(await api.runtime.store.countSubjects()).toBe(people);
  });
});

describe('the frame', () => {
  const post = (
    fields: Record<string, string>,
    headers: Record<string, string> = { origin: page },
  ) =>
    api.send('POST', '/embed/why', {
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  const ancestors = ({ headers }: { headers: Headers }) =>
    /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1];

  it('is framed by the origin the token was made for, refuses by plain forms, and holds nothing that allows', async () => {
    const id = await allowed();
    await report(id);
    const { token } = await passFor(id);
    const once = `${page}/tea?once=same`;
    const shown = await post({ token, locale: 'ja', once });
    expect([shown.status, ancestors(shown)]).toEqual([200, page]);
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const text of [TEA.words.ja, 'ここで止める', '購入の記録', `href="${once}"`, '<h1>'])
      expect(shown.text).toContain(text);
    const acts = [...shown.text.matchAll(/<button name="act" value="([^"]+)"/g)].map(
      ([, act]) => act,
    );
    expect(new Set(acts)).toEqual(
      new Set(['stop-here', 'stop-purpose', 'bought', 'too-many', 'wrong']),
    );
    expect(shown.text).not.toMatch(/許可する|<script|onclick|style="/);
    const stopped = await post(
      { token, locale: 'ja', act: 'stop-here' },
      { origin: api.runtime.env.origin },
    );
    expect([stopped.status, stopped.text.includes('保存しました（')]).toEqual([200, true]);
    expect((await decide(id, 'shop-for-you'))['reason']).toBe('touchpoint_off');
    const foreign = await post({ token, locale: 'ja', once: 'https://evil.example/' });
    expect(foreign.text).not.toContain('evil.example');
  });

  it('nobody frames it without an origin, from another one, with no or an old token; nothing is written', async () => {
    const id = await allowed();
    const { token } = await passFor(id);
    const body = { subject: { system: 'shop', id }, touchpoint: 'shop-for-you' };
    const made = await api.send('POST', '/api/v1/tokens', { key: keys.shop, body });
    const before = await api.entries();
    const act = 'stop-here';
    for (const [status, answer] of [
      [200, await post({ token: String(made.json['token']) }, { origin: api.runtime.env.origin })],
      [403, await post({ token, act }, { origin: 'https://evil.example' })],
      [403, await post({ token, act }, { origin: 'null' })],
      [403, await post({ token, act }, {})],
      [401, await post({ token: keys.shop, act })],
      [401, await post({ token: `${token}x`, act })],
      [422, await post({ token, act: 'allow' })],
      [405, await api.send('GET', '/embed/why')],
    ] as const) {
      expect([answer.status, ancestors(answer)]).toEqual([
        status,
        status === 422 ? page : "'none'",
      ]);
    }
    nowMs += 5 * 60_000;
    expect((await post({ token, act })).status).toBe(401);
    expect(ancestors(await post({ token, act }, { origin: 'https://evil.example' }))).toBe(
      "'none'",
    );
    expect(await api.entries()).toBe(before);
  });

  it('says in its place that nothing can be read now, where the records cannot be', async () => {
    const { token } = await passFor(await allowed());
    const fresh = vi.spyOn(api.runtime.subjects, 'fresh').mockRejectedValue(new Error('no disk'));
    const before = await api.entries();
    const shown = await post({ token, locale: 'en', act: 'stop-here' });
    fresh.mockRestore();
    expect([shown.status, ancestors(shown)]).toEqual([503, page]);
    expect(shown.text).toContain('This cannot be checked right now.');
    expect(shown.text).toContain(`href="${api.runtime.env.origin}/places/shop-for-you?from=why"`);
    expect(shown.text).not.toMatch(/no disk|<form|name="token"/);
    expect(await api.entries()).toBe(before);
  });

  it.each([
    ['ja', '開いてから時間がたちました。もう一度開いてください。', 'この場所の設定を開く'],
    ['en', 'This was open for too long. Please open it again.', 'Settings of this place'],
  ])(
    'once its time is over, says so where it stands and leads to the place (%s)',
    async (...of) => {
      const [locale, said, link] = of;
      const { token } = await passFor(await allowed());
      nowMs += 5 * 60_000;
      const own = `${api.runtime.env.origin}/places/shop-for-you?from=why`;
      for (const origin of [page, api.runtime.env.origin]) {
        const shown = await post({ token, locale, act: 'stop-here' }, { origin });
        expect([shown.status, ancestors(shown)]).toEqual([401, page]);
        for (const text of [`lang="${locale}"`, said, link, `href="${own}"`])
          expect(shown.text).toContain(text);
        expect(shown.text).not.toMatch(/<form|<button|name="token"/);
      }
    },
  );
});
