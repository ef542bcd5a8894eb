import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../../identity/deployment';
import { openPersonSession } from '../../identity/entrances';
import { mint } from '../../identity/mint';
import type { OfficerPrincipal, PersonPrincipal } from '../../identity/model';
import { eraseSubject } from '../../record/erase';
import { confirmErasure } from '../../record/erasure-requests';
import { historyOf } from '../../record/history';
import { askServices, serviceErasuresOf } from '../../record/service-erasures';
import { openApiUnderTest, type Answer, type ApiUnderTest } from '../under-test';

let api: ApiUnderTest;
let key: string;
let mailer: string;
beforeAll(async () => {
  api = await openApiUnderTest();
  key = await api.key({ scopes: ['erase', 'choice:refuse', 'decide'] });
  mailer = await api.key({ system: 'mailer', scopes: ['erase'] });
});
afterAll(() => api.close());

const PATH = '/api/v1/erasures';
const approver = mint<OfficerPrincipal>({
  kind: 'officer',
  officer: 'off_1',
  roles: ['approver'],
  sessionId: 's',
});
let sent = 0;
function request(id: string, parts: { key?: string; once?: string } = {}): Promise<Answer> {
  sent += 1;
  return api.send('POST', PATH, {
    key: parts.key ?? key,
    body: { subject: { system: 'shop', id }, ground: 'account-closed' },
    headers: { 'idempotency-key': `"${parts.once ?? String(sent)}"` },
  });
}
async function customer(id: string): Promise<void> {
  const { status } = await api.send('POST', '/api/v1/choices', {
    key,
    body: {
      subject: { system: 'shop', id },
      type: 'deny',
      purposes: ['recommend'],
      channels: '*',
      data: '*',
      surface: 'call',
    },
    headers: { 'idempotency-key': `"customer ${id}"` },
  });
  expect(status).toBe(201);
}
/** Known here by mail, to the shop and to the mailer. */
async function member(name: string): Promise<PersonPrincipal> {
  const { runtime } = api;
  const session = await openPersonSession(runtime, `${name}@example.jp`);
  if (session === undefined) throw new Error('no session');
  const person = mint<PersonPrincipal>({ kind: 'person', subject: session.who, sessionId: 's' });
  const identifiers = ['shop', 'mailer'].map((system) => {
    return { handle: runtime.vault.handleOf({ system, id: name }), system, sealed: null };
  });
  const about = { subject: person.subject };
  await runtime.commit({ actor: deploymentPrincipal(), about, events: [], identifiers });
  return person;
}

describe('POST /api/v1/erasures 202', () => {
  it('waits for an officer, who confirms it; then the person is gone', async () => {
    await customer('A-1');
    const taken = await request('A-1', { once: 'A-1' });
    expect([taken.status, taken.json.status]).toEqual([202, 'waiting']);
    const id = String(taken.json.id);
    const status = async () => (await api.send('GET', `${PATH}/${id}`, { key })).json.status;
    expect(await status()).toBe('waiting');
    const entries = await api.entries();
    expect((await request('A-1', { once: 'A-1' })).json).toEqual(taken.json);
    expect(await api.entries()).toBe(entries);
    expect(await confirmErasure(api.runtime, approver, id)).toMatchObject({ ok: true, people: 1 });
    expect(await status()).toBe('done');
    const again = await api.send('POST', '/api/v1/choices', {
      key,
      body: {
        subject: { system: 'shop', id: 'A-1' },
        type: 'deny',
        purposes: ['recommend'],
        channels: '*',
        data: '*',
        surface: 'call',
      },
      headers: { 'idempotency-key': '"customer A-1"' },
    });
    expect([again.status, again.json.type]).toEqual([410, '/docs#erased']);
  });

  it('is answered alike for somebody nobody knows', async () => {
    await customer('A-2');
    const [known, unknown] = [await request('A-2'), await request('nobody')];
    expect([unknown.status, Object.keys(unknown.json), unknown.text.length]).toEqual([
      known.status,
      Object.keys(known.json),
      known.text.length,
    ]);
    const found = await api.send('GET', `${PATH}/${String(unknown.json.id)}`, { key });
    expect(found.json.status).toBe('waiting');
    const decided = await confirmErasure(api.runtime, approver, String(unknown.json.id));
    expect(decided).toMatchObject({ ok: true, people: 0 });
  });
});

