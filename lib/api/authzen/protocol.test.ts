import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../reply';
import { SEMANTICS } from './contract';
import { dressAuthzen } from './dress';
import type { Answer, Evaluator, Page, Question, Search } from './model';
import { answerAuthzen, type Operation } from './protocol';

/** Permits whoever is called `yes…`; remembers what it was asked. */
const asked: Question[] = [];
const searched: { search: Search; page: Page }[] = [];
let count = 0;
function answerTo(question: Question, explain: boolean): Answer {
  count += 1;
  const stamp = {
    decisionId: `dec_${String(count)}`,
    consentToken: `token-${String(count)}`,
    validUntil: `2026-11-21T10:00:0${String(9 - (count % 10))}Z`,
  };
  const decision = question.subject.id.startsWith('yes');
  return { decision, ...(explain && { context: { said: question.action.name } }), stamp };
}
const evaluator: Evaluator = {
  evaluate(questions, explain) {
    asked.push(...questions);
    return Promise.resolve(questions.map((question) => answerTo(question, explain)));
  },
  search(search, page) {
    searched.push({ search, page });
    if (page.token === 'foreign') return Promise.resolve({ ok: false });
    const nextToken = page.limit === 1 ? 'more' : '';
    return Promise.resolve({ ok: true, results: [{ type: 'user', id: 'yes' }], nextToken });
  },
};
beforeEach(() => {
  asked.length = 0;
  searched.length = 0;
});

const post = (operation: Operation, body: unknown): Promise<Reply> =>
  answerAuthzen(operation, typeof body === 'string' ? body : JSON.stringify(body), evaluator);
const bodyOf = ({ body }: Reply): unknown => JSON.parse(body as string);
const errorsOf = (reply: Reply) =>
  (bodyOf(reply) as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);

const subject = { type: 'user', id: 'yes' };
const action = { name: 'read' };
const resource = { type: 'record', id: 'r1' };
const whole = { subject, action, resource };
const no = { type: 'user', id: 'no' };

describe('a single question', () => {
  it('is answered with a bare decision, and what else is known in headers', async () => {
    const reply = await post('evaluation', whole);
    expect(reply.status).toBe(200);
    expect(reply.body).toBe('{"decision":true}');
    expect(reply.headers).toMatchObject({ 'decision-id': `dec_${String(count)}` });
    expect(Object.keys(reply.headers ?? {})).toEqual([
      'decision-id',
      'consent-token',
      'valid-until',
    ]);
    expect((await post('evaluation', { ...whole, subject: no })).body).toBe('{"decision":false}');
  });

  it('gets the same body each time', async () => {
    const bodies = [await post('evaluation', whole), await post('evaluation', whole)];
    expect(bodies[0]?.body).toBe(bodies[1]?.body);
    expect(bodies[0]?.headers).not.toEqual(bodies[1]?.headers);
  });

  it('says why only when asked to', async () => {
    const why = await post('evaluation', { ...whole, options: { explain: true } });
    expect(bodyOf(why)).toEqual({ decision: true, context: { said: 'read' } });
    const plain = await post('evaluation', { ...whole, options: { explain: 'yes' } });
    expect(bodyOf(plain)).toEqual({ decision: true });
  });

  it('may carry fields nobody knows', async () => {
    const more = { ...whole, subject: { ...subject, extra: 1 }, foo: 'bar', page: 'none' };
    expect((await post('evaluation', more)).body).toBe('{"decision":true}');
    expect(asked[0]).toEqual({ ...whole, context: undefined });
  });

  const bad: [string, unknown, string][] = [
    ['no subject', { action, resource }, '/subject'],
    ['no action', { subject, resource }, '/action'],
    ['no resource', { subject, action }, '/resource'],
    ['a subject without type', { ...whole, subject: { id: 'yes' } }, '/subject/type'],
    ['a subject without id', { ...whole, subject: { type: 'user' } }, '/subject/id'],
    ['an action without name', { ...whole, action: {} }, '/action/name'],
    ['a resource without id', { ...whole, resource: { type: 'record' } }, '/resource/id'],
    ['a subject that is a text', { ...whole, subject: 'yes' }, '/subject'],
    ['a name that is a number', { ...whole, action: { name: 1 } }, '/action/name'],
    ['an id that is null', { ...whole, subject: { type: 'user', id: null } }, '/subject/id'],
    [
      'properties that are a list',
      { ...whole, action: { name: 'a', properties: [] } },
      '/action/properties',
    ],
    ['a context that is a text', { ...whole, context: 'now' }, '/context'],
    ['a list', [whole], ''],
    ['a text', '"hello"', ''],
    ['null', 'null', ''],
    ['what is no JSON', '{"subject":', ''],
    ['nothing', '', ''],
    ['a field given twice', '{"subject":{},"subject":{}}', '/subject'],
  ];
  it.each(bad)('with %s is refused, the field named, and nothing asked', async (_, body, field) => {
    for (const operation of ['evaluation', 'evaluations'] as const) {
      const reply = await post(operation, body);
      expect([operation, reply.status]).toEqual([operation, 400]);
      expect(errorsOf(reply)).toContain(field);
    }
    expect(asked).toEqual([]);
  });
});

