import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mint } from '../../identity/mint';
import type { SystemPrincipal } from '../../identity/model';
import { readBody } from '../read-body';
import { BATCH_MAX, decisionBatchSchema, decisionRequestSchema } from './contract';
import { isOwn, quickOne, readBatch, toAsking } from './read';
import { readAlike } from './read-alike';

const shop = mint<SystemPrincipal>({
  kind: 'system',
  system: 'shop',
  keyId: 'k',
  scopes: ['decide'],
  touchpoints: ['*'],
  test: false,
});

/** What the schema alone says of a batch. */
function bySchema(text: string): unknown {
  const read = readBody(decisionBatchSchema, text);
  if (!read.ok) return read;
  const askings = read.value.evaluations.map((item) => {
    const one = readBody(decisionRequestSchema, JSON.stringify(item));
    if (!one.ok || one.value.consentToken !== undefined) return 'unreadable';
    return isOwn(shop, one.value.subject) ? toAsking(one.value) : 'unreadable';
  });
  return {
    ok: true,
    askings,
    brief: read.value.answer === 'brief',
    token: read.value.consentToken,
  };
}
function byReader(text: string): unknown {
  const read = readBatch(shop, { body: text });
  if (!read.ok) return read;
  const { ok, brief, token } = read;
  const askings = read.askings.map((asking) => ('unreadable' in asking ? 'unreadable' : asking));
  return { ok, askings, brief, token };
}
function alike(text: string) {
  return readAlike(Buffer.from(text), BATCH_MAX, (one) => quickOne(shop, one));
}

const id = fc.oneof(
  fc.stringMatching(/^[a-z0-9:@ .{}[\],-]{1,20}$/),
  fc.constantFrom(
    'x',
    'id',
    '',
    'a"b',
    'a\\b',
    '山田',
    'Ģ',
    'Ł',
    'ü',
    '\ud800',
    '"id":"',
    '}]}',
    'b'.repeat(257),
  ),
);
const ends = fc.constantFrom(
  { touchpoint: 'shop-for-you', data: ['purchases'] },
  { touchpoint: 'home-hero' },
  { touchpoint: 'home-hero', reserve: true, signals: { gpc: true } },
  { touchpoint: 'shop-for-you', data: [], colour: 'red' },
  { touchpoint: 'shop-for-you', subject: { system: 'shop', id: 'other' } },
  { purpose: 'recommend', channel: 'web', data: ['purchases'] },
);
const item = fc
  .tuple(id, ends, fc.boolean(), fc.constantFrom('shop', 'shop', 'shop', 'mailer'))
  .map(([who, end, first, system]) =>
    first ? { subject: { system, id: who }, ...end } : { subject: { id: who, system }, ...end },
  );
const batch = fc.record(
  {
    evaluations: fc.array(item, { maxLength: 6 }),
    answer: fc.constantFrom('full', 'brief', 'full', 'other'),
  },
  { requiredKeys: ['evaluations'] },
);
const PYTHON = { ',': ', ', ':': ': ' } as const;
/** With a space after each comma and colon outside of strings, as other languages write JSON. */
function spaced(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|([,:])/g, (_, string?: string, mark?: string) =>
    mark === ',' || mark === ':' ? PYTHON[mark] : (string ?? ''),
  );
}
const text = fc
  .tuple(batch, fc.boolean())
  .map(([value, wide]) => (wide ? spaced(JSON.stringify(value)) : JSON.stringify(value)));

describe('the reader of batches that are written alike', () => {
  it('agrees with the schema on whatever is sent', () => {
    fc.assert(
      fc.property(text, (body) => {
        expect(byReader(body)).toEqual(bySchema(body));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with the schema on text that was damaged anywhere', () => {
    const damage = fc.tuple(
      fc.nat(),
      fc.nat({ max: 12 }),
      fc.constantFrom('', '"', ',', '}', '\\', ' ', '"id":"', 'a'),
    );
    fc.assert(
      fc.property(text, damage, (body, [place, length, put]) => {
        const at = place % body.length;
        const damaged = body.slice(0, at) + put + body.slice(at + length);
        expect(byReader(damaged)).toEqual(bySchema(damaged));
      }),
      { numRuns: 4000 },
    );
  });

  it.each([false, true])('takes what serializers write, wide: %s', (wide) => {
    const evaluations = Array.from({ length: 100 }, (_, n) => ({
      subject: { system: 'shop', id: `member-${String(n)}` },
      ...(n % 3 === 0
        ? { touchpoint: 'home-hero' }
        : { touchpoint: 'shop-for-you', data: ['purchases'] }),
    }));
    for (const answer of ['full', 'brief', undefined]) {
      const written = JSON.stringify({ evaluations, answer });
      const body = wide ? spaced(written) : written;
      expect(alike(body)?.askings).toHaveLength(100);
      expect(byReader(body)).toEqual(bySchema(body));
    }
  });

  it.each([
    ['a name given twice', '"touchpoint":"home-hero","touchpoint":"shop-for-you"'],
    ['a second person', '"touchpoint":"home-hero","subject":{"system":"shop","id":"b"}'],
    ['an escape', '"touchpoint":"home\\u002dhero"'],
    ['an unknown name', '"touchpoint":"home-hero","colour":"red"'],
  ])('leaves %s to the schema', (_, end) => {
    const items = ['a', 'c'].map((who) => `{"subject":{"system":"shop","id":"${who}"},${end}}`);
    const body = `{"evaluations":[${items.join(',')}]}`;
    expect(alike(body)).toBeUndefined();
    expect(byReader(body)).toEqual(bySchema(body));
  });

  it('leaves a batch that is too long to the schema, which refuses it', () => {
    const one = { subject: { system: 'shop', id: 'a' }, touchpoint: 'home-hero' };
    const body = JSON.stringify({ evaluations: Array.from({ length: BATCH_MAX + 1 }, () => one) });
    expect(alike(body)).toBeUndefined();
    expect(readBatch(shop, { body })).toMatchObject({ ok: false });
  });
});
