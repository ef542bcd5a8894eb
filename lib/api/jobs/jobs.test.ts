// Audit packs over the API: asked for once, told, fetched, cancelled – by the key that asked alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPack } from '../../evidence/pack/verify-pack';
import { deploymentPrincipal } from '../../identity/deployment';
import { revokeApiKey } from '../../identity/key-commands';
import { workOnPack } from '../../jobs/pack-jobs';
import { openApiUnderTest, type Answer, type ApiUnderTest } from '../under-test';

const PATH = '/api/v1/jobs';
const scratch = mkdtempSync(path.join(tmpdir(), 'nattoku-api-jobs-'));
let api: ApiUnderTest;
let key: string;
let other: string;
let sent = 0;

beforeAll(async () => {
  api = await openApiUnderTest({}, { keeper: {} });
  key = await api.key({ scopes: ['audit', 'choice:refuse'] });
  other = await api.key({ scopes: ['audit'] });
  const { status } = await api.send('POST', '/api/v1/choices', {
    key,
    headers: { 'idempotency-key': '"one"' },
    body: {
      subject: { system: 'shop', id: 'one' },
      ...{ type: 'deny', purposes: '*', channels: '*', data: '*', surface: 'call' },
    },
  });
  expect(status).toBe(201);
  await api.keeper?.settle();
}, 60_000);
afterAll(async () => {
  await api.close();
  rmSync(scratch, { recursive: true, force: true });
});

function ask(body: Record<string, unknown>, by = key, once?: string): Promise<Answer> {
  sent += 1;
  return api.send('POST', PATH, {
    key: by,
    headers: { 'idempotency-key': `"${once ?? String(sent)}"` },
    body: { kind: 'audit-pack', ground: 'inquiry 114', ...body },
  });
}
const one = { subject: { system: 'shop', id: 'one' } };
const work = () => workOnPack(api.runtime, 'worker', () => true);
const at = (id: unknown, rest = '') => `${PATH}/${String(id)}${rest}`;

async function verified(id: unknown) {
  const response = await fetch(api.url + at(id, '/result'), {
    headers: { authorization: `Bearer ${key}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get('content-length')).toBe(String(bytes.length));
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toContain('attachment');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const file = path.join(scratch, `${String(id)}.zip`);
  writeFileSync(file, bytes);
  return verifyPack(file, await api.runtime.ledger.policy());
}

describe('a job', () => {
  it('waits, is told, and gives an archive that verifies and that the log vouches for', async () => {
    const asked = await ask({ filter: { kind: 'refused' } });
    const id = asked.json['id'];
    expect([asked.status, asked.json['status']]).toEqual([202, 'waiting']);
    expect(asked.headers.get('location')).toBe(at(id));
    expect((await api.send('GET', at(id, '/result'), { key })).status).toBe(409);
    expect(await work()).toBe(true);
    const { json } = await api.send('GET', at(id), { key });
    expect(json).toMatchObject({
      ...{ status: 'done', ground: 'inquiry 114', filter: 'kind=refused', onePerson: false },
      result: { href: at(id, '/result'), lines: 1 },
    });
    const { digest } = json['result'] as { digest: string };
    expect(await verified(id)).toMatchObject({ ok: true, lines: 1, digest });
    const [handed] = await api.runtime.store.searchLog({
      ...{ types: ['export'], order: 'newest', limit: 1 },
    });
    expect(JSON.parse(handed?.body?.json ?? '')).toMatchObject({
      ...{ by: 'key', surface: 'api', system: 'shop', format: 'pack', digest },
    });
    const head = await fetch(api.url + at(id, '/result'), {
      ...{ method: 'HEAD', headers: { authorization: `Bearer ${key}` } },
    });
    expect(head.status).toBe(200);
  });

  it('about one person is a look in their own record first; the same request again is the same job', async () => {
    const before = await api.entries();
    const first = await ask(one, key, 'same');
    expect(await api.entries()).toBe(before + 1);
    const again = await ask(one, key, 'same');
    expect([again.status, again.json['id']]).toEqual([202, first.json['id']]);
    expect((await ask({}, key, 'same')).json['type']).toBe('/docs#idempotency_key_reused');
    expect(await api.entries()).toBe(before + 1);
    await work();
    expect(await work()).toBe(false);
    expect(await verified(first.json['id'])).toMatchObject({ ok: true });
    const { json } = await api.send('GET', at(first.json['id']), { key });
    expect(json).toMatchObject({ onePerson: true, filter: 'everything one person' });
  });

  it('is cancelled while it waits, and its result taken away when it is done', async () => {
    const waiting = (await ask({})).json['id'];
    const cancelled = await api.send('DELETE', at(waiting), { key });
    expect([cancelled.status, cancelled.json['status']]).toEqual([200, 'cancelled']);
    expect(await work()).toBe(false);
    const done = (await ask({})).json['id'];
    await work();
    const { json } = await api.send('DELETE', at(done), { key });
    expect([json['status'], json['result']]).toEqual(['done', undefined]);
    expect((await api.send('GET', at(done, '/result'), { key })).status).toBe(404);
  });

  it('is not there for another key, whatever it holds', async () => {
    const id = (await ask({})).json['id'];
    for (const [method, rest] of [
      ['GET', ''],
      ['GET', '/result'],
      ['DELETE', ''],
    ] as const) {
      expect((await api.send(method, at(id, rest), { key: other })).status).toBe(404);
    }
    expect((await api.send('GET', at(id), { key })).json['status']).toBe('waiting');
    await api.send('DELETE', at(id), { key });
  });

  it('of a key that was revoked meanwhile is not built', async () => {
    const leaving = await api.key({ scopes: ['audit'] });
    const id = String((await ask({}, leaving)).json['id']);
    const keyId = leaving.split('_')[2] ?? '';
    const revoked = await revokeApiKey(api.runtime, deploymentPrincipal(), keyId);
    expect(revoked.ok).toBe(true);
    await work();
    const row = await api.runtime.store.findJob(id);
    expect(row).toMatchObject({ status: 'failed', problem: 'forbidden' });
  });

  it('is refused, and nothing is recorded or begun', async () => {
    const mailer = await api.key({ system: 'mailer', scopes: ['audit'] });
    const test = await api.key({ scopes: ['audit'], test: true });
    const before = await api.entries();
    const handle = api.runtime.vault.handleOf(one.subject);
    const answers: readonly (readonly [Promise<Answer>, number])[] = [
      [ask({ ground: 'abc' }), 400],
      [ask({ kind: 'everything' }), 400],
      [ask({ filter: { from: '2026-02-30' } }), 400],
      [ask({ filter: { from: '2026-03-02', to: '2026-03-01' } }), 400],
      [ask({ filter: { who: 'x' } }), 400],
      [ask({ subject: { system: 'shop', id: 'nobody' } }), 404],
      [ask(one, mailer), 403],
      [ask({ subject: { handle } }, mailer), 404],
      [ask(one, test), 403],
      [api.send('POST', PATH, { key, body: { kind: 'audit-pack', ground: 'inquiry' } }), 400],
    ];
    for (const [answer, status] of answers) expect((await answer).status).toBe(status);
    expect(await api.entries()).toBe(before);
    expect(await work()).toBe(false);
  });
});
