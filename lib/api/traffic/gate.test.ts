import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TRAFFIC, type Traffic } from './classes';
import { Gate, GATE_SETTINGS } from './gate';

const ORDER = ['export', 'dashboard', 'history', 'decision', 'withdrawal'] as const;

/** Requests of one sample, each ended at once; which were taken. */
function burst(gate: Gate, traffic: Traffic, count: number): number {
  let taken = 0;
  for (let at = 0; at < count; at += 1) {
    if (!gate.enters(traffic)) continue;
    taken += 1;
    gate.left(traffic);
  }
  return taken;
}

/** Many requests come and the event loop is this late, until it has settled. */
function strain(gate: Gate, lateMs: number, samples = 100): void {
  for (let at = 0; at < samples; at += 1) {
    burst(gate, 'decision', 2000);
    gate.sample(lateMs);
  }
}
const takes = (gate: Gate) => ORDER.filter((traffic) => burst(gate, traffic, 20) > 0);

describe('letting go', () => {
  it('takes everything while turns are short, however much comes', () => {
    const gate = new Gate();
    strain(gate, 10);
    expect(takes(gate)).toEqual([...ORDER]);
    expect(Object.values(gate.refused)).toEqual(TRAFFIC.map(() => 0));
  });

  it('goes in its order: exports, dashboards, history, a part of decisions; withdrawals stay', () => {
    const left = [55, 75, 105, 135, 400].map((lateMs) => {
      const gate = new Gate();
      strain(gate, lateMs);
      return takes(gate);
    });
    expect(left).toEqual([
      [...ORDER],
      ['dashboard', 'history', 'decision', 'withdrawal'],
      ['history', 'decision', 'withdrawal'],
      ['decision', 'withdrawal'],
      ['decision', 'withdrawal'],
    ]);
  });

  it('refuses more decisions the longer it stays late, yet never all', () => {
    const gate = new Gate();
    strain(gate, 400, 12);
    const before = gate.share;
    strain(gate, 400, 100);
    expect(gate.share).toBeLessThan(before);
    expect(burst(gate, 'decision', 1000)).toBe(800);
    expect(burst(gate, 'withdrawal', 1000)).toBe(1000);
  });

  it('counts how long a round lasts as it counts a late event loop', () => {
    const gate = new Gate();
    for (let at = 0; at < 100; at += 1) {
      burst(gate, 'decision', 2000);
      gate.sample(2, 1, 105);
    }
    expect(takes(gate)).toEqual(['history', 'decision', 'withdrawal']);
  });

  it('takes everything again once turns are short', () => {
    const gate = new Gate();
    strain(gate, 400);
    strain(gate, 5, 100);
    expect(gate).toMatchObject({ level: 0, share: 1 });
    expect(takes(gate)).toEqual([...ORDER]);
  });

  it('does not flutter: what was let go is taken again only well below', () => {
    const gate = new Gate();
    strain(gate, 65);
    expect(gate.level).toBe(1);
    strain(gate, 50);
    expect(gate.level).toBe(1);
    strain(gate, 30);
    expect(gate.level).toBe(0);
  });

  it('refuses nobody on a busy machine, where little is asked or there is time to spare', () => {
    const gate = new Gate();
    for (let at = 0; at < 200; at += 1) {
      burst(gate, 'dashboard', 2);
      gate.sample(2000);
    }
    expect(takes(gate)).toEqual([...ORDER]);
    for (let at = 0; at < 200; at += 1) {
      burst(gate, 'decision', 2000);
      gate.sample(2000, 0.3);
    }
    expect(takes(gate)).toEqual([...ORDER]);
  });

  it('holds at most so many at once of each kind, and always says how it is', () => {
    const gate = new Gate();
    const { most } = GATE_SETTINGS;
    for (let at = 0; at < most.export; at += 1) expect(gate.enters('export')).toBe(true);
    expect(gate.enters('export')).toBe(false);
    gate.left('export');
    expect(gate.enters('export')).toBe(true);
    strain(gate, 5000);
    expect(burst(gate, 'vital', 100)).toBe(100);
  });

  it('never refuses a kind while a kind before it is taken (random strain)', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 60 }), (delays) => {
        const gate = new Gate();
        for (const lateMs of delays) {
          burst(gate, 'decision', 300);
          gate.sample(lateMs);
          const taken = ORDER.map((traffic) => burst(gate, traffic, 30) > 0);
          expect(taken).toEqual([...taken].sort());
          expect(taken.at(-1)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