describe('many questions', () => {
  const decisions = (reply: Reply) =>
    (bodyOf(reply) as { evaluations: Answer[] }).evaluations.map(({ decision }) => decision);

  it('without items are the single question', async () => {
    for (const evaluations of [undefined, []]) {
      expect((await post('evaluations', { ...whole, evaluations })).body).toBe('{"decision":true}');
    }
  });

  it('take what stands beside them as their defaults, an object at a time', async () => {
    const properties = { role: 'admin' };
    const defaults = {
      ...whole,
      subject: { ...subject, properties },
      context: { time: 'now' },
    };
    const evaluations = [
      {},
      { subject: { id: 'no' } },
      { resource: { type: 'other', id: 'r2' }, context: {} },
      { action: { name: 'write' } },
    ];
    const reply = await post('evaluations', { ...defaults, evaluations });
    expect(bodyOf(reply)).toEqual({
      evaluations: [true, false, true, true].map((decision) => ({ decision })),
    });
    const context = { time: 'now' };
    expect(asked).toEqual([
      { ...whole, subject: { ...subject, properties }, context },
      // The type is filled in, the properties are nobody else's.
      { ...whole, subject: { type: 'user', id: 'no' }, context },
      { ...defaults, resource: { type: 'other', id: 'r2' }, context: {} },
      { ...defaults, action: { name: 'write' }, context },
    ]);
  });

  it('may have a default that is not whole', async () => {
    const reply = await post('evaluations', {
      subject: { type: 'user' },
      action,
      resource,
      evaluations: [{ subject: { id: 'yes' } }, {}],
    });
    expect(decisions(reply)).toEqual([true, false]);
  });

  it('get a no for an item that is no question, in its place', async () => {
    const bad = [{ subject: null }, { subject: 'yes' }, 7, [], null, { context: 'now' }];
    const evaluations = [{}, ...bad, { action: { name: 1 } }, { action: {} }, {}];
    const reply = await post('evaluations', { ...whole, evaluations });
    expect(decisions(reply)).toEqual([true, ...Array<boolean>(8).fill(false), true]);
    expect(asked).toHaveLength(2);
  });

  const items = [{ subject }, { subject: no }, { subject }, { resource: {} }, { subject }];
  it.each([
    ['execute_all', [true, false, true, false, true]],
    ['deny_on_first_deny', [true, false]],
    ['permit_on_first_permit', [true]],
  ])('under %s stop where they must, and ask no further', async (semantic, expected) => {
    const options = { evaluations_semantic: semantic };
    const { action: one, resource: other } = whole;
    const reply = await post('evaluations', {
      ...{ action: one, resource: other, options },
      evaluations: items,
    });
    expect(decisions(reply)).toEqual(expected);
    expect(asked).toHaveLength(expected.length - (semantic === 'execute_all' ? 1 : 0));
  });

  it('a bad item is a deny that ends deny_on_first_deny', async () => {
    const options = { evaluations_semantic: 'deny_on_first_deny' };
    const reply = await post('evaluations', { ...whole, options, evaluations: [{}, 7, {}] });
    expect(decisions(reply)).toEqual([true, false]);
  });

  it.each([
    [{ options: { evaluations_semantic: 'all' } }, '/options/evaluations_semantic'],
    [{ options: { explain: 1 } }, '/options/explain'],
    [{ options: [] }, '/options'],
    [{ evaluations: {} }, '/evaluations'],
    [{ evaluations: Array(1001).fill({}) }, '/evaluations'],
    [{ subject: 'yes', evaluations: [{}] }, '/subject'],
  ])('are refused as a whole for %j', async (part, field) => {
    const reply = await post('evaluations', { ...whole, ...part });
    expect(reply.status).toBe(400);
    expect(errorsOf(reply)).toEqual([field]);
    expect(asked).toEqual([]);
  });

  it('carry an id for each answer, the oldest token and the shortest lease', async () => {
    count = 0;
    const { headers } = await post('evaluations', { ...whole, evaluations: [{}, 7, {}] });
    expect(headers).toEqual({
      'decision-id': 'dec_1, dec_2',
      'consent-token': 'token-1',
      'valid-until': '2026-11-21T10:00:07Z',
    });
    const many = await post('evaluations', { ...whole, evaluations: Array(101).fill({}) });
    expect(Object.keys(many.headers ?? {})).toEqual(['consent-token', 'valid-until']);
  });

  it('are answered like each alone, whatever the items and the semantic', async () => {
    const maybe = fc.constantFrom(undefined, subject, no, { id: 'yes' }, { id: 'no' }, {}, 7);
    const item = fc
      .record({ subject: maybe })
      .map(({ subject: own }) => (own === undefined ? {} : { subject: own }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...SEMANTICS),
        fc.constantFrom(subject, no, { type: 'user' }),
        async (evaluations, semantic, byDefault) => {
          const alone = evaluations.map((one) => {
            const own: unknown = 'subject' in one ? one.subject : byDefault;
            return typeof own === 'object' && own !== null && 'id' in own && own.id === 'yes';
          });
          const stop = {
            execute_all: null,
            deny_on_first_deny: false,
            permit_on_first_permit: true,
          };
          const at = alone.findIndex((decision) => decision === stop[semantic]);
          const options = { evaluations_semantic: semantic };
          const reply = await post('evaluations', {
            ...{ action, resource, options, evaluations },
            subject: byDefault,
          });
          expect(decisions(reply)).toEqual(at < 0 ? alone : alone.slice(0, at + 1));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a search', () => {
  it('carries the type of what is sought, and never its id', async () => {
    await post('subject', { ...whole, foo: 1 });
    await post('resource', { ...whole, resource: { ...resource, id: 7 } });
    await post('action', { ...whole, action: 'any' });
    expect(searched.map(({ search }) => search)).toEqual([
      { of: 'subject', subject: { type: 'user' }, action, resource },
      { of: 'resource', subject, action, resource: { type: 'record' } },
      { of: 'action', subject, resource },
    ]);
  });

  it('speaks of pages when the caller does, or when there is another one', async () => {
    const results = [{ type: 'user', id: 'yes' }];
    expect(bodyOf(await post('subject', whole))).toEqual({ results });
    expect(bodyOf(await post('subject', { ...whole, page: {} }))).toEqual({
      results,
      page: { next_token: '' },
    });
    expect(bodyOf(await post('subject', { ...whole, page: { limit: 1 } }))).toEqual({
      results,
      page: { next_token: 'more' },
    });
    expect(searched[2]?.page).toEqual({ limit: 1 });
  });

  it.each([
    ['subject', { subject: { type: 'user' }, resource }, '/action'],
    ['subject', { ...whole, resource: { type: 'record' } }, '/resource/id'],
    ['subject', { ...whole, subject: {} }, '/subject/type'],
    ['resource', { action, resource }, '/subject'],
    ['resource', { ...whole, subject: { type: 'user' } }, '/subject/id'],
    ['action', { subject }, '/resource'],
    ['action', { ...whole, subject: { type: 'user' } }, '/subject/id'],
    ['subject', { ...whole, page: { limit: -1 } }, '/page/limit'],
    ['subject', { ...whole, page: { limit: 1.5 } }, '/page/limit'],
    ['action', { ...whole, page: { token: 1 } }, '/page/token'],
    ['subject', { ...whole, page: { token: 'foreign' } }, '/page/token'],
  ] as const)('for a %s refuses %j', async (operation, body, field) => {
    const reply = await post(operation, body);
    expect(reply.status).toBe(400);
    expect(errorsOf(reply)).toEqual([field]);
  });
});

describe('what every answer wears', () => {
  const dress = async (id: string | undefined, body: unknown) =>
    dressAuthzen(
      (name) => (name === 'x-request-id' ? id : undefined),
      await post('evaluation', body),
    );

  it('is the request id of the caller, on a yes and on an error', async () => {
    for (const body of [whole, {}]) {
      expect((await dress('bfe9eb29-ab87', body)).headers).toMatchObject({
        'x-request-id': 'bfe9eb29-ab87',
      });
      expect((await dress(undefined, body)).headers).not.toHaveProperty('x-request-id');
      expect((await dress('a\u0007b', body)).headers).not.toHaveProperty('x-request-id');
    }
  });

  it('is a plain message where something is wrong, naming the fields', async () => {
    const { contentType, body } = await dress('1', { action, resource });
    expect(contentType).toBe('text/plain; charset=utf-8');
    expect(body).toMatch(/^This request cannot be read\.\n\/subject must be an object$/);
  });
});
