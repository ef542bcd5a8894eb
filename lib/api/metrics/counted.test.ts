import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';
import { countedOutcomes } from '../../asking/outcomes';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApiUnderTest();
});
afterAll(() => api.close());

const answers = (touchpoint: string, reason: string) =>
  countedOutcomes()
    .filter((count) => count.touchpoint === touchpoint && count.reason === reason)
    .reduce((sum, count) => sum + count.answers, 0);

async function ask(key: string, touchpoint: string, id = 'somebody'): Promise<number> {
  const before = answers(touchpoint, 'never_asked');
  const system = 'shop';
  const body = { subject: { system, id }, touchpoint };
  expect((await api.send('POST', '/api/v1/decisions', { key, body })).status).toBe(200);
  return answers(touchpoint, 'never_asked') - before;
}

describe('answers that are counted', () => {
  it('each one, by touchpoint and reason, also those of a batch', async () => {
    const key = await api.key({});
    expect(await ask(key, 'shop-for-you')).toBe(1);
    expect(await ask(key, 'shop-for-you')).toBe(1);
    const evaluation = { subject: { system: 'shop', id: 'b' }, touchpoint: 'shop-for-you' };
    const body = { evaluations: Array.from({ length: 30 }, () => evaluation) };
    const before = answers('shop-for-you', 'never_asked');
    await api.send('POST', '/api/v1/decisions/batch', { key, body });
    expect(answers('shop-for-you', 'never_asked') - before).toBe(30);
  });

  it('never under a name that a caller made up', async () => {
    const key = await api.key({});
    await ask(key, 'made-up-by-a-caller');
    const names = countedOutcomes().map(({ touchpoint }) => touchpoint);
    expect(names).not.toContain('made-up-by-a-caller');
    expect(answers('', 'unknown_touchpoint')).toBeGreaterThan(0);
  });

  it('without a reason where staff look on', async () => {
    const { catalogue } = api.runtime.catalogues.current();
    const staff = catalogue.touchpoints.find(({ technique }) => technique === 'staff');
    if (staff === undefined) throw new Error('the shipped catalogue has a touchpoint of staff');
    const key = await api.key({ system: staff.system });
    const body = { subject: { system: staff.system, id: 'x' }, touchpoint: staff.key };
    await api.send('POST', '/api/v1/decisions', { key, body });
    const reasons = countedOutcomes().flatMap(({ touchpoint, reason }) =>
      touchpoint === staff.key ? [reason] : [],
    );
    expect(reasons).toEqual(['']);
  });

  it('not those of test keys', async () => {
    const key = await api.key({ test: true });
    const before = countedOutcomes().reduce((sum, count) => sum + count.answers, 0);
    await ask(key, 'shop-for-you', 'allowed');
    expect(countedOutcomes().reduce((sum, count) => sum + count.answers, 0)).toBe(before);
  });
});
