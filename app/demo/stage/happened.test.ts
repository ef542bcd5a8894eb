import { describe, expect, it } from 'vitest';
import type { Exchanged } from '../shop/trace';
import { happened } from './happened';

const naming = { locale: 'ja', placeName: (key: string) => `場所 ${key}` } as const;

function exchange(id: number, question: unknown, answer: unknown, status: number | null = 200) {
  const one: Exchanged = {
    ...{ id, customer: 'haru', atMs: id, system: 'shop', method: 'POST', tookMs: 3, status },
    path: '/api/v1/decisions/batch',
    question: JSON.stringify(question),
    answer: answer === null ? '' : JSON.stringify(answer),
  };
  return one;
}
const asks = { evaluations: [{ touchpoint: 'home-hero' }, { touchpoint: 'shop-for-you' }] };
const told = (...decisions: boolean[]) => ({
  decisions: decisions.map((decision, index) => ({
    decision,
    reason: decision ? 'allowed' : 'withdrawn',
    otherwise: 'generic',
    decisionId: `dec_${String(index)}`,
    data: { permitted: decision ? ['purchases'] : [], denied: [] },
    validUntil: '2026-11-21T10:00:05Z',
  })),
});

describe('what happened', () => {
  it('gives every place of a question its own answer', () => {
    const { asked } = happened([exchange(1, asks, told(true, false))], [], naming);
    expect(asked.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['場所 home-hero', 'yes'],
      ['場所 shop-for-you', 'no'],
    ]);
    expect(asked[0]?.permitted).toEqual(['購入の記録']);
  });

  it('marks an answer that is another than before, and no other', () => {
    const newestFirst = [exchange(2, asks, told(true, false)), exchange(1, asks, told(true, true))];
    const { asked } = happened(newestFirst, [], naming);
    expect(asked.map(({ changed }) => changed)).toEqual([false, true, false, false]);
  });

  it.each([
    ['nothing came', null, null],
    ['it was refused', { type: 'about:blank' }, 401],
    ['it was cut off', { decisions: [] }, 200],
  ])('calls it late where %s', (_name, answer, status) => {
    const { asked } = happened([exchange(1, asks, answer, status)], [], naming);
    expect(asked.map(({ outcome }) => outcome)).toEqual(['late', 'late']);
  });

  it('counts what was asked again in time as one, and keeps what never was answered', () => {
    const late = [exchange(3, asks, null, null), exchange(2, asks, null, null)];
    const { asked } = happened([exchange(4, asks, told(true, true)), ...late], [], naming);
    expect(asked.map(({ outcome, tries }) => [outcome, tries])).toEqual([
      ['yes', 3],
      ['yes', 3],
    ]);
    expect(happened(late, [], naming).asked.map(({ outcome }) => outcome)).toEqual([
      'late',
      'late',
    ]);
  });

  it('puts a report with the decision it belongs to', () => {
    const report = exchange(2, { decisionId: 'dec_1', because: [] }, { accepted: true }, 202);
    const { asked } = happened([report, exchange(1, asks, told(true, true))], [], naming);
    expect(asked.map(({ report: text }) => text !== '')).toEqual([false, true]);
  });

  it('reads time and kind of a ledger line from its own bytes', () => {
    const entry = '{"b":"x","k":"event","p":"y","t":1764000002,"v":1}';
    const { lines } = happened([], [{ seq: 7, entry }], naming);
    expect(lines).toEqual([{ seq: 7, entry, atMs: 1_764_000_002_000, kind: 'event' }]);
  });
});