describe('POST /api/v1/erasures refusals', () => {
  it('takes no other system’s people, no free ground and no request without its key', async () => {
    const before = await api.entries();
    expect((await request('A-1', { key: mailer })).status).toBe(403);
    const free = await api.send('POST', PATH, {
      key,
      body: { subject: { system: 'shop', id: 'A-2' }, ground: 'because' },
      headers: { 'idempotency-key': '"free"' },
    });
    expect(free.status).toBe(400);
    const bare = await api.send('POST', PATH, {
      key,
      body: { subject: { system: 'shop', id: 'A-2' }, ground: 'requested' },
    });
    expect(bare.status).toBe(400);
    expect(await api.entries()).toBe(before);
  });
});

describe('what people ask of systems', () => {
  it('is read by each system under its own handles, answered once and told to the person', async () => {
    const person = await member('hanako');
    expect(await askServices(api.runtime, person)).toEqual({
      ok: true,
      systems: ['mailer', 'shop'],
    });
    expect(await askServices(api.runtime, person)).toEqual({ ok: true, systems: [] });
    const open = await api.send('GET', `${PATH}?status=asked`, { key });
    const asked = open.json.erasures as { id: string; handle: string }[];
    const handle = api.runtime.vault.handleOf({ system: 'shop', id: 'hanako' });
    expect(asked.map((one) => one.handle)).toEqual([handle]);
    const id = asked[0]?.id ?? '';
    const foreign = { key: mailer, body: { answer: 'done' } };
    expect((await api.send('GET', `${PATH}/${id}`, { key: mailer })).status).toBe(404);
    expect((await api.send('POST', `${PATH}/${id}/answer`, foreign)).status).toBe(404);
    const said = { key, body: { answer: 'done' } };
    const answered = await api.send('POST', `${PATH}/${id}/answer`, said);
    expect([answered.status, answered.json.status]).toEqual([200, 'done']);
    const entries = await api.entries();
    expect((await api.send('POST', `${PATH}/${id}/answer`, said)).status).toBe(200);
    const otherwise = { key, body: { answer: 'refused' } };
    expect((await api.send('POST', `${PATH}/${id}/answer`, otherwise)).status).toBe(409);
    expect(await api.entries()).toBe(entries);
    expect((await api.send('GET', `${PATH}?status=asked`, { key })).json.erasures).toEqual([]);
    const standing = await serviceErasuresOf(api.runtime, person);
    expect(standing.map(({ system, status }) => [system, status]).sort()).toEqual([
      ['mailer', 'asked'],
      ['shop', 'done'],
    ]);
    const history = await historyOf(api.runtime, person);
    expect(history.slice(0, 2).map(({ body }) => [body.type, body.by, body.system])).toEqual([
      ['erasure-answered', 'key', 'shop'],
      ['ask-erasure', 'person', undefined],
    ]);
  });

  it('outlives the person here, and then says of nobody that it is done', async () => {
    const person = await member('jiro');
    await askServices(api.runtime, person);
    await eraseSubject(api.runtime, {
      actor: person,
      subject: person.subject,
      ground: 'requested',
    });
    const open = await api.send('GET', `${PATH}?status=asked`, { key });
    const [asked] = open.json.erasures as { id: string; handle: string }[];
    expect(asked?.handle).toBe(api.runtime.vault.handleOf({ system: 'shop', id: 'jiro' }));
    const said = { key, body: { answer: 'done' } };
    const answered = await api.send('POST', `${PATH}/${asked?.id ?? ''}/answer`, said);
    expect(answered.status).toBe(200);
    const [row] = await api.runtime.store.serviceErasures({ id: asked?.id ?? '', limit: 1 });
    expect([row?.subject, row?.handle, row?.status]).toEqual(['', '', 'done']);
  });

  it('has a status of the closed set', async () => {
    expect((await api.send('GET', `${PATH}?status=open`, { key })).status).toBe(400);
  });
});
