import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mint } from '../../identity/mint';
import type { SystemPrincipal } from '../../identity/model';
import { readBody } from '../read-body';
import { decisionRequestSchema } from './contract';
import { isOwn, readBatch, readQuestion, toAsking } from './read';

const shop = mint<SystemPrincipal>({
  kind: 'system',
  system: 'shop',
  keyId: 'k',
  scopes: ['decide'],
  touchpoints: ['*'],
  test: false,
});

const text = fc.oneof(
  fc.constantFrom(
    'shop',
    'mailer',
    'shop-for-you',
    'purchases',
    '',
    'A',
    'a b',
    '"',
    '\\',
    '日本',
    '\ud800',
  ),
  fc.string({ maxLength: 8 }),
);
const anything = fc.oneof(
  text,
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
);
const usually = <T>(likely: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 9, arbitrary: likely as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: anything },
  );
const subject = usually(
  fc.record(
    { system: usually(fc.constant('shop')), id: usually(text), handle: text },
    { requiredKeys: ['system', 'id'] },
  ),
);
const question = fc.record(
  {
    subject,
    touchpoint: usually(fc.constant('shop-for-you')),
    data: usually(fc.array(usually(fc.constant('purchases')), { maxLength: 3 })),
    reserve: usually(fc.boolean()),
    signals: usually(fc.record({ gpc: usually(fc.boolean()) }, { requiredKeys: [] })),
    purpose: text,
    consentToken: text,
    colour: text,
  },
  { requiredKeys: ['subject', 'touchpoint'] },
);

/** What the schema alone says. */
function bySchema(body: string) {
  const read = readBody(decisionRequestSchema, body);
  if (!read.ok) return read;
  return isOwn(shop, read.value.subject)
    ? { ok: true, asking: toAsking(read.value), token: read.value.consentToken }
    : { ok: false, code: 'wrong_system', errors: expect.anything() as unknown };
}

describe('the quick reader', () => {
  it('agrees with the schema on whatever is sent', () => {
    fc.assert(
      fc.property(question, fc.boolean(), (value, spaced) => {
        const body = JSON.stringify(value, null, spaced ? 2 : 0);
        expect(readQuestion(shop, body)).toEqual(bySchema(body));
      }),
      { numRuns: 3000 },
    );
  });

  it('reads an item of a batch as it reads the same question alone', () => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 4 }), (items) => {
        const read = readBatch(shop, { body: JSON.stringify({ evaluations: items }) });
        if (!read.ok) throw new Error(read.code);
        read.askings.forEach((asking, index) => {
          const alone = readQuestion(shop, JSON.stringify(items[index]));
          if (alone.ok && alone.token === undefined) expect(asking).toEqual(alone.asking);
          else expect(asking).toHaveProperty('unreadable');
        });
      }),
      { numRuns: 1000 },
    );
  });
});
