// Imports over HTTP: row by row, once each, resumed, never wider than what a person has said since.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workOnImport } from '../../jobs/import-jobs';
import { deploymentPrincipal } from '../../identity/deployment';
import { revokeApiKey } from '../../identity/key-commands';
import { ENGINES, openApiUnderTest, type Answer, type ApiUnderTest } from '../under-test';

const PATH = '/api/v1/imports';
const NDJSON = 'application/x-ndjson';
const YEAR_AGO = new Date(Date.now() - 365 * 86_400_000).toISOString();

const deny = { type: 'deny', purposes: ['recommend'], channels: ['web'], data: '*' };
const allow = {
  ...{ type: 'allow', purposes: ['recommend'], channels: ['web'], data: ['purchases'] },
  ...{ notice: { catalogueVersion: 1, locale: 'ja' }, givenAt: new Date().toISOString() },
  evidence: { kind: 'paper-form', reference: 'f' },
};

describe.each(ENGINES)('an import on %s', (_, settings) => {
  let api: ApiUnderTest;
  let key: string;
  let aheadMs = 0;
  let sent = 0;

  beforeAll(async () => {
    const clock = { now: () => Date.now() + aheadMs };
    api = await openApiUnderTest(await settings(), { clock });
    key = await api.key({ scopes: ['import', 'choice:allow', 'choice:refuse', 'decide'] });
  }, 60_000);
  afterAll(() => api.close());

  function send(
    rows: readonly unknown[] | string,
    parts: { by?: string; once?: string; query?: string; type?: string } = {},
  ): Promise<Answer> {
    sent += 1;
    const { by = key, once = String(sent), query = '', type = NDJSON } = parts;
    const body =
      typeof rows === 'string' ? rows : rows.map((row) => JSON.stringify(row)).join('\n');
    return api.send('POST', PATH + query, {
      key: by,
      headers: { 'idempotency-key': `"${once}"`, 'content-type': type },
      body,
    });
  }
  const work = (worker = 'w', mayGoOn = () => true) => workOnImport(api.runtime, worker, mayGoOn);
  const at = (id: unknown, rest = '') => `${PATH}/${String(id)}${rest}`;
  const idOf = ({ json }: Answer) => String(json['id']);
  const told = async (id: string) => (await api.send('GET', at(id), { key })).json;

  async function reportOf(id: string): Promise<readonly Record<string, unknown>[]> {
    const { text } = await api.send('GET', at(id, '/report'), { key });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  async function reasonFor(id: string): Promise<unknown> {
    const body = { subject: { system: 'shop', id }, touchpoint: 'shop-for-you' };
    return (await api.send('POST', '/api/v1/decisions', { key, body })).json['reason'];
  }

  it('is taken in, worked on, and told row by row', async () => {
    const asked = await send([
      { id: 'r1', ...allow },
      { subject: { system: 'shop', id: 'r2' }, ...deny },
      { id: 'r3', ...deny, purposes: ['no-such'] },
      { id: 'r4', ...allow, givenAt: undefined },
      { subject: { system: 'mailer', id: 'r5' }, ...deny },
      { id: '', ...deny },
      { id: 'r7', ...deny, more: 1 },
      'not a row',
    ]);
    expect([asked.status, asked.json['status'], asked.json['total']]).toEqual([201, 'waiting', 8]);
    expect(asked.headers.get('location')).toBe(at(idOf(asked)));
    expect(await reasonFor('r1')).toBe('never_asked');
    expect(await work()).toBe(true);
    expect(await told(idOf(asked))).toMatchObject({
      ...{ status: 'done', rows: 8, total: 8, recorded: 2, refused: 6, dryRun: false },
      report: { href: at(idOf(asked), '/report') },
    });
    const report = await reportOf(idOf(asked));
    expect(report.map(({ row, result, reason, field }) => [row, result, reason, field])).toEqual([
      [1, 'recorded', undefined, undefined],
      [2, 'recorded', undefined, undefined],
      [3, 'refused', 'unknown_purpose', '/purposes/0'],
      [4, 'refused', 'invalid_request', '/givenAt'],
      [5, 'refused', 'wrong_system', '/subject/system'],
      [6, 'refused', 'invalid_request', '/id'],
      [7, 'refused', 'invalid_request', '/more'],
      [8, 'refused', 'invalid_request', '/id'],
    ]);
    expect([await reasonFor('r1'), await reasonFor('r2')]).toEqual(['allowed', 'refused']);
  });

  it('never widens what the person has refused since, and says which cells', async () => {
    await send([{ id: 'late', ...deny }]);
    await work();
    const asked = await send([{ id: 'late', ...allow, givenAt: YEAR_AGO }]);
    await work();
    const [row] = await reportOf(idOf(asked));
    expect(row?.['notPainted']).toContain('recommend web itself');
    expect(await reasonFor('late')).toBe('refused');
  });

  it('records the rows of one person as they stand in the file', async () => {
    await send([
      { id: 'order', ...allow },
      { id: 'order', ...deny },
    ]);
    await work();
    expect(await reasonFor('order')).toBe('withdrawn');
  });

  it('reads CSV as the map says', async () => {
    const map = {
      ...{ id: { column: '会員' }, type: { value: 'deny' }, purposes: { value: 'recommend' } },
      ...{ channels: { value: 'web' }, data: { value: '*' } },
    };
    const query = `?map=${encodeURIComponent(JSON.stringify(map))}`;
    const asked = await send('会員,店\n"c,1",東京\n', { type: 'text/csv; charset=utf-8', query });
    expect(asked.json['total']).toBe(1);
    await work();
    expect(await reasonFor('c,1')).toBe('refused');
    const wrong = await send('a,b\n1,2\n', { type: 'text/csv' });
    await work();
    expect(await told(idOf(wrong))).toMatchObject({
      ...{ status: 'failed', problem: 'the file has no column id' },
    });
  });

  it('as a dry run says what would be recorded, and records nothing', async () => {
    const before = await api.entries();
    const asked = await send(
      [
        { id: 'dry', ...deny },
        { id: 'dry', type: 'resume' },
      ],
      {
        query: '?dryRun=true',
      },
    );
    await work();
    expect((await reportOf(idOf(asked))).map(({ result, reason }) => [result, reason])).toEqual([
      ['would-record', undefined],
      ['refused', 'forbidden'],
    ]);
    expect(await api.entries()).toBe(before);
  });

  it('sent again is the same import; left in the middle it is finished by another, each row once', async () => {
    const rows = Array.from({ length: 300 }, (_unused, at) => ({
      id: `many-${String(at)}`,
      ...deny,
    }));
    const before = await api.entries();
    const asked = await send(rows, { once: 'same' });
    expect(idOf(await send(rows, { once: 'same' }))).toBe(idOf(asked));
    await work('dying', () => false);
    expect(await told(idOf(asked))).toMatchObject({ status: 'running', rows: 128 });
    expect(await work('next')).toBe(false);
    aheadMs += 60_000;
    expect(await work('next')).toBe(true);
    expect(await told(idOf(asked))).toMatchObject({ status: 'done', rows: 300, recorded: 300 });
    const report = await reportOf(idOf(asked));
    expect(report.map(({ row }) => row)).toEqual(rows.map((_unused, at) => at + 1));
    expect(await api.entries()).toBe(before + 300);
  });

  it('is stopped where it is: what was recorded stays, its report says what that is, the rest never comes', async () => {
    const rows = Array.from({ length: 300 }, (_unused, row) => ({
      id: `stopped-${String(row)}`,
      ...deny,
    }));
    const before = await api.entries();
    const id = idOf(await send(rows));
    let stopped: Promise<Answer> | undefined;
    const cancelled = (): boolean => {
      stopped ??= api.send('DELETE', at(id), { key });
      return true;
    };
    // Asked while the first group is told; heard at the end of that one or of one of the next.
    await work('w', cancelled);
    expect((await stopped)?.json['status']).toBe('cancelled');
    const view = await told(id);
    const report = await reportOf(id);
    const recorded = (await api.entries()) - before;
    expect(view).toMatchObject({ status: 'cancelled', report: { href: at(id, '/report') } });
    expect(view['recorded']).toBeGreaterThanOrEqual(128);
    expect(report).toHaveLength(recorded);
    expect(await work('next')).toBe(false);
    expect((await api.send('DELETE', at(id), { key })).json).toEqual(view);
    const other = await api.key({ scopes: ['import'] });
    expect((await api.send('DELETE', at(id), { key: other })).status).toBe(404);

    const waiting = idOf(await send([{ id: 'waiting', ...deny }]));
    await api.send('DELETE', at(waiting), { key });
    expect(await work()).toBe(false);
    expect(await reasonFor('waiting')).toBe('never_asked');
    expect((await api.send('GET', at(waiting, '/report'), { key })).status).toBe(404);
  });

  it('may say no more than its key may, and nothing once the key is revoked', async () => {
    const refusing = await api.key({ scopes: ['import', 'choice:refuse'] });
    const asked = await send(
      [
        { id: 'k1', ...allow },
        { id: 'k2', ...deny },
      ],
      { by: refusing },
    );
    await work();
    const { text } = await api.send('GET', at(idOf(asked), '/report'), { key: refusing });
    expect(text).toContain('{"row":1,"result":"refused","reason":"forbidden","field":"/type"}');
    expect([await reasonFor('k1'), await reasonFor('k2')]).toEqual(['never_asked', 'refused']);
    const leaving = await send([{ id: 'k3', ...deny }], { by: refusing });
    await revokeApiKey(api.runtime, deploymentPrincipal(), refusing.split('_')[2] ?? '');
    await work();
    const row = await api.runtime.store.findJob(idOf(leaving));
    expect(row).toMatchObject({ status: 'failed', problem: 'forbidden' });
    expect(await reasonFor('k3')).toBe('never_asked');
  });

  it('is another key’s affair alone, and is refused where it cannot be begun', async () => {
    const id = idOf(await send([{ id: 'own', ...deny }]));
    await work();
    const other = await api.key({ scopes: ['import', 'choice:refuse'] });
    const test = await api.key({ scopes: ['import'], test: true });
    const plain = await api.key({ scopes: ['choice:refuse', 'audience'] });
    for (const rest of ['', '/report']) {
      expect((await api.send('GET', at(id, rest), { key: other })).status).toBe(404);
      expect((await api.send('GET', at(id, rest), { key: plain })).status).toBe(403);
    }
    const rows = [{ id: 'x', ...deny }];
    const cases: readonly (readonly [Promise<Answer>, number, string | undefined])[] = [
      [send(rows, { by: plain }), 403, undefined],
      [send(rows, { by: test }), 403, undefined],
      [send(rows, { type: 'text/plain' }), 415, undefined],
      [send(rows, { query: '?dryRun=yes' }), 400, '/dryRun'],
      [send(rows, { query: '?map=%7B' }), 400, '/map'],
      [
        send(rows, { query: `?map=${encodeURIComponent('{"who":{"column":"a"}}')}` }),
        400,
        '/map/who',
      ],
      [api.send('POST', PATH, { key, body: '{}' }), 400, undefined],
    ];
    for (const [answer, status, pointer] of cases) {
      const { status: got, json } = await answer;
      const [error] = (json['errors'] ?? []) as readonly { readonly pointer: string }[];
      expect([got, error?.pointer]).toEqual([status, pointer]);
    }
    expect(await work()).toBe(false);
  });
});
