import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openForSubject } from '../../record/personal';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';

const PATH = '/api/v1/exposures';
let api: ApiUnderTest;
let key: string;
beforeAll(async () => {
  api = await openApiUnderTest();
  key = await api.key({ scopes: ['decide', 'choice:refuse'] });
  await api.send('POST', '/api/v1/choices', {
    key,
    headers: { 'idempotency-key': '"1"' },
    body: { subject: known, surface: 'call', type: 'limit', variety: true },
  });
});
afterAll(() => api.close());

const known = { system: 'shop', id: 'known' };
const because = [
  { kind: 'data', data: 'purchases', words: { ja: 'お茶を買われたため', en: 'You bought tea' } },
];
const exposure = { subject: known, touchpoint: 'shop-for-you', because };
const report = (body: unknown, by = key) => api.send('POST', PATH, { key: by, body });

async function reported() {
  await api.settle();
  const handle = api.runtime.vault.handleOf(known);
  const subject = await api.runtime.subjects.byHandle(handle);
  return api.runtime.store.exposuresOf([subject?.subject ?? ''], 0, 100);
}

describe('202', () => {
  it('what was shown and why lies under the key of the person', async () => {
    const answer = await report(exposure);
    expect([answer.status, answer.json]).toEqual([202, { accepted: true }]);
    const [row] = await reported();
    if (row === undefined) throw new Error('nothing was written');
    expect(row.touchpoint).toBe('shop-for-you');
    expect(Buffer.from(row.sealed).includes(Buffer.from('tea'))).toBe(false);
    expect(await openForSubject(api.runtime, row.subject, row.id, row.sealed)).toEqual(because);
  });

  it('reported twice with one decisionId, it counts once', async () => {
    const before = (await reported()).length;
    const decisionId = `dec_${'A'.repeat(24)}`;
    await report({ ...exposure, decisionId });
    await report({ ...exposure, decisionId });
    expect(await reported()).toHaveLength(before + 1);
  });

  it('somebody nobody has seen is answered alike, and is not created', async () => {
    const before = await api.runtime.store.countSubjects();
    const answer = await report({ ...exposure, subject: { system: 'shop', id: 'unseen' } });
    expect([answer.status, answer.json]).toEqual([202, { accepted: true }]);
    await api.settle();
    expect(await api.runtime.store.countSubjects()).toBe(before);
  });
});

describe('refusals write nothing', () => {
  const cases: readonly [number, string, object, string][] = [
    [400, 'no reason at all', { because: [] }, '/because'],
    [400, 'a reason without words', { because: [{ kind: 'data' }] }, '/because/0/words'],
    [400, 'words in no language', { because: [{ kind: 'guess', words: {} }] }, '/because/0/words'],
    [400, 'a decisionId of another form', { decisionId: 'x' }, '/decisionId'],
    [400, 'an unknown field', { colour: 'red' }, '/colour'],
    [403, "another system's person", { subject: { system: 'app', id: 'x' } }, '/subject/system'],
    [403, "another system's touchpoint", { touchpoint: 'newsletter' }, '/touchpoint'],
    [422, 'an unknown touchpoint', { touchpoint: 'nowhere' }, '/touchpoint'],
    [
      422,
      'unknown data',
      { because: [{ kind: 'data', data: 'x', words: 'x' }] },
      '/because/0/data',
    ],
    [422, 'the future', { at: '2999-01-01T00:00:00Z' }, '/at'],
    [422, 'the distant past', { at: '2001-01-01T00:00:00Z' }, '/at'],
  ];
  it.each(cases)('%i %s', async (status, _, changed, pointer) => {
    const before = (await reported()).length;
    const answer = await report({ ...exposure, ...changed });
    expect([answer.status, answer.text]).toEqual([status, answer.text]);
    const errors = answer.json.errors as readonly { pointer: string }[];
    expect(errors.map((error) => error.pointer)).toContain(pointer);
    expect(await reported()).toHaveLength(before);
  });

  it('401 without a key, 403 without the scope', async () => {
    const before = (await reported()).length;
    expect((await api.send('POST', PATH, { body: exposure })).status).toBe(401);
    const other = await api.key({ scopes: ['audit'] });
    expect((await report(exposure, other)).status).toBe(403);
    expect(await reported()).toHaveLength(before);
  });

  it('202 to a test key, and nothing is touched', async () => {
    const test = await api.key({ test: true });
    const before = (await reported()).length;
    expect((await report(exposure, test)).status).toBe(202);
    expect(await reported()).toHaveLength(before);
  });
});
