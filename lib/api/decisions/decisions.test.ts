import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';
import { decisionAnswerSchema, decisionBatchAnswerSchema } from './contract';

const PATH = '/api/v1/decisions';
describe.each(ENGINES)('on %s', (_engine, settings) => {
  let api: ApiUnderTest;
  let key: string;
  beforeAll(async () => {
    api = await openApiUnderTest(await settings());
    key = await api.key({ scopes: ['decide', 'choice:allow', 'choice:refuse'] });
  });
  afterAll(() => api.close());

  let people = 0;
  async function say(id: string, choice: object, system = 'shop', by = key): Promise<void> {
    people += 1;
    const answer = await api.send('POST', '/api/v1/choices', {
      key: by,
      headers: { 'idempotency-key': `"${String(people)}"` },
      body: { subject: { system, id }, surface: 'call', ...choice },
    });
    if (answer.status !== 201) throw new Error(answer.text);
  }
  const allow = {
    type: 'allow',
    purposes: ['recommend'],
    channels: ['web'],
    data: ['purchases', 'browsing'],
    notice: { catalogueVersion: 1, locale: 'ja' },
    evidence: { kind: 'call', reference: 'T-1' },
  };
  const deny = { type: 'deny', purposes: ['recommend'], channels: ['web'], data: '*' };
  function about(id: string) {
    return { subject: { system: 'shop', id }, touchpoint: 'shop-for-you', data: ['purchases'] };
  }
  const ask = (body: unknown, by = key) => api.send('POST', PATH, { key: by, body });

  describe('200', () => {
    it('a person never asked gets a no with its reason, and the answer fits its schema', async () => {
      const answer = await ask(about('nobody'));
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({
        decision: false,
        reason: 'never_asked',
        otherwise: 'generic',
        touchpoint: 'shop-for-you',
        evidence: { ref: null, catalogueVersion: 1 },
        obligations: [],
      });
      decisionAnswerSchema.parse(answer.json);
    });

    it('an allow is a permit on the very next request, and a deny a no', async () => {
      await say('p1', allow);
      const permit = await ask(about('p1'));
      expect(permit.json).toMatchObject({
        decision: true,
        reason: 'allowed',
        data: { permitted: ['purchases', 'browsing'] },
      });
      decisionAnswerSchema.parse(permit.json);
      await say('p1', deny);
      const refusal = await ask(about('p1'));
      expect(refusal.json).toMatchObject({ decision: false, reason: 'withdrawn' });
    });

    it('the text is exactly what JSON writes for the same object', async () => {
      await say('p2', allow);
      for (const id of ['p2', 'nobody']) {
        const answer = await ask(about(id));
        expect(JSON.stringify(JSON.parse(answer.text))).toBe(answer.text);
      }
    });

    it('a lease lasts at most five seconds and ends on a whole second', async () => {
      const answer = await ask(about('p2'));
      const leftMs = Date.parse(String(answer.json.validUntil)) - Date.now();
      expect(leftMs).toBeLessThanOrEqual(5000);
      expect(answer.json.validUntil).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    });

    it('asked by purpose, channel and data, it answers for the places that declare them', async () => {
      await say('p3', allow);
      const { subject } = about('p3');
      const places = { subject, purpose: 'recommend', channel: 'web' };
      const permit = await ask({ ...places, data: ['purchases'] });
      expect(permit.json).toMatchObject({ decision: true, touchpoint: 'shop-for-you' });
      const nowhere = await ask({ ...places, data: ['dna'] });
      expect(nowhere.json).toMatchObject({
        decision: false,
        reason: 'unknown_touchpoint',
        otherwise: 'nothing',
      });
    });

    it("a browser's signal that came along refuses advertising", async () => {
      const adtech = await api.key({ system: 'adtech', scopes: ['decide', 'choice:allow'] });
      await say(
        'ad1',
        {
          ...allow,
          purposes: ['advertise'],
          channels: ['ads'],
          data: ['browsing', 'ad-identifiers'],
        },
        'adtech',
        adtech,
      );
      const question = { subject: { system: 'adtech', id: 'ad1' }, touchpoint: 'retargeting-ads' };
      const open = await ask(question, adtech);
      expect(open.json).toMatchObject({ decision: true });
      const signalled = await ask({ ...question, signals: { gpc: true } }, adtech);
      expect(signalled.json).toMatchObject({ decision: false, reason: 'signal' });
    });

    it("another system's place, and a place this key does not list, are a no that says so", async () => {
      const subject = { system: 'shop', id: 'p2' };
      const foreign = await ask({ subject, touchpoint: 'newsletter' });
      expect(foreign.json).toMatchObject({ decision: false, reason: 'system_not_allowed' });
      const narrow = await api.key({ touchpoints: ['home-hero'] });
      const unlisted = await ask(about('p2'), narrow);
      expect(unlisted.json).toMatchObject({ decision: false, reason: 'system_not_allowed' });
      const unknown = await ask({ subject, touchpoint: 'no-such-place' }, narrow);
      expect(unknown.json).toMatchObject({ decision: false, reason: 'unknown_touchpoint' });
    });

    it('where staff look at a screen, nobody learns that somebody refused', async () => {
      const store = await api.key({ system: 'store', scopes: ['decide', 'choice:refuse'] });
      await say(
        's1',
        { ...deny, purposes: ['store-service'], channels: ['store'] },
        'store',
        store,
      );
      const question = { touchpoint: 'store-tablet', data: ['purchases'] };
      const refused = await ask({ subject: { system: 'store', id: 's1' }, ...question }, store);
      const unseen = await ask({ subject: { system: 'store', id: 's2' }, ...question }, store);
      const fields = [
        'decision',
        'otherwise',
        'touchpoint',
        'validUntil',
        'catalogueVersion',
        'consentToken',
        'decisionId',
      ];
      expect(Object.keys(refused.json)).toEqual(fields);
      expect(Object.keys(unseen.json)).toEqual(fields);
      decisionAnswerSchema.parse(refused.json);
    });

    it('somebody nobody has seen is answered like somebody never asked, and is not created', async () => {
      await say('seen', { type: 'limit', variety: true });
      const before = await api.runtime.store.countSubjects();
      const [seen, unseen] = [await ask(about('seen')), await ask(about('unseen'))];
      const shape = ({ json, text, headers }: typeof seen) => ({
        ...json,
        ...{ consentToken: '', decisionId: '', validUntil: '' },
        headers: [...headers.keys()].sort(),
        length: text.length,
      });
      expect(shape(seen)).toEqual(shape(unseen));
      expect(await api.runtime.store.countSubjects()).toBe(before);
    });

    it('a handle is a name like any other, but only for the system it was given to', async () => {
      await say('p4', allow);
      const handle = api.runtime.vault.handleOf({ system: 'shop', id: 'p4' });
      const question = { subject: { handle }, touchpoint: 'shop-for-you' };
      expect((await ask(question)).json).toMatchObject({ decision: true });
      const other = await api.key({ system: 'mailer' });
      const foreign = { subject: { handle }, touchpoint: 'press-letter' };
      const known = await ask(foreign, other);
      const unknown = await ask({ ...foreign, subject: { handle: `h1_${'A'.repeat(43)}` } }, other);
      expect(known.json.reason).toBe(unknown.json.reason);
      expect(known.json.evidence).toEqual(unknown.json.evidence);
    });

    it('the last message of a shared budget goes to one asker', async () => {
      const mailer = await api.key({
        system: 'mailer',
        scopes: ['decide', 'choice:allow', 'choice:refuse'],
      });
      const mail = {
        ...allow,
        purposes: ['receive', 'message'],
        channels: ['mail'],
        data: ['purchases'],
      };
      await say('m1', mail, 'mailer', mailer);
      await say('m1', { type: 'limit', frequency: { max: 1, per: 'day' } }, 'mailer', mailer);
      const question = {
        subject: { system: 'mailer', id: 'm1' },
        touchpoint: 'newsletter',
        reserve: true,
      };
      const answers = await Promise.all(Array.from({ length: 8 }, () => ask(question, mailer)));
      expect(answers.filter(({ json }) => json.decision === true)).toHaveLength(1);
      const late = await ask({ ...question, reserve: false }, mailer);
      expect(late.json).toMatchObject({
        decision: false,
        reason: 'limit_reached',
        otherwise: 'nothing',
      });
    });

    it('a message that is the same for everyone takes its place in the budget too', async () => {
      const mailer = await api.key({ system: 'mailer', scopes: ['decide', 'choice:allow'] });
      const receive = { ...allow, purposes: ['receive'], channels: ['mail'], data: [] };
      await say('m2', receive, 'mailer', mailer);
      await say('m2', { type: 'limit', frequency: { max: 1, per: 'week' } }, 'mailer', mailer);
      const question = {
        ...{ subject: { system: 'mailer', id: 'm2' }, touchpoint: 'newsletter', reserve: true },
      };
      const answers = await Promise.all(Array.from({ length: 4 }, () => ask(question, mailer)));
      const generic = answers.filter(({ json }) => json.otherwise === 'generic');
      expect(generic.map(({ json }) => [json.decision, json.reason])).toEqual([
        [false, 'never_asked'],
      ]);
      expect((await ask(question, mailer)).json.reason).toBe('limit_reached');
    });

    it('answers are counted for the person, not for somebody nobody has seen', async () => {
      await say('counted', deny);
      for (let times = 0; times < 3; times += 1) await ask(about('counted'));
      await ask(about('uncounted'));
      await api.settle();
      const handle = api.runtime.vault.handleOf({ system: 'shop', id: 'counted' });
      const subject = await api.runtime.subjects.byHandle(handle);
      const tallies = await api.runtime.store.talliesOf([subject?.subject ?? ''], '2000-01-01');
      expect(tallies).toEqual([
        expect.objectContaining({ touchpoint: 'shop-for-you', outcome: 'refused', count: 3 }),
      ]);
    });

    it('a test key gives every answer and touches nothing', async () => {
      const test = await api.key({ test: true });
      const entries = await api.entries();
      const reasons: Record<string, unknown> = {};
      for (const id of [
        'allowed',
        'refused',
        'withdrawn',
        'never-asked',
        'limit',
        'stale',
        'other',
      ]) {
        const subject = { system: 'test', id };
        const answer = await ask({ subject, touchpoint: 'shop-for-you' }, test);
        decisionAnswerSchema.parse(answer.json);
        reasons[id] = answer.json.reason;
      }
      expect(reasons).toEqual({
        allowed: 'allowed',
        refused: 'refused',
        withdrawn: 'withdrawn',
        'never-asked': 'never_asked',
        limit: 'limit_reached',
        stale: 'stale',
        other: 'never_asked',
      });
      expect(await api.entries()).toBe(entries);
    });

    it('is private and says nothing of where it came from', async () => {
      const { headers } = await ask(about('p2'));
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('set-cookie')).toBeNull();
    });
  });

  describe('200 to a batch', () => {
    const batch = (body: unknown) => api.send('POST', `${PATH}/batch`, { key, body });

    it('answers in the order asked; a bad item is a no in its place', async () => {
      await say('b1', allow);
      const answer = await batch({
        evaluations: [
          about('b1'),
          { nonsense: true },
          about('nobody'),
          { ...about('x'), subject: { system: 'mailer', id: 'x' } },
          { ...about('b1'), touchpoint: 7 },
        ],
      });
      expect(answer.status).toBe(200);
      decisionBatchAnswerSchema.parse(answer.json);
      expect(JSON.stringify(JSON.parse(answer.text))).toBe(answer.text);
      expect(answer.json.decisions).toMatchObject([
        { decision: true, reason: 'allowed' },
        { decision: false, reason: 'error', cause: 'invalid_request', otherwise: 'nothing' },
        { decision: false, reason: 'never_asked' },
        { decision: false, reason: 'error', cause: 'wrong_system' },
        { decision: false, reason: 'error', cause: 'invalid_request' },
      ]);
    });

    it('may be brief', async () => {
      const answer = await batch({ answer: 'brief', evaluations: [about('b1'), about('nobody')] });
      expect(answer.json.decisions).toEqual([
        { decision: true, reason: 'allowed', otherwise: 'generic' },
        { decision: false, reason: 'never_asked', otherwise: 'generic' },
      ]);
      decisionBatchAnswerSchema.parse(answer.json);
    });

    it('of one is answered as the same question alone', async () => {
      const alone = await ask(about('b1'));
      const { decisions } = (await batch({ evaluations: [about('b1')] })).json;
      const own = ['validUntil', 'consentToken', 'decisionId'];
      const shared = (answer: unknown) =>
        Object.entries(answer as object).filter(([name]) => !own.includes(name));
      expect(shared((decisions as unknown[])[0])).toEqual(shared(alone.json));
    });

    it('takes a thousand questions and no more', async () => {
      const thousand = Array.from({ length: 1000 }, (_, index) => about(`n${String(index)}`));
      const answer = await batch({ evaluations: thousand });
      expect(answer.json.decisions).toHaveLength(1000);
      expect((await batch({ evaluations: [...thousand, about('n')] })).status).toBe(400);
      expect((await batch({ evaluations: [] })).status).toBe(400);
    });
  });

  describe('200, 400, 409 and 503 to a Consent-Token', () => {
    it('of a write is satisfied; in the header too', async () => {
      const written = await api.send('POST', '/api/v1/choices', {
        key,
        headers: { 'idempotency-key': '"token"' },
        body: { subject: { system: 'shop', id: 't1' }, surface: 'call', ...deny },
      });
      const consentToken = String(written.json.consentToken);
      const answer = await ask({ ...about('t1'), consentToken });
      expect(answer.json).toMatchObject({ decision: false, reason: 'refused' });
      const headers = { 'consent-token': consentToken };
      expect((await api.send('POST', PATH, { key, headers, body: about('t1') })).status).toBe(200);
    });

    it('that is not ours is 400', async () => {
      const answer = await ask({ ...about('t1'), consentToken: 'made-up' });
      expect(answer.status).toBe(400);
      expect(answer.json.errors).toMatchObject([{ pointer: '/consentToken' }]);
    });

    it('of a time before a restore is 409 once, with a token to go on with', async () => {
      const consentToken = api.runtime.vault.consentToken('another-epoch', 1);
      const answer = await ask({ ...about('t1'), consentToken });
      expect(answer.status).toBe(409);
      expect(answer.json.decision).toBeUndefined();
      const again = await ask({ ...about('t1'), consentToken: answer.json.consentToken });
      expect(again.status).toBe(200);
    });

    it('beyond the head is 503, never an older permit', async () => {
      const { vault, epoch } = api.runtime;
      const consentToken = vault.consentToken(epoch, (await api.entries()) + 1);
      const answer = await ask({ ...about('p2'), consentToken });
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(answer.json.decision).toBeUndefined();
    });
  });

  describe('400', () => {
    const cases: readonly [string, unknown, string][] = [
      ['no JSON', '{"subject":', ''],
      ['nothing', '', ''],
      ['a list', [about('x')], ''],
      ['null', 'null', ''],
      ['an unknown field', { ...about('x'), colour: 'red' }, '/colour'],
      [
        'a field given twice',
        '{"subject":{"system":"shop","id":"x"},"touchpoint":"a","touchpoint":"b"}',
        '/touchpoint',
      ],
      [
        'an id given twice',
        '{"subject":{"system":"shop","id":"x","id":"y"},"touchpoint":"a"}',
        '/subject/id',
      ],
      [
        '__proto__',
        '{"__proto__":{},"subject":{"system":"shop","id":"x"},"touchpoint":"a"}',
        '/__proto__',
      ],
      [
        'an escaped __proto__',
        '{"\\u005f_proto__":{},"subject":{"system":"shop","id":"x"},"touchpoint":"a"}',
        '/__proto__',
      ],
      ['a number as id', { ...about('x'), subject: { system: 'shop', id: 12 } }, '/subject/id'],
      ['a list as id', { ...about('x'), subject: { system: 'shop', id: ['x'] } }, '/subject/id'],
      ['a list as touchpoint', { ...about('x'), touchpoint: ['shop-for-you'] }, '/touchpoint'],
      ['data that is no list', { ...about('x'), data: 'purchases' }, '/data'],
      ['reserve that is no boolean', { ...about('x'), reserve: 'yes' }, '/reserve'],
      ['no subject', { touchpoint: 'shop-for-you' }, '/subject'],
      ['an empty id', about(''), '/subject/id'],
      ['half a character as id', about('\ud800'), '/subject/id'],
      [
        'a handle of another form',
        { ...about('x'), subject: { handle: 'h2_x' } },
        '/subject/handle',
      ],
      ['depth', `{"subject":${'['.repeat(5000)}${']'.repeat(5000)}}`, ''],
    ];
    it.each(cases)('%s names the field', async (_, body, pointer) => {
      const answer = await ask(body);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.json.decision).toBeUndefined();
      const errors = answer.json.errors as readonly { pointer: string }[];
      expect(errors.map((error) => error.pointer)).toContain(pointer);
    });

    it('bytes that are no text', async () => {
      const body = Buffer.concat([
        Buffer.from('{"subject":"'),
        Buffer.from([0xff]),
        Buffer.from('"}'),
      ]);
      const response = await fetch(api.url + PATH, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      });
      expect(response.status).toBe(400);
    });
  });

  describe('401', () => {
    it.each([
      ['no key', undefined],
      [
        'a key that was never given',
        'ntk_live_aaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_cccccc',
      ],
      ['something else', 'x'],
    ])('%s', async (_, by) => {
      const answer = await api.send('POST', PATH, {
        body: about('p2'),
        ...(by !== undefined && { key: by }),
      });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.json.decision).toBeUndefined();
    });
  });

  describe('403', () => {
    it("another system's person", async () => {
      const answer = await ask({ ...about('x'), subject: { system: 'mailer', id: 'x' } });
      expect(answer.status).toBe(403);
      expect(answer.json.errors).toMatchObject([{ pointer: '/subject/system' }]);
    });
    it('a key without the scope', async () => {
      const other = await api.key({ scopes: ['audit'] });
      expect((await ask(about('p2'), other)).status).toBe(403);
    });
  });

  describe('405, 413 and 415', () => {
    it('another method names those that are served', async () => {
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await api.send(method, PATH, { key });
        expect(answer.status).toBe(405);
        expect(answer.headers.get('allow')).toBe('POST');
      }
    });
    it('a body over 64 kB, announced or not', async () => {
      const body = { ...about('x'), data: ['a'.repeat(66_000)] };
      expect((await ask(body)).status).toBe(413);
      const stream = new Blob([JSON.stringify(body)]).stream();
      const init = { method: 'POST', body: stream, duplex: 'half' } as RequestInit;
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      expect((await fetch(api.url + PATH, { ...init, headers })).status).toBe(413);
    });
    it('a batch over 1 MB', async () => {
      const body = { evaluations: [about('a'.repeat(1_100_000))] };
      const answer = await api.send('POST', `${PATH}/batch`, { key, body });
      expect(answer.status).toBe(413);
    });
    it('anything but JSON in UTF-8', async () => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/json; charset=latin1',
      ]) {
        const headers = { 'content-type': type };
        expect((await api.send('POST', PATH, { key, headers, body: about('x') })).status).toBe(415);
      }
      const headers = { 'content-type': 'application/json; charset=UTF-8' };
      expect((await api.send('POST', PATH, { key, headers, body: about('x') })).status).toBe(200);
    });
  });
});
