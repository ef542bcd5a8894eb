// An auditor's question about the past: looked at first, answered as it would have been, with its proof.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyReceipt } from '../../evidence/receipt-verify';
import { deploymentPrincipal } from '../../identity/deployment';
import { eraseSubject } from '../../record/erase';
import { ENGINES, openApiUnderTest, type Answer, type ApiUnderTest } from '../under-test';

const PATH = '/api/v1/history/decision';
const ground = '照会第12号への回答';

describe.each(ENGINES)('what would have been answered (%s)', (_engine, settings) => {
  let api: ApiUnderTest;
  let key: string;
  let wide: string;
  let nowMs = Date.parse('2026-11-20T00:00:00Z');
  let allowedMs = 0;
  let refusedMs = 0;

  async function choose(id: string, choice: Record<string, unknown>): Promise<number> {
    nowMs += 60_000;
    const { status } = await api.send('POST', '/api/v1/choices', {
      key: await api.key({ scopes: ['choice:allow', 'choice:refuse'] }),
      headers: { 'idempotency-key': `"${id} ${String(nowMs)}"` },
      body: {
        subject: { system: 'shop', id },
        surface: 'call',
        purposes: ['recommend'],
        ...choice,
      },
    });
    expect(status).toBe(201);
    return nowMs;
  }
  const allow = {
    ...{ type: 'allow', channels: ['web'], data: ['purchases'] },
    ...{ notice: { catalogueVersion: 1, locale: 'ja' } },
    evidence: { kind: 'call', reference: 'C-1' },
  };
  const deny = { type: 'deny', channels: '*', data: '*' };

  function ask(atMs: number, more: Record<string, unknown> = {}, by = key): Promise<Answer> {
    const at = new Date(atMs).toISOString();
    const subject = { system: 'shop', id: 'past' };
    const body = { subject, touchpoint: 'shop-for-you', at, ground, ...more };
    return api.send('POST', PATH, { key: by, body });
  }

  beforeAll(async () => {
    const clock = { now: () => nowMs };
    api = await openApiUnderTest(await settings(), { keeper: {}, clock });
    key = await api.key({ scopes: ['audit'] });
    wide = await api.key({ system: '*', scopes: ['audit'] });
    allowedMs = await choose('past', allow);
    refusedMs = await choose('past', deny);
    nowMs += 60_000;
  }, 60_000);
  afterAll(() => api.close());

  it('is answered as of the instant, with words, deciding event, receipt and the whole record', async () => {
    await api.keeper?.settle();
    const [yes, no] = [await ask(allowedMs), await ask(refusedMs)];
    expect([yes.status, yes.json['decision'], yes.json['reason']]).toEqual([200, true, 'allowed']);
    expect([no.status, no.json['decision'], no.json['reason']]).toEqual([200, false, 'withdrawn']);
    expect(yes.json).toMatchObject({
      catalogue: { version: 1 },
      words: [{ locale: 'ja' }, { locale: 'en' }],
      deciding: [{ body: { type: 'allow', receivedAtMs: allowedMs } }],
      record: { before: 1, after: 2, whole: true, gaps: [] },
    });
    const [deciding] = yes.json['deciding'] as { id: string; receipt: unknown }[];
    const verdict = verifyReceipt(deciding?.receipt, await api.runtime.ledger.policy());
    expect(verdict).toMatchObject({ ok: true, receipt: { id: deciding?.id } });
    expect((yes.json['log'] as { size: number }).size).toBeGreaterThan(0);
    expect((await ask(allowedMs - 1)).json).toMatchObject({ reason: 'never_asked', deciding: [] });
  });

  it('is a look in the person’s own record, with ground and system, before anything leaves', async () => {
    const before = await api.entries();
    await ask(allowedMs);
    expect(await api.entries()).toBe(before + 1);
    const [look] = await api.runtime.store.searchLog({ order: 'newest', limit: 1 });
    expect(JSON.parse(look?.body?.json ?? '')).toMatchObject({
      ...{ type: 'look', by: 'key', surface: 'api', system: 'shop', ground },
    });
  });

  it('is asked by a handle too, where the ground is a header', async () => {
    const handle = api.runtime.vault.handleOf({ system: 'shop', id: 'past' });
    const at = encodeURIComponent(new Date(allowedMs).toISOString());
    const where = `${PATH}?at=${at}&touchpoint=shop-for-you&handle=${handle}`;
    const headers = { 'look-ground': encodeURIComponent(ground) };
    const answer = await api.send('GET', where, { key, headers });
    expect([answer.status, answer.json['decision']]).toEqual([200, true]);
    const before = await api.entries();
    expect((await api.send('GET', where, { key })).status).toBe(400);
    const byId = await api.send('GET', `${PATH}?at=${at}&touchpoint=shop-for-you&id=past`, {
      ...{ key, headers },
    });
    expect([byId.status, await api.entries()]).toEqual([400, before]);
  });

  it('is asked by purpose and channel, and by a key for all systems', async () => {
    const at = { purpose: 'recommend', channel: 'web' };
    const { json } = await ask(allowedMs, { ...at, touchpoint: undefined });
    expect(json).toMatchObject({ ...at, decision: true });
    expect((await ask(allowedMs, {}, wide)).json['decision']).toBe(true);
  });

  it('is refused without a look: no ground, no such place, no such time, another system’s people', async () => {
    const before = await api.entries();
    const mailer = await api.key({ system: 'mailer', scopes: ['audit'] });
    const made = (await api.entries()) - before;
    const handle = api.runtime.vault.handleOf({ system: 'shop', id: 'past' });
    const answers: readonly (readonly [Promise<Answer>, number, string])[] = [
      [ask(allowedMs, { ground: ' abcd ' }), 400, 'invalid_request'],
      [ask(allowedMs, { touchpoint: 'nowhere' }), 422, 'unknown_touchpoint'],
      [ask(allowedMs, { data: ['nothing'] }), 422, 'unknown_data'],
      [ask(nowMs + 86_400_000), 422, 'time_in_future'],
      [ask(Date.parse('2020-01-01T00:00:00Z')), 422, 'time_in_past'],
      [ask(allowedMs, { subject: { system: 'shop', id: 'nobody' } }), 404, 'not_found'],
      [ask(allowedMs, {}, mailer), 403, 'wrong_system'],
      [ask(allowedMs, { subject: { handle } }, mailer), 404, 'not_found'],
    ];
    for (const [answer, status, type] of answers) {
      const { json, status: given } = await answer;
      expect([given, json['type']]).toEqual([status, `/docs#${type}`]);
    }
    expect(await api.entries()).toBe(before + made);
  });

  it('gives nothing where the look cannot be recorded', async () => {
    const { runtime } = api;
    const { commit } = runtime;
    const failing = () => Promise.resolve({ ok: false, reason: 'unavailable' } as const);
    Object.assign(runtime, { commit: failing });
    const answer = await ask(allowedMs);
    Object.assign(runtime, { commit });
    expect([answer.status, answer.text.includes('deciding')]).toEqual([503, false]);
  });

  it('says that somebody was erased, and looks at nobody', async () => {
    await choose('erased', deny);
    const { runtime } = api;
    const found = await runtime.subjects.byHandle(
      runtime.vault.handleOf({ system: 'shop', id: 'erased' }),
    );
    await eraseSubject(runtime, {
      ...{ actor: deploymentPrincipal(), subject: found?.subject ?? '', ground: 'requested' },
    });
    const before = await api.entries();
    const answer = await ask(refusedMs, { subject: { system: 'shop', id: 'erased' } });
    expect([answer.status, answer.json['type']]).toEqual([410, '/docs#erased']);
    expect(await api.entries()).toBe(before);
  });
});
