import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';
import { choiceAnswerSchema } from './contract';

const PATH = '/api/v1/choices';
describe.each(ENGINES)('on %s', (_engine, settings) => {
  let api: ApiUnderTest;
  let key: string;
  let refuseOnly: string;
  beforeAll(async () => {
    api = await openApiUnderTest(await settings());
    key = await api.key({ scopes: ['decide', 'choice:allow', 'choice:refuse'] });
    refuseOnly = await api.key({ scopes: ['decide', 'choice:refuse'] });
  });
  afterAll(() => api.close());

  let sent = 0;
  function record(body: unknown, by = key, idempotencyKey?: string) {
    sent += 1;
    const headers = { 'idempotency-key': `"${idempotencyKey ?? `k${String(sent)}`}"` };
    return api.send('POST', PATH, { key: by, body, headers });
  }
  const allow = {
    subject: { system: 'shop', id: '12345' },
    type: 'allow',
    purposes: ['recommend'],
    channels: ['web'],
    data: ['purchases', 'browsing'],
    notice: { catalogueVersion: 1, locale: 'ja' },
    surface: 'store-tablet',
    evidence: { kind: 'tablet-form', reference: 'S12-0042' },
  };
  const { subject, surface } = allow;
  const deny = {
    subject,
    surface,
    type: 'deny',
    purposes: ['recommend'],
    channels: ['web'],
    data: '*',
  };
  async function decisionFor(id: string): Promise<unknown> {
    const body = { subject: { system: 'shop', id }, touchpoint: 'shop-for-you' };
    const answer = await api.send('POST', '/api/v1/decisions', { key, body });
    return answer.json.reason;
  }
  const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();

  describe('201', () => {
    it('a choice is on the ledger, in force, and has a ref of its own', async () => {
      const entries = await api.entries();
      const answer = await record(allow);
      expect(answer.status).toBe(201);
      choiceAnswerSchema.parse(answer.json);
      expect(answer.json.receipt).toBe(`/api/v1/receipts/${String(answer.json.ref)}`);
      expect(answer.json.notPainted).toEqual([]);
      expect(await api.entries()).toBe(entries + 1);
      expect(await decisionFor('12345')).toBe('allowed');
      expect(answer.text).not.toContain('evt_');
      expect(answer.text).not.toContain('sub_');
    });

    it('every kind of choice a key may record', async () => {
      const said = { subject: { system: 'shop', id: 'kinds' }, surface: 'form' };
      const kinds = [
        { type: 'deny', purposes: '*', channels: '*', data: '*' },
        { type: 'touchpoint-off', touchpoint: 'home-hero' },
        { type: 'technique-off', technique: 'prediction' },
        { type: 'pause', until: soon(86_400_000) },
        { type: 'pause', until: soon(86_400_000), purposes: ['recommend'] },
        { type: 'limit', frequency: { max: 2, per: 'week' } },
        { type: 'limit', frequency: { channel: 'mail', max: 2, per: 'rolling', days: 7 } },
        { type: 'limit', quietHours: { from: '21:00', to: '08:00', zone: 'Asia/Tokyo' } },
        { type: 'limit', dataAge: { data: 'browsing', maxDays: 30 } },
        { type: 'limit', mute: { topic: 'life-events' }, until: soon(86_400_000) },
        { type: 'limit', notPurchased: true },
        { type: 'limit', variety: true },
        { type: 'limit', preferredChannel: { channel: 'line' } },
      ];
      for (const kind of kinds) {
        const answer = await record({ ...said, ...kind }, refuseOnly);
        expect([kind.type, answer.status, answer.text]).toEqual([kind.type, 201, answer.text]);
      }
    });

    it('a late allow skips what was refused since, and says which cells', async () => {
      const late = { ...allow, subject: { system: 'shop', id: 'late' } };
      await record({ ...deny, subject: late.subject, data: ['browsing'] });
      const answer = await record({ ...late, givenAt: soon(-30_000) });
      expect(answer.json.notPainted).toEqual([
        { purpose: 'recommend', channel: 'web', data: 'browsing' },
      ]);
    });

    it('a person named by their handle', async () => {
      const handle = api.runtime.vault.handleOf({ system: 'shop', id: '12345' });
      const answer = await record({ ...deny, subject: { handle } });
      expect(answer.status).toBe(201);
      expect(await decisionFor('12345')).toBe('withdrawn');
    });

    it('sent again with the same key: the same answer, one event', async () => {
      const body = { ...deny, subject: { system: 'shop', id: 'again' } };
      const first = await record(body, key, 'same');
      const entries = await api.entries();
      const second = await record(body, key, 'same');
      expect(second.status).toBe(201);
      expect(second.text).toBe(first.text);
      expect(await api.entries()).toBe(entries);
    });

    it('fifty at once with one key make one event', async () => {
      const entries = await api.entries();
      const body = { ...deny, subject: { system: 'shop', id: 'fifty' } };
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => record(body, key, 'fifty')),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(await api.entries()).toBe(entries + 1);
    });

    it('another principal may use the same key for something else', async () => {
      const body = { ...deny, subject: { system: 'shop', id: 'other-principal' } };
      await record(body, key, 'shared');
      const entries = await api.entries();
      const answer = await record(
        { ...body, purposes: ['search'], channels: ['search'] },
        refuseOnly,
        'shared',
      );
      expect(answer.status).toBe(201);
      expect(await api.entries()).toBe(entries + 1);
    });
  });

  interface Refusal {
    readonly name: string;
    readonly body: unknown;
    readonly status: number;
    readonly pointer?: string;
    readonly type?: string;
  }
  const REFUSALS: readonly Refusal[] = [
    { name: 'malformed JSON', body: '{"subject":', status: 400, pointer: '' },
    { name: 'nothing', body: '', status: 400, pointer: '' },
    { name: 'a list', body: [allow], status: 400, pointer: '' },
    { name: 'no subject', body: { ...deny, subject: undefined }, status: 400, pointer: '/subject' },
    {
      name: 'an unknown field',
      body: { ...allow, colour: 'red' },
      status: 400,
      pointer: '/colour',
      type: 'unknown_field',
    },
    {
      name: 'an unknown field of the subject',
      body: { ...deny, subject: { ...subject, name: 'x' } },
      status: 400,
      pointer: '/subject/name',
    },
    {
      name: 'a field given twice',
      body: '{"type":"deny","type":"allow"}',
      status: 400,
      pointer: '/type',
    },
    { name: 'an unknown type', body: { ...deny, type: 'shrug' }, status: 400, pointer: '/type' },
    { name: 'no type', body: { subject, surface }, status: 400, pointer: '/type' },
    {
      name: 'purposes of a wrong type',
      body: { ...allow, purposes: 'recommend' },
      status: 400,
      pointer: '/purposes',
    },
    {
      name: 'an instant of a wrong type',
      body: { ...allow, givenAt: 1764000000 },
      status: 400,
      pointer: '/givenAt',
    },
    {
      name: 'an unknown locale',
      body: { ...allow, notice: { catalogueVersion: 1, locale: 'fr' } },
      status: 400,
      pointer: '/notice/locale',
    },
    {
      name: 'two limits in one',
      body: { subject, surface, type: 'limit', variety: true, notPurchased: true },
      status: 400,
      pointer: '',
    },
    {
      name: 'an unknown purpose',
      body: { ...allow, purposes: ['nonsense'] },
      status: 422,
      pointer: '/purposes/0',
      type: 'unknown_purpose',
    },
    {
      name: 'an unknown channel',
      body: { ...deny, channels: ['nonsense'] },
      status: 422,
      pointer: '/channels/0',
      type: 'unknown_channel',
    },
    {
      name: 'an unknown data category',
      body: { ...deny, data: ['nonsense'] },
      status: 422,
      pointer: '/data/0',
      type: 'unknown_data',
    },
    {
      name: 'an unknown touchpoint',
      body: { subject, surface, type: 'touchpoint-off', touchpoint: 'nowhere' },
      status: 422,
      pointer: '/touchpoint',
      type: 'unknown_touchpoint',
    },
    {
      name: 'an unknown technique',
      body: { subject, surface, type: 'technique-off', technique: 'magic' },
      status: 422,
      pointer: '/technique',
      type: 'unknown_technique',
    },
    {
      name: 'an unknown catalogue version',
      body: { ...allow, notice: { catalogueVersion: 99, locale: 'ja' } },
      status: 422,
      pointer: '/notice/catalogueVersion',
      type: 'unknown_catalogue_version',
    },
    {
      name: 'an allow without notice',
      body: { ...allow, notice: undefined },
      status: 422,
      pointer: '/notice',
      type: 'notice_required',
    },
    {
      name: 'an allow without evidence',
      body: { ...allow, evidence: undefined },
      status: 422,
      pointer: '/evidence',
      type: 'evidence_required',
    },
    {
      name: 'an allow with * as purposes',
      body: { ...allow, purposes: '*' },
      status: 422,
      pointer: '/purposes',
      type: 'wildcard_not_allowed',
    },
    {
      name: 'an allow with * as channels',
      body: { ...allow, channels: '*' },
      status: 422,
      pointer: '/channels',
      type: 'wildcard_not_allowed',
    },
    {
      name: 'an allow with * among data',
      body: { ...allow, data: ['*'] },
      status: 422,
      pointer: '/data/0',
      type: 'wildcard_not_allowed',
    },
    {
      name: 'sensitive data inside a broad allow',
      body: { ...allow, data: ['purchases', 'dna'] },
      status: 422,
      pointer: '/data/1',
      type: 'sensitive_needs_explicit',
    },
    {
      name: 'a purpose that needs an explicit allow',
      body: { ...allow, purposes: ['train-ai'] },
      status: 422,
      pointer: '/purposes/0',
      type: 'sensitive_needs_explicit',
    },
    {
      name: 'an explicit allow by a key',
      body: { ...allow, explicit: true },
      status: 403,
      pointer: '/explicit',
      type: 'explicit_not_allowed',
    },
    {
      name: 'a contract purpose allowed',
      body: { ...allow, purposes: ['service'] },
      status: 422,
      pointer: '/purposes/0',
      type: 'contract_not_optional',
    },
    {
      name: 'a contract purpose refused',
      body: { ...deny, purposes: ['service'] },
      status: 422,
      pointer: '/purposes/0',
      type: 'contract_not_optional',
    },
    {
      name: 'an allow that ended in the past',
      body: { ...allow, expiresAt: soon(-1000) },
      status: 422,
      pointer: '/expiresAt',
    },
    {
      name: 'an allow that would last too long',
      body: { ...allow, expiresAt: soon(3 * 365 * 86_400_000) },
      status: 422,
      pointer: '/expiresAt',
      type: 'expiry_not_allowed',
    },
    {
      name: 'a refusal that expires',
      body: { ...deny, expiresAt: soon(1000) },
      status: 422,
      pointer: '/expiresAt',
      type: 'expiry_not_allowed',
    },
    {
      name: 'said in the future',
      body: { ...deny, givenAt: soon(120_000) },
      status: 422,
      pointer: '/givenAt',
      type: 'time_in_future',
    },
    {
      name: 'a pause that ended in the past',
      body: { subject, surface, type: 'pause', until: soon(-1000) },
      status: 422,
      pointer: '/until',
      type: 'time_in_past',
    },
    {
      name: "a surface that is not a key's",
      body: { ...deny, surface: 'portal' },
      status: 422,
      pointer: '/surface',
      type: 'surface_not_allowed',
    },
    {
      name: 'switching on',
      body: { subject, surface, type: 'touchpoint-on', touchpoint: 'home-hero' },
      status: 403,
      pointer: '/type',
      type: 'forbidden',
    },
    {
      name: 'resuming',
      body: { subject, surface, type: 'resume' },
      status: 403,
      pointer: '/type',
      type: 'forbidden',
    },
    {
      name: 'undoing',
      body: { subject, surface, type: 'undo', ref: 'x' },
      status: 403,
      pointer: '/type',
      type: 'forbidden',
    },
    {
      name: 'relaxing a limit',
      body: { subject, surface, type: 'limit', variety: true, remove: true },
      status: 403,
      pointer: '/type',
      type: 'forbidden',
    },
    {
      name: "another system's person",
      body: { ...deny, subject: { system: 'mailer', id: 'x' } },
      status: 403,
      pointer: '/subject/system',
      type: 'wrong_system',
    },
    {
      name: 'a handle nobody has',
      body: { ...deny, subject: { handle: `h1_${'A'.repeat(43)}` } },
      status: 404,
      pointer: '/subject/handle',
    },
  ];

  describe('every refusal names the field and writes nothing', () => {
    it.each(REFUSALS)('$status $name', async ({ body, status, pointer, type }) => {
      const [entries, subjects] = [await api.entries(), await api.runtime.store.countSubjects()];
      const answer = await record(body);
      expect([answer.status, answer.text]).toEqual([status, answer.text]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.json.status).toBe(status);
      if (type !== undefined) expect(answer.json.type).toBe(`/docs#${type}`);
      const errors = answer.json.errors as readonly { pointer: string }[];
      expect(errors.map((error) => error.pointer)).toContain(pointer);
      expect(await api.entries()).toBe(entries);
      expect(await api.runtime.store.countSubjects()).toBe(subjects);
    });

    const keys: readonly [string, Record<string, string>][] = [
      ['no Idempotency-Key', {}],
      ['one without quotes', { 'idempotency-key': 'abc' }],
      ['an empty one', { 'idempotency-key': '""' }],
      ['one that is no string of ASCII', { 'idempotency-key': '"a\\b"' }],
    ];
    it.each(keys)('400 %s', async (_, headers) => {
      const entries = await api.entries();
      const answer = await api.send('POST', PATH, { key, body: deny, headers });
      expect(answer.status).toBe(400);
      expect(answer.json.type).toBe('/docs#idempotency_key_required');
      expect(await api.entries()).toBe(entries);
    });

    it('422 the same Idempotency-Key with another payload', async () => {
      await record(deny, key, 'reused');
      const entries = await api.entries();
      const answer = await record({ ...deny, channels: ['app'] }, key, 'reused');
      expect(answer.status).toBe(422);
      expect(answer.json.type).toBe('/docs#idempotency_key_reused');
      expect(await api.entries()).toBe(entries);
    });

    it('403 an allow by a key that may only refuse', async () => {
      const entries = await api.entries();
      const answer = await record(allow, refuseOnly);
      expect(answer.status).toBe(403);
      expect(answer.json.errors).toMatchObject([{ pointer: '/type' }]);
      expect(await api.entries()).toBe(entries);
    });

    it('403 a test key', async () => {
      const test = await api.key({ test: true, scopes: ['choice:refuse'] });
      const entries = await api.entries();
      expect((await record(deny, test)).status).toBe(403);
      expect(await api.entries()).toBe(entries);
    });

    it('401 no key, 413 a body over 64 kB, 415 a form', async () => {
      const entries = await api.entries();
      const headers = { 'idempotency-key': '"x"' };
      expect((await api.send('POST', PATH, { body: deny, headers })).status).toBe(401);
      expect((await record({ ...deny, data: ['x'.repeat(70_000)] })).status).toBe(413);
      const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
      expect((await api.send('POST', PATH, { key, body: deny, headers: form })).status).toBe(415);
      expect(await api.entries()).toBe(entries);
    });
  });

  describe('a retry of what is recorded', () => {
    it('gets its answer even when it could not be recorded any more', async () => {
      const until = Date.now() + 2_000;
      const pause = { subject, surface, type: 'pause', until: new Date(until).toISOString() };
      const first = await record(pause, key, 'pause-retry');
      expect(first.status).toBe(201);
      await new Promise((resolve) => setTimeout(resolve, until - Date.now() + 10));
      const second = await record(pause, key, 'pause-retry');
      expect(second.text).toBe(first.text);
    });
  });
});
