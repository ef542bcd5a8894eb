import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../sdk/src/answer';
import { grantOf } from '../shop/grant';
import { FEWEST_PEOPLE, stepsOf, strongest, train, type Steps } from './model';
import { allRows, CROWD, type Row } from './people';

function permitted(...data: string[]): Decision {
  return {
    ...{ decision: true, otherwise: 'generic', touchpoint: 'model-training', catalogueVersion: 1 },
    ...{ validUntil: '2026-01-01T00:00:00Z', consentToken: 'token', decisionId: 'dec_1' },
    ...{ data: { permitted: data }, obligations: [] },
  };
}
function steps({ history }: Row, ...data: string[]): Steps {
  const grant = grantOf(permitted(...data), history);
  return grant === undefined ? [] : stepsOf(grant);
}
const learnedFrom = (rows: readonly Row[]) =>
  strongest(train(rows.map((row) => steps(row, 'browsing', 'purchases'))), 8);

describe('the model', () => {
  it('learns nothing from data that is not permitted', () => {
    for (const row of CROWD.slice(0, 20)) {
      const purchases = [{ good: 'knife', daysAgo: 1 }];
      const other: Row = { ...row, history: { ...row.history, purchases } };
      expect(steps(other, 'browsing')).toEqual(steps(row, 'browsing'));
      expect(steps(row)).toEqual([]);
    }
  });

  it('changes with its input, and is the same for the same', () => {
    const all = learnedFrom(CROWD);
    expect(all.length).toBeGreaterThan(3);
    expect(learnedFrom(CROWD)).toEqual(all);
    expect(learnedFrom(CROWD.filter((_row, index) => index % 3 === 0))).not.toEqual(all);
  });

  it('shows no pair of fewer than three people, and counts a person once', () => {
    const [row] = CROWD.filter((one) => steps(one, 'browsing').length > 0);
    if (row === undefined) throw new Error('nobody viewed anything');
    const once = steps(row, 'browsing');
    expect(new Set(once).size).toBe(once.length);
    expect(strongest(train([once, once]), 8)).toEqual([]);
    const shown = strongest(train([once, once, once]), 100);
    expect(shown.every(({ people }) => people === FEWEST_PEOPLE)).toBe(true);
  });

  it('is asked for 120 people, each under a name of its own', () => {
    expect(new Set(allRows().map(({ id }) => id)).size).toBe(120);
  });
});
