import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../../identity/deployment';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';

const PATH = '/api/v1/tallies';
const known = { system: 'shop', id: 'known' };
const day = (daysAhead = 0) =>
  new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
const tally = {
  ...{ subject: known, touchpoint: 'shop-for-you', day: day(), outcome: 'allowed', count: 3 },
};

describe.each(ENGINES)('tallies on %s', (_, settings) => {
  let api: ApiUnderTest;
  let key: string;
  let subject: string;
  beforeAll(async () => {
    api = await openApiUnderTest(await settings());
    key = await api.key({ scopes: ['decide'] });
    const about = { identifier: known };
    const made = await api.runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
    subject = (made.ok && made.subject) || '';
    await api.runtime.commit({
      actor: deploymentPrincipal(),
      about: { identifier: { system: 'app', id: 'elsewhere' } },
      events: [],
    });
  });
  afterAll(() => api.close());

  const report = (body: unknown, by = key) => api.send('POST', PATH, { key: by, body });
  const counted = async () =>
    (await api.runtime.store.talliesOf([subject], day(-30))).map(({ outcome, count }) => [
      outcome,
      count,
    ]);

  it('counts what was answered, once a batch', async () => {
    const handle = api.runtime.vault.handleOf(known);
    const body = {
      batch: 'batch-01',
      tallies: [tally, { ...tally, subject: { handle }, outcome: 'refused', count: 2 }],
    };
    const answers = await Promise.all(Array.from({ length: 8 }, () => report(body)));
    for (const answer of answers) {
      expect([answer.status, answer.json]).toEqual([202, { accepted: true }]);
    }
    expect(await counted()).toEqual([
      ['allowed', 3],
      ['refused', 2],
    ]);
    const other = await report({ ...body, tallies: [{ ...tally, count: 4 }] });
    expect(other.status).toBe(422);
    expect(other.json.errors).toMatchObject([{ pointer: '/batch' }]);
    expect(await counted()).toHaveLength(2);
  });

  it("nobody, and another system's handle, are answered alike; nothing is counted, nobody created", async () => {
    const before = [await counted(), await api.runtime.store.countSubjects()];
    const foreign = api.runtime.vault.handleOf({ system: 'app', id: 'elsewhere' });
    const strangers = [{ system: 'shop', id: 'unseen' }, { handle: foreign }];
    for (const [at, stranger] of strangers.entries()) {
      const body = { batch: `strange-${String(at)}`, tallies: [{ ...tally, subject: stranger }] };
      const answer = await report(body);
      expect([answer.status, answer.json]).toEqual([202, { accepted: true }]);
    }
    const found = await api.runtime.subjects.byHandle(foreign);
    expect(await api.runtime.store.talliesOf([found?.subject ?? ''], day(-30))).toEqual([]);
    expect([await counted(), await api.runtime.store.countSubjects()]).toEqual(before);
  });

  const cases: readonly [number, string, object, string][] = [
    [400, 'no name of the batch', { batch: '' }, '/batch'],
    [400, 'nothing', { tallies: [] }, '/tallies'],
    [400, 'a reason nobody gives', { tallies: [{ ...tally, outcome: 'x' }] }, '/tallies/0/outcome'],
    [400, 'none', { tallies: [{ ...tally, count: 0 }] }, '/tallies/0/count'],
    [400, 'no day', { tallies: [{ ...tally, day: '2026-02-30' }] }, '/tallies/0/day'],
    [400, 'an unknown field', { colour: 'red' }, '/colour'],
    [
      403,
      'a foreign place',
      { tallies: [{ ...tally, touchpoint: 'newsletter' }] },
      '/tallies/0/touchpoint',
    ],
    [
      403,
      'a foreign person',
      { tallies: [tally, { ...tally, subject: { system: 'app', id: 'x' } }] },
      '/tallies/1/subject/system',
    ],
    [422, 'no place', { tallies: [{ ...tally, touchpoint: 'nowhere' }] }, '/tallies/0/touchpoint'],
    [422, 'tomorrow', { tallies: [{ ...tally, day: day(2) }] }, '/tallies/0/day'],
    [422, 'long ago', { tallies: [{ ...tally, day: day(-9) }] }, '/tallies/0/day'],
  ];
  it.each(cases)('%i %s counts nothing', async (status, _, changed, pointer) => {
    const before = await counted();
    const answer = await report({ batch: 'refused-1', tallies: [tally], ...changed });
    expect([answer.status, answer.text]).toEqual([status, answer.text]);
    const errors = answer.json.errors as readonly { pointer: string }[];
    expect(errors.map((error) => error.pointer)).toContain(pointer);
    expect(await counted()).toEqual(before);
  });

  it('401 without a key, 403 without the scope, 202 to a test key that touches nothing', async () => {
    const before = await counted();
    const body = { batch: 'by-others', tallies: [tally] };
    expect((await api.send('POST', PATH, { body })).status).toBe(401);
    expect((await report(body, await api.key({ scopes: ['audit'] }))).status).toBe(403);
    expect((await report(body, await api.key({ test: true }))).status).toBe(202);
    expect(await counted()).toEqual(before);
  });
});
