import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES, openApiUnderTest, type Answer, type ApiUnderTest } from '../under-test';
import { answersSchema, entitiesSchema } from './contract';

const EVALUATION = '/access/v1/evaluation';
const EVALUATIONS = '/access/v1/evaluations';
const SUBJECTS = '/access/v1/search/subject';

type Entity = { type: string; id: string; properties?: object };
const touchpoint = (id: string, data?: unknown): Entity => ({
  ...{ type: 'touchpoint', id },
  ...(data !== undefined && { properties: { data } }),
});
const purpose = (id: string, data?: unknown): Entity => ({
  ...touchpoint(id, data),
  type: 'purpose',
});

describe.each(ENGINES)('on %s', (_engine, settings) => {
  let api: ApiUnderTest;
  const keys = new Map<string, string>();
  beforeAll(async () => {
    api = await openApiUnderTest(await settings());
    for (const system of ['shop', 'mailer', 'adtech', 'store', 'contact', 'data']) {
      const scopes = ['decide', 'audience', 'choice:allow', 'choice:refuse'] as const;
      keys.set(system, await api.key({ system, scopes: [...scopes] }));
    }
  });
  afterAll(() => api.close());

  let said = 0;
  async function say(system: string, id: string, choice: object): Promise<void> {
    said += 1;
    const answer = await api.send('POST', '/api/v1/choices', {
      ...{ key: keys.get(system) ?? '', headers: { 'idempotency-key': `"${String(said)}"` } },
      body: { subject: { system, id }, surface: 'call', ...choice },
    });
    if (answer.status !== 201) throw new Error(answer.text);
  }
  const allow = (purposes: string[], channel: string, data: string[]) => ({
    ...{ type: 'allow', purposes, channels: [channel], data },
    notice: { catalogueVersion: 1, locale: 'ja' },
    evidence: { kind: 'call', reference: 'T-1' },
  });
  const user = (system: string, id: string): Entity => ({ type: 'user', id: `${system}:${id}` });
  const post = (path: string, system: string, body: object, headers = {}): Promise<Answer> =>
    api.send('POST', path, { key: keys.get(system) ?? '', body, headers });
  async function may(
    system: string,
    id: string,
    action: string,
    resource: Entity,
    properties?: object,
  ): Promise<unknown> {
    const body = {
      subject: user(system, id),
      action: { name: action, ...(properties && { properties }) },
      resource,
    };
    const { status, json } = await post(EVALUATION, system, body);
    expect(status).toBe(200);
    return json.decision;
  }

  describe('one question', () => {
    it('is answered as our own API answers it, and bare', async () => {
      await say('shop', 'p1', allow(['recommend'], 'web', ['purchases', 'browsing']));
      const body = {
        subject: user('shop', 'p1'),
        action: { name: 'personalize' },
        resource: touchpoint('shop-for-you', ['purchases']),
      };
      const answer = await post(EVALUATION, 'shop', body);
      expect([answer.status, answer.text]).toEqual([200, '{"decision":true}']);
      expect(answer.headers.get('decision-id')).toMatch(/^dec_/);
      expect(answer.headers.get('consent-token')).toMatch(/^[\w-]{48,}$/);
      expect(answer.headers.get('valid-until')).toMatch(/Z$/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const again = await post(EVALUATION, 'shop', body);
      expect(again.text).toBe(answer.text);
      expect(again.headers.get('decision-id')).not.toBe(answer.headers.get('decision-id'));
    });

    it('says why when asked to, in the words of our own API', async () => {
      const subject = { system: 'shop', id: 'p1' };
      const own = await post('/api/v1/decisions', 'shop', { subject, touchpoint: 'shop-for-you' });
      const answer = await post(EVALUATION, 'shop', {
        ...{ subject: user('shop', 'p1'), action: { name: 'personalize' } },
        ...{ resource: touchpoint('shop-for-you'), options: { explain: true } },
      });
      const { decision, ...rest } = own.json;
      const stable = Object.entries(rest).filter(
        ([name]) => !['validUntil', 'consentToken', 'decisionId'].includes(name),
      );
      expect(answer.json).toEqual({ decision, context: Object.fromEntries(stable) });
    });

    it('about a place that is not on the map, or not in this channel, is a no', async () => {
      const question = { subject: user('shop', 'p1'), options: { explain: true } };
      const ask = async (action: object, resource: Entity) =>
        (await post(EVALUATION, 'shop', { ...question, action, resource })).json;
      expect(await ask({ name: 'personalize' }, touchpoint('nowhere'))).toMatchObject({
        decision: false,
        context: { reason: 'unknown_touchpoint', touchpoint: 'nowhere', otherwise: 'nothing' },
      });
      const elsewhere = { name: 'personalize', properties: { channel: 'mail' } };
      for (const resource of [touchpoint('shop-for-you'), purpose('recommend')]) {
        expect(await ask(elsewhere, resource)).toMatchObject({ decision: false });
      }
      expect(await ask({ name: 'personalize' }, touchpoint('NO KEY'))).toMatchObject({
        decision: false,
        context: { reason: 'error', touchpoint: '' },
      });
    });

    it('about somebody nobody has seen is answered like somebody never asked', async () => {
      await say('shop', 'asked-elsewhere', allow(['content'], 'web', ['browsing']));
      for (const explain of [true, false]) {
        const [seen, unseen] = await Promise.all(
          ['asked-elsewhere', 'nobody'].map((id) =>
            post(EVALUATION, 'shop', {
              ...{ subject: user('shop', id), action: { name: 'personalize' } },
              ...{ resource: touchpoint('shop-for-you'), options: { explain } },
            }),
          ),
        );
        expect(seen?.text).toBe(unseen?.text);
      }
    });

    it('may name somebody by a handle of the asking system, and by no other', async () => {
      const { vault } = api.runtime;
      const handle = vault.handleOf({ system: 'shop', id: 'p1' });
      const question = { action: { name: 'personalize' }, resource: touchpoint('shop-for-you') };
      const ask = async (id: string, type = 'user') =>
        (await post(EVALUATION, 'shop', { ...question, subject: { type, id } })).text;
      expect(await ask(handle)).toBe('{"decision":true}');
      for (const id of [
        vault.handleOf({ system: 'mailer', id: 'p1' }),
        ...['mailer:p1', 'p1', ':p1', 'shop:', 'shop', '', 'h1_x', 'test:allowed', '\ud800'],
      ]) {
        expect([id, await ask(id)]).toEqual([id, '{"decision":false}']);
      }
      expect(await ask(handle, 'device')).toBe('{"decision":false}');
    });

    it('is narrowed by what the caller says, and never widened', async () => {
      const place = 'shop-for-you';
      const ask = (resource: Entity, properties?: object) =>
        may('shop', 'p1', 'personalize', resource, properties);
      expect(await ask(touchpoint(place), { channel: 'web' })).toBe(true);
      expect(await ask(touchpoint(place), { channel: 'mail' })).toBe(false);
      expect(await ask(touchpoint(place), { channel: 7 })).toBe(false);
      expect(await ask(touchpoint(place, ['browsing']))).toBe(true);
      expect(await ask(touchpoint(place, ['interests-told']))).toBe(false);
      expect(await ask(touchpoint(place, ['location']))).toBe(false);
      for (const data of ['browsing', [7], ['NO KEY'], Array(65).fill('browsing'), {}]) {
        expect(await ask(touchpoint(place, data))).toBe(false);
      }
      const widened = await post(EVALUATION, 'shop', {
        subject: { ...user('shop', 'nobody'), properties: { allowed: true, role: 'admin' } },
        action: { name: 'personalize', properties: { basis: 'contract' } },
        resource: { ...touchpoint(place), properties: { requires: [] } },
        context: { decision: true, consent: 'given' },
      });
      expect(widened.text).toBe('{"decision":false}');
    });

    it('hears no where the person’s browser says no', async () => {
      await say('adtech', 'gpc', allow(['advertise'], 'ads', ['search-terms']));
      const body = {
        ...{ subject: user('adtech', 'gpc'), action: { name: 'share' } },
        resource: touchpoint('keyword-ads'),
      };
      expect((await post(EVALUATION, 'adtech', body)).json.decision).toBe(true);
      const context = { signals: { gpc: true } };
      expect((await post(EVALUATION, 'adtech', { ...body, context })).json.decision).toBe(false);
    });

    it('about a permit with obligations is a no to whoever does not ask for them', async () => {
      await say('shop', 'p2', allow(['recommend'], 'web', ['purchases']));
      await say('shop', 'p2', { type: 'limit', notPurchased: true });
      const body = {
        ...{ subject: user('shop', 'p2'), action: { name: 'personalize' } },
        resource: touchpoint('shop-for-you'),
      };
      expect((await post(EVALUATION, 'shop', body)).text).toBe('{"decision":false}');
      const told = await post(EVALUATION, 'shop', { ...body, options: { explain: true } });
      expect(told.json).toMatchObject({
        decision: true,
        context: { obligations: [{ type: 'suppress-purchased' }] },
      });
    });

    it('never says why at a screen that staff look at', async () => {
      await say('store', 'p3', { type: 'deny', purposes: '*', channels: '*', data: '*' });
      const body = {
        ...{ subject: user('store', 'p3'), action: { name: 'show_staff' } },
        ...{ resource: touchpoint('store-tablet'), options: { explain: true } },
      };
      const refused = await post(EVALUATION, 'store', body);
      const { context } = refused.json as { context: object };
      expect(Object.keys(context)).toEqual(['otherwise', 'touchpoint', 'catalogueVersion']);
      const unseen = await post(EVALUATION, 'store', { ...body, subject: user('store', 'x') });
      expect(unseen.text).toBe(refused.text);
    });
  });

  describe('an action', () => {
    it('contact asks the contact purpose: untailored mail may be sent, a tailored one not', async () => {
      await say('mailer', 'm1', allow(['receive'], 'mail', []));
      const place = touchpoint('campaign-mail');
      expect(await may('mailer', 'm1', 'contact', place)).toBe(true);
      expect(await may('mailer', 'm1', 'personalize', place)).toBe(false);
      expect(await may('mailer', 'm1', 'contact', touchpoint('campaign-mail', ['age']))).toBe(
        false,
      );
      expect(await may('mailer', 'nobody', 'contact', place)).toBe(false);
      expect(await may('mailer', 'm1', 'contact', touchpoint('order-mail'))).toBe(false);
      expect(await may('mailer', 'm1', 'contact', touchpoint('sms-notice'))).toBe(false);
      await say('mailer', 'm1', { type: 'touchpoint-off', touchpoint: 'campaign-mail' });
      expect(await may('mailer', 'm1', 'contact', place)).toBe(false);
      expect(await may('mailer', 'm1', 'contact', touchpoint('newsletter'))).toBe(true);
      // By purpose every place of theirs that contacts must agree.
      expect(await may('mailer', 'm1', 'contact', purpose('receive'), { channel: 'mail' })).toBe(
        false,
      );
    });

    it('makes sense only where its purpose, technique or recipient is', async () => {
      const everything = { ...allow(['recommend'], 'web', ['purchases']) };
      await say('shop', 'p4', everything);
      const place = touchpoint('shop-for-you');
      const answers = new Map<string, unknown>();
      for (const action of [
        ...['personalize', 'profile', 'contact', 'share', 'sell', 'train', 'infer', 'show_staff'],
        ...['read', 'PERSONALIZE', '', '__proto__'],
      ]) {
        answers.set(action, await may('shop', 'p4', action, place));
      }
      expect([...answers].filter(([, decision]) => decision).map(([action]) => action)).toEqual([
        'personalize',
        'profile',
      ]);
    });

    it('infer and train are their own purposes, at the place or by name', async () => {
      await say('shop', 'p5', allow(['predict'], 'web', ['browsing']));
      expect(await may('shop', 'p5', 'infer', touchpoint('proactive-help'))).toBe(true);
      expect(await may('shop', 'p5', 'infer', purpose('predict'))).toBe(true);
      expect(await may('shop', 'p5', 'infer', purpose('predict', ['browsing']))).toBe(true);
      expect(await may('shop', 'p5', 'infer', purpose('content'))).toBe(false);
      expect(await may('shop', 'p5', 'train', purpose('predict'))).toBe(false);
      expect(await may('data', 'p5', 'train', touchpoint('model-training'))).toBe(false);
    });

    it('by purpose is permitted only where every place of the asking system is', async () => {
      await say('shop', 'p6', allow(['recommend'], 'web', ['purchases']));
      expect(await may('shop', 'p6', 'personalize', purpose('recommend'))).toBe(true);
      expect(await may('shop', 'p6', 'personalize', purpose('recommend'), { channel: 'app' })).toBe(
        false,
      );
      await say('shop', 'p6', { type: 'touchpoint-off', touchpoint: 'shop-for-you' });
      expect(await may('shop', 'p6', 'personalize', purpose('recommend'))).toBe(false);
      await say('mailer', 'm6', allow(['receive', 'message'], 'mail', ['purchases']));
      expect(
        await may('mailer', 'm6', 'personalize', purpose('message'), { channel: 'mail' }),
      ).toBe(false);
      const answer = await post(EVALUATION, 'shop', {
        ...{ subject: user('shop', 'p1'), action: { name: 'personalize' } },
        ...{ resource: purpose('unknown'), options: { explain: true } },
      });
      const context = { reason: 'unknown_touchpoint', touchpoint: '' };
      expect(answer.json).toMatchObject({ decision: false, context });
    });
  });

  describe('a purpose asked about as a whole', () => {
    const told = ({ json }: Answer) => {
      const { decision, context, ...rest } = json as { decision: boolean; context?: object };
      const { reason, otherwise, data, obligations } = (context ?? rest) as Record<string, unknown>;
      return { decision, reason, otherwise, data, obligations };
    };
    const choices: readonly (readonly [string, readonly object[]])[] = [
      ['somebody never asked', []],
      ['a permit', [allow(['recommend', 'content'], 'web', ['purchases', 'browsing'])]],
      ['a stop', [{ type: 'deny', purposes: '*', channels: '*', data: '*' }]],
      [
        'limits',
        [
          { type: 'limit', variety: true },
          { type: 'limit', notPurchased: true },
        ],
      ],
      ['a place off', [{ type: 'touchpoint-off', touchpoint: 'shop-also-bought' }]],
      ['a technique off', [{ type: 'technique-off', technique: 'collective' }]],
    ];
    it.each(choices)('is answered as our own API answers it: %s', async (name, said) => {
      const id = `whole ${name}`;
      for (const choice of said) await say('shop', id, choice);
      for (const key of ['recommend', 'recommend-collective', 'content', 'predict', 'assist']) {
        const own = await post('/api/v1/decisions', 'shop', {
          ...{ subject: { system: 'shop', id }, purpose: key, channel: 'web', data: [] },
        });
        const answer = await post(EVALUATION, 'shop', {
          subject: user('shop', id),
          action: { name: 'personalize', properties: { channel: 'web' } },
          ...{ resource: purpose(key), options: { explain: true } },
        });
        expect([key, told(answer)]).toEqual([key, told(own)]);
      }
    });
  });

  describe('many questions', () => {
    it('are answered in their order, and stop where they are told to', async () => {
      const body = {
        subject: { type: 'user' },
        action: { name: 'personalize' },
        resource: touchpoint('shop-for-you'),
        evaluations: [
          { subject: user('shop', 'p1') },
          { subject: { id: 'shop:nobody' } },
          { subject: { type: 'user', id: 'shop:p1' }, resource: { id: 'home-hero' } },
          { subject: user('shop', 'p1') },
        ],
      };
      const all = await post(EVALUATIONS, 'shop', body);
      const bare = [true, false, false, true].map((decision) => ({ decision }));
      expect(all.json).toEqual({ evaluations: bare });
      answersSchema.parse(all.json);
      expect((await post(EVALUATIONS, 'shop', body)).text).toBe(all.text);
      const first = { evaluations_semantic: 'deny_on_first_deny' };
      const cut = await post(EVALUATIONS, 'shop', { ...body, options: first });
      expect(cut.json).toEqual({ evaluations: bare.slice(0, 2) });
      const ids = all.headers.get('decision-id')?.split(', ') ?? [];
      // The last one is the first question again: asked, and counted, once.
      expect(ids).toHaveLength(4);
      expect(ids[3]).toBe(ids[0]);
    });

    it('a thousand are answered, one more is refused', async () => {
      const evaluations = Array.from({ length: 1000 }, (_, at) => ({
        subject: user('shop', at % 2 === 0 ? 'p1' : `nobody-${String(at)}`),
      }));
      const body = { action: { name: 'personalize' }, resource: touchpoint('shop-for-you') };
      const { json, headers } = await post(EVALUATIONS, 'shop', { ...body, evaluations });
      const decisions = (json.evaluations as { decision: boolean }[]).map((one) => one.decision);
      expect(decisions).toEqual(evaluations.map((_, at) => at % 2 === 0));
      expect(headers.get('decision-id')).toBeNull();
      const more = [...evaluations, {}];
      const refused = await post(EVALUATIONS, 'shop', { ...body, evaluations: more });
      expect([refused.status, refused.text]).toEqual([
        400,
        expect.stringContaining('/evaluations'),
      ]);
    });
  });

  describe('freshness', () => {
    const body = {
      ...{ subject: user('shop', 'p1'), action: { name: 'personalize' } },
      resource: touchpoint('shop-for-you'),
    };
    it('a token that was given is honoured, one that was not is 400', async () => {
      const token = (await post(EVALUATION, 'shop', body)).headers.get('consent-token') ?? '';
      const fresh = await post(EVALUATION, 'shop', body, { 'consent-token': token });
      expect([fresh.status, fresh.text]).toEqual([200, '{"decision":true}']);
      const malformed = await post(EVALUATION, 'shop', body, { 'consent-token': 'made-up' });
      expect(malformed.status).toBe(400);
      expect(malformed.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    });

    it('a token of another history is 409, once: the one to go on with comes along', async () => {
      const token = api.runtime.vault.consentToken('another-epoch', 1);
      const conflict = await post(EVALUATION, 'shop', body, { 'consent-token': token });
      expect(conflict.status).toBe(409);
      const next = conflict.headers.get('consent-token') ?? '';
      const heard = await post(EVALUATION, 'shop', body, { 'consent-token': next });
      expect([heard.status, heard.text]).toEqual([200, '{"decision":true}']);
    });

    it('a token beyond what is known is 503, never an answer', async () => {
      const { vault, epoch, subjects } = api.runtime;
      const token = vault.consentToken(epoch, subjects.seq() + 1000);
      const ahead = await post(EVALUATION, 'shop', body, { 'consent-token': token });
      expect(ahead.status).toBe(503);
      expect(ahead.headers.get('retry-after')).not.toBeNull();
      expect(ahead.text).not.toContain('decision');
    });
  });

  describe('a search for people', () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => `contact-${id}`);
    const body = {
      ...{ subject: { type: 'user', id: 'ignored' }, action: { name: 'infer' } },
      resource: touchpoint('emotion-reading'),
    };
    beforeAll(async () => {
      for (const id of people) {
        await say('contact', id, allow(['assist'], 'contact', ['conversations']));
      }
      await say('contact', people[2] ?? '', {
        type: 'deny',
        purposes: '*',
        channels: '*',
        data: '*',
      });
    });
    const handles = (answer: Answer) => (answer.json.results as Entity[]).map(({ id }) => id);
    const assist = {
      ...body,
      action: { name: 'personalize' },
      resource: touchpoint('ai-assistant'),
    };
    const expected = () =>
      people
        .filter((_, at) => at !== 2)
        .map((id) => api.runtime.vault.handleOf({ system: 'contact', id }))
        .sort();

    it('finds who is permitted, by the handles of the asking system alone', async () => {
      const found = await post(SUBJECTS, 'contact', assist);
      expect(handles(found).sort()).toEqual(expected());
      entitiesSchema.parse(found.json);
      expect(found.json).not.toHaveProperty('page');
      // They were never asked this one.
      expect((await post(SUBJECTS, 'contact', body)).json).toEqual({ results: [] });
      // Nobody the asking system does not know.
      const asMailer = await post(SUBJECTS, 'mailer', assist);
      expect(asMailer.json).toEqual({ results: [] });
    });

    it('goes page by page until the token is empty, and nobody comes twice', async () => {
      const found: string[] = [];
      let token = '';
      let pages = 0;
      do {
        const page = { limit: 2, ...(token !== '' && { token }) };
        const { json } = await post(SUBJECTS, 'contact', { ...assist, page });
        const results = json.results as Entity[];
        expect(results.length).toBeLessThanOrEqual(2);
        found.push(...results.map(({ id }) => id));
        token = (json.page as { next_token: string }).next_token;
        pages += 1;
      } while (token !== '' && pages < 10);
      expect(found.sort()).toEqual(expected());
      expect(pages).toBeGreaterThan(2);
    });

    it('takes a token for the search and the system it was given to, and no other', async () => {
      const { json } = await post(SUBJECTS, 'contact', { ...assist, page: { limit: 1 } });
      const page = { token: (json.page as { next_token: string }).next_token };
      for (const [system, asked] of [
        ['contact', { ...assist, action: { name: 'profile' }, page }],
        ['mailer', { ...assist, page }],
        ['contact', { ...assist, page: { token: 'made-up' } }],
      ] as const) {
        const refused = await post(SUBJECTS, system, asked);
        expect([refused.status, refused.text]).toEqual([
          400,
          expect.stringContaining('/page/token'),
        ]);
      }
      const nobody = await post(SUBJECTS, 'contact', { ...assist, page: { limit: 0 } });
      expect(nobody.json.results).toEqual([]);
      expect(nobody.json.page).not.toEqual({ next_token: '' });
    });

    it('stands in the log before anybody is named, without naming anybody', async () => {
      const before = await api.entries();
      const found = await post(SUBJECTS, 'contact', assist);
      expect(await api.entries()).toBe(before + 1);
      const [event] = await api.runtime.store.searchLog({ order: 'newest', limit: 1 });
      expect(JSON.parse(event?.body?.json ?? '{}')).toMatchObject({
        ...{ type: 'export', by: 'key', system: 'contact', surface: 'api', format: 'json' },
        filter: 'people permitted: personalize, touchpoint ai-assistant (5)',
      });
      for (const handle of handles(found)) expect(event?.body?.json).not.toContain(handle);
    });

    it('that cannot be recorded names nobody', async () => {
      const { runtime } = api;
      const { commit } = runtime;
      const broken = { ok: false, reason: 'unavailable' } as const;
      try {
        Object.assign(runtime, { commit: () => Promise.resolve(broken) });
        const refused = await post(SUBJECTS, 'contact', assist);
        expect(refused.status).toBe(503);
        expect(refused.text).not.toContain('h1_');
      } finally {
        Object.assign(runtime, { commit });
      }
    });

    it('for what is not there finds nobody and records nothing', async () => {
      const before = await api.entries();
      for (const asked of [
        { ...assist, subject: { type: 'spaceship' } },
        { ...assist, resource: touchpoint('nowhere') },
        { ...assist, resource: { type: 'planet', id: 'ai-assistant' } },
        { ...assist, resource: touchpoint('shop-for-you') },
        { ...assist, action: { name: 'abduct' } },
      ]) {
        expect((await post(SUBJECTS, 'contact', asked)).text).toBe('{"results":[]}');
      }
      expect(await api.entries()).toBe(before);
    });

    it('needs its own scope', async () => {
      const key = await api.key({ system: 'contact', scopes: ['decide', 'changes', 'audit'] });
      const refused = await api.send('POST', SUBJECTS, { key, body: assist });
      expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('audience')]);
    });

    it('by a key for other places finds nobody', async () => {
      const scopes = ['audience'] as const;
      const touchpoints = ['contact-reply'];
      const key = await api.key({ system: 'contact', scopes: [...scopes], touchpoints });
      const found = await api.send('POST', SUBJECTS, { key, body: assist });
      expect(found.json).toEqual({ results: [] });
    });

    it('with a test key finds its fixed people and records nothing', async () => {
      const key = await api.key({ system: 'contact', scopes: ['audience'], test: true });
      const before = await api.entries();
      const found = await api.send('POST', SUBJECTS, { key, body: assist });
      expect(found.json).toEqual({ results: [{ type: 'user', id: 'test:allowed' }] });
      expect(await api.entries()).toBe(before);
    });
  });

  describe('a search in the catalogue', () => {
    it('finds the places and purposes that are permitted, and only one’s own', async () => {
      const asked = { subject: user('shop', 'p1'), action: { name: 'personalize' } };
      const search = async (type: string, system = 'shop') => {
        const body = { ...asked, resource: { type, id: 'ignored' } };
        const { json } = await post('/access/v1/search/resource', system, body);
        return (json.results as Entity[]).map(({ id }) => id);
      };
      // What the crowd bought is shown until somebody objects.
      const crowd = ['shop-also-bought', 'shop-viewed-then-bought', 'shop-bought-together'];
      expect(await search('touchpoint')).toEqual(['shop-for-you', ...crowd]);
      expect(await search('purpose')).toEqual(['recommend', 'recommend-collective']);
      expect(await search('spaceship')).toEqual([]);
      expect(await search('touchpoint', 'mailer')).toEqual([]);
    });

    it('finds what may be done at a place, page by page too', async () => {
      const body = { subject: user('shop', 'p1'), resource: touchpoint('shop-for-you') };
      const path = '/access/v1/search/action';
      const [personalize, profile] = [{ name: 'personalize' }, { name: 'profile' }];
      expect((await post(path, 'shop', body)).json).toEqual({ results: [personalize, profile] });
      const first = await post(path, 'shop', { ...body, page: { limit: 1 } });
      const { next_token: token } = first.json.page as { next_token: string };
      expect(first.json.results).toEqual([personalize]);
      expect((await post(path, 'shop', { ...body, page: { limit: 1, token } })).json).toEqual({
        results: [profile],
        page: { next_token: '' },
      });
      const nobody = { ...body, subject: user('shop', 'nobody') };
      expect((await post(path, 'shop', nobody)).text).toBe('{"results":[]}');
    });
  });

  describe('the transport', () => {
    it('says where it is, with absolute addresses of this deployment', async () => {
      const { json, headers } = await api.send('GET', '/.well-known/authzen-configuration', {
        headers: { 'x-request-id': 'r-1' },
      });
      const { origin } = api.runtime.env;
      expect(json.policy_decision_point).toBe(origin);
      for (const url of Object.values(json))
        expect(url).toMatch(new RegExp(`^${origin}(/access|$)`));
      expect(headers.get('x-request-id')).toBe('r-1');
    });

    it('refuses with a plain message and the request id, whatever is wrong', async () => {
      const key = keys.get('shop') ?? '';
      const cases: readonly [number, string, Parameters<ApiUnderTest['send']>[2]][] = [
        [400, 'POST', { key, body: {} }],
        [401, 'POST', { body: {} }],
        [405, 'GET', { key }],
        [405, 'PUT', { key, body: {} }],
        [413, 'POST', { key, body: { pad: 'x'.repeat(70_000) } }],
        [415, 'POST', { key, body: '{}', headers: { 'content-type': 'text/plain' } }],
      ];
      for (const [status, method, parts] of cases) {
        const headers = { ...parts?.headers, 'x-request-id': `r-${String(status)}` };
        const answer = await api.send(method, EVALUATION, { ...parts, headers });
        expect([status, answer.headers.get('content-type')]).toEqual([
          answer.status,
          'text/plain; charset=utf-8',
        ]);
        expect(answer.headers.get('x-request-id')).toBe(`r-${String(status)}`);
        if (status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer');
        if (status === 405) expect(answer.headers.get('allow')).toBe('POST');
      }
    });

    it('takes JSON that says its charset', async () => {
      const body = { ...{ subject: user('shop', 'p1'), action: { name: 'personalize' } } };
      const answer = await post(
        EVALUATION,
        'shop',
        { ...body, resource: touchpoint('shop-for-you') },
        { 'content-type': 'application/json; charset=utf-8' },
      );
      expect(answer.text).toBe('{"decision":true}');
    });
  });
});
