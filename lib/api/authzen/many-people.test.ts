import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPermitted, type PeopleQuestion } from '../../asking/people-permitted';
import { deploymentPrincipal } from '../../identity/deployment';
import { mint } from '../../identity/mint';
import type { SystemPrincipal } from '../../identity/model';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';

const PEOPLE = 450;

describe.each(ENGINES)('a search among many people on %s', (_engine, settings) => {
  let api: ApiUnderTest;
  let shop: SystemPrincipal;
  const all: string[] = [];
  beforeAll(async () => {
    api = await openApiUnderTest(await settings());
    shop = mint<SystemPrincipal>({
      ...{ kind: 'system', system: 'shop', keyId: 'k', scopes: ['audience'] },
      ...{ touchpoints: ['*'], test: false },
    });
    const made = Array.from({ length: PEOPLE }, (_, at) => {
      const identifier = { system: at % 3 === 0 ? 'mailer' : 'shop', id: `many-${String(at)}` };
      if (identifier.system === 'shop') all.push(api.runtime.vault.handleOf(identifier));
      const about = { identifier };
      return api.runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
    });
    await Promise.all(made);
    all.sort();
  });
  afterAll(() => api.close());

  const question = (permits: PeopleQuestion['permits']): PeopleQuestion => ({
    askings: (subject) => [
      { subject, at: { touchpoint: 'shop-also-bought' }, data: [], reserve: false, gpc: false },
    ],
    permits,
  });
  const everyone = question((answers) =>
    answers.every(({ judgement }) => judgement.verdict.decision),
  );
  const nobody = question(() => false);

  async function search(asked: PeopleQuestion, limit: number, looks?: number) {
    const found: string[] = [];
    let [after, pages]: [string | undefined, number] = ['', 0];
    while (after !== undefined && pages < PEOPLE) {
      const page = { after, limit, ...(looks !== undefined && { looks }) };
      const one = await findPermitted(api.runtime, shop, asked, page);
      found.push(...one.handles);
      ({ after } = one);
      pages += 1;
    }
    return { found: found.sort(), pages };
  }

  it('finds everybody once, however the pages fall', async () => {
    expect(all).toHaveLength((PEOPLE * 2) / 3);
    for (const limit of [1000, 250, 70]) {
      const { found, pages } = await search(everyone, limit);
      expect([limit, found]).toEqual([limit, all]);
      expect(pages).toBeGreaterThanOrEqual(Math.ceil(all.length / limit));
    }
  });

  it('ends a page where enough people were looked at, though nobody was found', async () => {
    expect(await search(nobody, 10, 250)).toEqual({ found: [], pages: 2 });
    expect(await search(nobody, 10)).toEqual({ found: [], pages: 1 });
  });
});
