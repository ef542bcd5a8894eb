import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mint } from '../../identity/mint';
import type { SystemPrincipal } from '../../identity/model';
import { readBody } from '../read-body';
import { decisionRequestSchema } from './contract';
import { isOwn, quickOne, readQuestion, toAsking } from './read';
import { readLike } from './read-like';

const keyOf = (system: string) =>
  mint<SystemPrincipal>({
    kind: 'system',
    system,
    keyId: 'k',
    scopes: ['decide'],
    touchpoints: ['*'],
    test: false,
  });
const shop = keyOf('shop');

function bySchema(body: string) {
  const read = readBody(decisionRequestSchema, body);
  if (!read.ok) return read;
  return isOwn(shop, read.value.subject)
    ? { ok: true, asking: toAsking(read.value), token: read.value.consentToken }
    : { ok: false, code: 'wrong_system', errors: expect.anything() as unknown };
}
function like(principal: SystemPrincipal, text: string) {
  return readLike(principal.system, text, (form) => quickOne(principal, form));
}

const FORMS: readonly ((id: string) => string)[] = [
  (id) =>
    `{"subject":{"system":"shop","id":"${id}"},"touchpoint":"shop-for-you","data":["purchases"]}`,
  (id) => `{"touchpoint": "home-hero", "subject": {"id": "${id}", "system": "shop"}}`,
  (id) => `{"subject":{"system":"mailer","id":"${id}"},"touchpoint":"shop-for-you"}`,
  (id) =>
    `{"subject":{"system":"shop","id":"${id}"},"touchpoint":"home-hero","signals":{"gpc":true}}`,
  (id) =>
    `{"subject":{"system":"shop","id":"${id}"},"purpose":"recommend","channel":"web","data":[]}`,
];
/** Letters whose low byte is that of `s` and of `h`. */
const [LIKE_S, LIKE_H] = ['\u0173', '\u0168'];
const id = fc.oneof(
  fc.stringMatching(/^[a-z0-9:@ .{}[\],-]{1,20}$/),
  fc.constantFrom(
    'x',
    '',
    'a"b',
    'a\\"b',
    'a","id":"b',
    '\\',
    '山田',
    'é',
    '"},"id":"',
    'b'.repeat(257),
  ),
);
const body = fc.tuple(fc.constantFrom(...FORMS), id).map(([form, who]) => form(who));
const damage = fc.tuple(
  fc.nat(),
  fc.nat({ max: 8 }),
  fc.constantFrom('', '"', ',', '}', '\\', ' ', '"id":"', 'a', 'é', LIKE_S, LIKE_H),
);

it('a question written as an earlier one means what the schema says, damaged or not', () => {
  for (const form of FORMS) readQuestion(shop, form('somebody'));
  fc.assert(
    fc.property(body, fc.option(damage), (text, harm) => {
      const at = harm === null ? 0 : harm[0] % text.length;
      const sent = harm === null ? text : text.slice(0, at) + harm[2] + text.slice(at + harm[1]);
      expect(readQuestion(shop, sent)).toEqual(bySchema(sent));
    }),
    { numRuns: 3000 },
  );
});

it('a letter that merely ends in the same byte is another letter', () => {
  const [form] = FORMS;
  for (const [letter, other] of [
    ['"shop"', `"${LIKE_S}hop"`],
    ['"shop-for', `"${LIKE_S}hop-for`],
  ] as const) {
    const text = form?.('somebody').replace(letter, other) ?? '';
    expect(like(shop, text)).toBeUndefined();
    expect(readQuestion(shop, text)).toEqual(bySchema(text));
  }
});

it('what one system asked is no pattern for another', () => {
  const [form] = FORMS;
  const text = form?.('a') ?? '';
  expect(like(shop, text)).toMatchObject({ subject: { system: 'shop', id: 'a' } });
  expect(like(keyOf('mailer'), text)).toBeUndefined();
});

it('takes more ways of asking than it keeps', () => {
  for (let n = 0; n < 100; n += 1) {
    const text = `{"subject":{"system":"shop","id":"m-${String(n)}"},"touchpoint":"t-${String(n)}"}`;
    expect(like(shop, text)).toMatchObject({
      subject: { id: `m-${String(n)}` },
      at: { touchpoint: `t-${String(n)}` },
    });
  }
});
