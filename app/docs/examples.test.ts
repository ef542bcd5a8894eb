import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiUnderTest, type ApiUnderTest } from '@/lib/api/under-test';
import { REASONS } from '@/lib/decision/model';
import { curlOf, EXAMPLES } from './examples';
import { readOperations } from './operations';
import { DOCS_WORDS } from './words';

let api: ApiUnderTest;
let key: string;
beforeAll(async () => {
  api = await openApiUnderTest();
  key = await api.key({ scopes: ['decide', 'choice:allow', 'choice:refuse'] });
});
afterAll(() => api.close());

describe('the API reference', () => {
  it('shows only examples that work as they stand', async () => {
    for (const { name, answers } of readOperations('http://localhost:3000')) {
      const [method = '', path = ''] = name.split(' ');
      const { headers = {}, body } = EXAMPLES[name] ?? {};
      const where = path.replace('{version}', '1');
      const answer = await api.send(method, where, {
        key,
        headers,
        ...(body !== undefined && { body }),
      });
      expect([name, answer.status]).toEqual([name, Number(answers[0]?.status)]);
    }
  });

  it('says every call and every reason in both languages', () => {
    for (const { name, group } of readOperations('http://localhost:3000')) {
      expect([name, DOCS_WORDS.ja.summaries[name]]).not.toEqual([name, undefined]);
      expect(DOCS_WORDS.en.groups[group]).toBeDefined();
    }
    for (const { reasonWords } of Object.values(DOCS_WORDS)) {
      expect(Object.keys(reasonWords)).toEqual([...REASONS]);
    }
  });

  it('quotes what a shell would read otherwise', () => {
    const text = curlOf('http://localhost:3000', 'POST /api/v1/choices', true);
    expect(text).toContain(`-H 'Idempotency-Key: "7d1f3c52"'`);
    expect(text).toContain('-H "Authorization: Bearer $NATTOKU_KEY"');
  });
});
