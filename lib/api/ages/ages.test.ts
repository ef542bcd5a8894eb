import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareAge } from '../../record/guardians';
import { historyOf } from '../../record/history';
import { embedPerson } from '../../identity/embed-person';
import { mint } from '../../identity/mint';
import type { PersonPrincipal } from '../../identity/model';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';

const PATH = '/api/v1/ages';
const NOW_MS = Date.parse('2026-11-22T00:00:00Z');
let api: ApiUnderTest;
let key: string;
let count = 0;
beforeAll(async () => {
  api = await openApiUnderTest({}, { clock: { now: () => NOW_MS } });
  key = await api.key({ scopes: ['age', 'decide', 'choice:allow'] });
});
afterAll(() => api.close());

const subjectOf = (id: string) => ({ system: 'shop', id });
function say(id: string, said: object = {}, by = key, once = `"${String((count += 1))}"`) {
  const body = { subject: subjectOf(id), band: 'child', majority: '2031-05', ...said };
  return api.send('POST', PATH, { key: by, headers: { 'idempotency-key': once }, body });
}
async function allow(id: string): Promise<void> {
  count += 1;
  const answer = await api.send('POST', '/api/v1/choices', {
    key,
    headers: { 'idempotency-key': `"${String(count)}"` },
    body: {
      ...{ subject: subjectOf(id), surface: 'form', type: 'allow', purposes: ['recommend'] },
      ...{ channels: ['web'], data: ['purchases'] },
      ...{
        notice: { catalogueVersion: 1, locale: 'ja' },
        evidence: { kind: 'form', reference: '1' },
      },
    },
  });
  expect(answer.status).toBe(201);
}
async function mayRecommend(id: string) {
  const body = { subject: subjectOf(id), touchpoint: 'shop-for-you' };
  const { decision, reason } = (await api.send('POST', '/api/v1/decisions', { key, body })).json;
  return [decision, reason];
}
async function personOf(id: string): Promise<PersonPrincipal> {
  const handle = api.runtime.vault.handleOf(subjectOf(id));
  const { subject = '' } = (await api.runtime.subjects.byHandle(handle)) ?? {};
  return mint<PersonPrincipal>({ kind: 'person', subject, sessionId: 's' });
}

describe('201', () => {
  it('what a child had allowed waits from then on, told as a refusal, and the person reads who said it', async () => {
    await allow('young');
    expect(await mayRecommend('young')).toEqual([true, 'allowed']);
    const said = await say('young');
    expect([said.status, Object.keys(said.json).sort()]).toEqual([
      201,
      ['consentToken', 'receipt', 'ref'],
    ]);
    expect(await mayRecommend('young')).toEqual([false, 'refused']);
    const person = await personOf('young');
    const [event] = await historyOf(api.runtime, person);
    const body = { type: 'guardian', act: 'declare', ageBand: 'child', by: 'key', system: 'shop' };
    expect(event).toMatchObject({ body, undoable: false });
    const taken = await declareAge(api.runtime, person, { ageBand: 'adult' }, 'take-back-0001');
    expect([taken.ok, await mayRecommend('young')]).toEqual([true, [false, 'refused']]);
  });

  it('never makes anybody older, answers alike whatever stood before, and is written once', async () => {
    const first = await say('older');
    const before = await api.entries();
    const again = await say('older', {}, key, `"${String(count)}"`);
    expect([again.json, await api.entries()]).toEqual([first.json, before]);
    const second = await say('older', { band: 'teen', majority: '2027-05' });
    expect([second.status, Object.keys(second.json)]).toEqual([201, Object.keys(first.json)]);
    await allow('older');
    expect(await mayRecommend('older')).toEqual([false, 'refused']);
  });
});

it('whoever may not say it, and what is no age, leaves no event', async () => {
  const others = [
    await api.key({ scopes: ['decide', 'identify', 'choice:allow', 'choice:refuse'] }),
    await api.key({ scopes: ['age'], test: true }),
    await api.key({ system: 'app', scopes: ['age'] }),
  ];
  await say('somebody');
  const person = await personOf('somebody');
  const before = await api.entries();
  const answers = [
    ...(await Promise.all(others.map((other) => say('somebody', {}, other)))),
    await say('somebody', { band: 'adult' }),
    await say('somebody', { majority: '2027-05' }),
    await say('somebody', { majority: '2031-13' }),
    await say('somebody', { birthday: '2013-05-02' }),
    await api.send('POST', PATH, { key, body: { subject: subjectOf('x'), band: 'teen' } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 400, 400, 400, 400, 400]);
  const beside = await declareAge(
    ...([api.runtime, embedPerson(person.subject), { ageBand: 'teen' }, 'beside-0000001'] as const),
  );
  expect([beside.ok, await api.entries()]).toEqual([false, before]);
});
