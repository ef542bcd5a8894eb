import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { BODY, craftReceipt, policyOf, seedOf } from './crafted-receipt.test-support';
import type { Receipt } from './receipt-model';
import { verifyReceipt } from './receipt-verify';

const SEED = seedOf(7);
const POLICY = policyOf(SEED);
let receipt: Receipt;
beforeAll(async () => {
  receipt = await craftReceipt(SEED);
});

type Path = readonly string[];
/** Every text that says or proves something. `policy` and `issued.verify` are told, never believed. */
const MEANINGFUL: readonly Path[] = [
  ['format'],
  ['id'],
  ['entry'],
  ['openings', 'body'],
  ['openings', 'personal'],
  ['body'],
  ['personal'],
  ['notice', 'digest'],
  ['notice', 'locale'],
  ['notice', 'text'],
  ['proof'],
  ['issued', 'origin'],
];

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((each, key) => (each as Record<string, unknown>)[key], value);
}
function changed(value: unknown, path: Path, to: unknown): Receipt {
  const [key, ...rest] = path;
  if (key === undefined) return to as Receipt;
  const fields = value as Record<string, unknown>;
  return { ...fields, [key]: changed(fields[key], rest, to) } as unknown as Receipt;
}
function without(path: Path): unknown {
  const copy = structuredClone(receipt) as unknown as Record<string, unknown>;
  Reflect.deleteProperty(at(copy, path.slice(0, -1)) as object, path.at(-1) ?? '');
  return copy;
}
/** The text with one byte of its UTF-8 changed; undefined where that is no text any more. */
function withByte(text: string, at: number, bits: number): string | undefined {
  const bytes = new TextEncoder().encode(text);
  bytes[at] = (bytes[at] ?? 0) ^ bits;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
const stepOf = (value: unknown, policy = POLICY) => {
  const verdict = verifyReceipt(value, policy);
  return verdict.ok ? 'ok' : verdict.step;
};

describe('a receipt', () => {
  it('verifies with nothing but itself and a policy', () => {
    const verdict = verifyReceipt(JSON.parse(JSON.stringify(receipt)), POLICY);
    if (!verdict.ok) throw new Error(`${verdict.step}: ${verdict.why}`);
    expect(verdict.body).toEqual(BODY);
    expect(verdict.personal?.['event']).toBe(receipt.id);
    expect([verdict.index, verdict.checkpoint.size]).toEqual([6n, 11n]);
    expect(verdict.outcomes).toEqual({
      ...{ format: 'ok', entry: 'ok', body: 'ok', personal: 'ok', notice: 'ok' },
      ...{ proof: 'ok', policy: 'ok', anchors: 'absent' },
    });
    expect([verdict.samePolicy, verdict.notes]).toEqual([true, []]);
  });

  it('is refused when any one bit of what it says is another', () => {
    for (const path of MEANINGFUL) {
      const text = String(at(receipt, path));
      const bytes = new TextEncoder().encode(text).length;
      for (let i = 0; i < bytes; i += 1) {
        const other = withByte(text, i, 1 << (i % 7));
        if (other === undefined) continue;
        expect([path, i, stepOf(changed(receipt, path, other))]).not.toEqual([path, i, 'ok']);
      }
    }
  });

  it('is refused when any one byte of what it says is any other', () => {
    const place = fc.constantFrom(...MEANINGFUL);
    fc.assert(
      fc.property(place, fc.nat(), fc.integer({ min: 1, max: 255 }), (path, offset, bits) => {
        const text = String(at(receipt, path));
        const bytes = new TextEncoder().encode(text).length;
        const other = withByte(text, offset % bytes, bits);
        fc.pre(other !== undefined);
        expect(stepOf(changed(receipt, path, other))).not.toBe('ok');
      }),
      { numRuns: 1_500 },
    );
  });

  it('is refused as to its form where any text is no Unicode', () => {
    for (const path of [...MEANINGFUL, ['policy'], ['issued', 'verify'], ['id']]) {
      const text = String(at(receipt, path));
      const other = changed(receipt, path, `${text}\ud800`);
      expect([path, stepOf(other)]).toEqual([path, 'format']);
    }
  });

  it('is refused when anything is cut off, doubled or put beside it', () => {
    for (const path of MEANINGFUL) {
      const text = String(at(receipt, path));
      for (const other of [text.slice(0, -1), text.slice(1), `${text} `, text + text, '']) {
        expect([path, other, stepOf(changed(receipt, path, other))]).not.toEqual([
          path,
          other,
          'ok',
        ]);
      }
    }
    expect(stepOf({ ...receipt, more: 'x' })).toBe('format');
    expect(stepOf({ ...receipt, openings: { ...receipt.openings, document: 'x' } })).toBe('format');
  });

  it('names the step that fails', () => {
    const cases: readonly (readonly [string, unknown])[] = [
      ['format', 'not an object'],
      ['format', without(['proof'])],
      ['format', { ...receipt, anchors: {} }],
      ['entry', { ...receipt, entry: `${receipt.entry} ` }],
      ['body', { ...receipt, body: receipt.body?.replace('recommend', 'advertise') }],
      ['body', without(['body'])],
      ['body', without(['openings', 'body'])],
      ['personal', { ...receipt, personal: receipt.personal?.replace('"n":3', '"n":4') }],
      ['personal', { ...receipt, id: 'evt_ZZZZZZZZZZZZZZZZZZZZZZ' }],
      ['personal', without(['personal'])],
      ['notice', changed(receipt, ['notice', 'text'], '{"catalogueVersion":1}')],
      ['proof', { ...receipt, proof: receipt.proof.replace('index 6', 'index 5') }],
      ['proof', changed(receipt, ['issued', 'origin'], 'other.example/2026')],
    ];
    for (const [step, value] of cases) expect(stepOf(value)).toBe(step);
  });

  it('proves nothing with a key of its own: the policy is the verifier’s', async () => {
    const forged = await craftReceipt(seedOf(9));
    expect(stepOf(forged, policyOf(seedOf(9)))).toBe('ok');
    expect(stepOf(forged)).toBe('policy');
    expect(stepOf({ ...forged, policy: POLICY })).toBe('policy');
    expect(stepOf(receipt, 'no policy at all')).toBe('policy');
    expect(stepOf(receipt, '')).toBe('policy');
  });

  it('says that it names another policy, and does not use it', async () => {
    const verdict = verifyReceipt(
      await craftReceipt(SEED, { policy: policyOf(seedOf(9)) }),
      POLICY,
    );
    expect(verdict).toMatchObject({ ok: true, samePolicy: false });
  });

  it('without its personal part is an anonymous fact, and says so', () => {
    const copy = without(['personal']) as Receipt;
    const { body = '' } = receipt.openings;
    const verdict = verifyReceipt({ ...copy, openings: { body } }, POLICY);
    expect(verdict).toMatchObject({ ok: true, outcomes: { personal: 'absent' } });
    expect(verdict.ok && verdict.notes).toHaveLength(1);
  });

  it('carries anchors that it does not vouch for', async () => {
    const anchor = { kind: 'rfc3161', atMs: 1, data: 'AAAA', detail: 'tsa.example' };
    const anchored = await craftReceipt(SEED, { anchors: [anchor] });
    expect(verifyReceipt(anchored, POLICY)).toMatchObject({
      ok: true,
      outcomes: { anchors: 'told' },
    });
    const broken = await craftReceipt(SEED, { anchors: [{ ...anchor, data: '*' }] });
    expect(stepOf(broken)).toBe('anchors');
  });
});
