/** SECURITY SEC-28: whatever fails on the way to a decision, over every way of asking, is no permit. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';

const SUBJECT = { system: 'shop', id: 'S-1' };
const TOUCHPOINT = 'shop-for-you';
const QUESTION = { subject: SUBJECT, touchpoint: TOUCHPOINT };
const EVALUATION = {
  subject: { type: 'user', id: 'shop:S-1' },
  action: { name: 'personalize' },
  resource: { type: 'touchpoint', id: TOUCHPOINT },
  options: { explain: true },
};
const WAYS: readonly (readonly [path: string, body: object])[] = [
  ['/api/v1/decisions', QUESTION],
  ['/api/v1/decisions', { ...QUESTION, reserve: true }],
  ['/api/v1/decisions/batch', { evaluations: [QUESTION, QUESTION] }],
  ['/api/v1/decisions/batch', { evaluations: [QUESTION], answer: 'brief' }],
  ['/access/v1/evaluation', EVALUATION],
  ['/access/v1/evaluations', { ...EVALUATION, evaluations: [{}, {}] }],
];
/** Not on the way of an answer: counts are written later, and an answer without a token is still one. */
const BESIDE = new Set(['addTallies', 'consentToken', 'counts', 'close']);

type Part = 'subjects' | 'store' | 'vault' | 'catalogues';
const PARTS: readonly Part[] = ['subjects', 'store', 'vault', 'catalogues'];
type Methods = Record<string, (...given: unknown[]) => unknown>;

describe.each(ENGINES)('a fault on the way (%s)', (engine, settings) => {
  let api: ApiUnderTest;
  let key: string;
  let said = 0;
  beforeAll(async () => {
    api = await openApiUnderTest(await settings());
    key = await api.key({ scopes: ['decide', 'choice:allow'] });
  });
  afterAll(() => api.close());

  /** The state is read anew after it. */
  async function allow(): Promise<void> {
    said += 1;
    const body = {
      ...{ subject: SUBJECT, type: 'allow', surface: 'form', purposes: ['recommend'] },
      ...{ channels: ['web'], data: ['purchases', 'browsing'] },
      notice: { catalogueVersion: 1, locale: 'ja' },
      evidence: { kind: 'form', reference: 'A-1' },
    };
    const headers = { 'idempotency-key': `"f${String(said)}"` };
    const answer = await api.send('POST', '/api/v1/choices', { key, headers, body });
    expect(answer.status).toBe(201);
  }
  const permits = async (path: string, body: object): Promise<boolean> =>
    (await api.send('POST', path, { key, body })).text.includes('"decision":true');

  /** Every method of a part behind `around`, until the returned function is called. */
  function wrap(part: Part, around: (name: string, call: () => unknown) => unknown): () => void {
    const target = api.runtime[part] as unknown as Methods;
    const own = Object.entries(target).filter(([, member]) => typeof member === 'function');
    for (const [name, method] of own) {
      target[name] = (...given) => around(name, () => method.apply(target, given));
    }
    return () => void Object.assign(target, Object.fromEntries(own));
  }

  // What is asked of the store is the same on both: the other engine shows that once.
  it.each(engine === 'SQLite' ? WAYS : WAYS.slice(0, 1))(
    '%s %j is never a permit',
    async (path, body) => {
      await allow();
      /** Each that was called, and whether it ever let us wait. */
      const met = new Map<string, boolean>();
      const undo = PARTS.map((part) =>
        wrap(part, (name, call) => {
          const given = call();
          const fault = `${part}.${name}`;
          if (!BESIDE.has(name))
            met.set(fault, given instanceof Promise || met.get(fault) === true);
          return given;
        }),
      );
      expect(await permits(path, body)).toBe(true);
      expect(await permits(path, body)).toBe(true);
      for (const back of undo) back();
      expect(met.size).toBeGreaterThanOrEqual(3);
      for (const [fault, waits] of met) {
        for (const rejects of waits ? [false, true] : [false]) {
          await allow();
          let struck = false;
          const [part, wanted] = fault.split('.') as [Part, string];
          const back = wrap(part, (name, call) => {
            if (name !== wanted) return call();
            struck = true;
            if (rejects) return Promise.reject(new Error('injected'));
            throw new Error('injected');
          });
          const permitted = await permits(path, body);
          back();
          expect([fault, rejects, permitted && struck]).toEqual([fault, rejects, false]);
        }
      }
      expect(await permits(path, body)).toBe(true);
    },
  );
});
