import { describe, expect, it } from 'vitest';
import { Allowances, limitHeaders, type Policy } from './allowances';

const POLICY: Policy = { name: 'key', quota: 3, windowSeconds: 10 };

function world() {
  const clock = { atMs: 1_000_000, now: () => clock.atMs };
  return { clock, allowances: new Allowances(clock) };
}

describe('an allowance', () => {
  it('lets exactly its quota through in a window, and again in the next', () => {
    const { clock, allowances } = world();
    const spend = () => allowances.spend(POLICY, 'a').ok;
    expect([spend(), spend(), spend(), spend(), spend()]).toEqual([true, true, true, false, false]);
    clock.atMs += 9999;
    expect(spend()).toBe(false);
    clock.atMs += 1;
    expect([spend(), spend(), spend(), spend()]).toEqual([true, true, true, false]);
  });

  it('is separate for each caller and each policy', () => {
    const { allowances } = world();
    for (let at = 0; at < 4; at += 1) allowances.spend(POLICY, 'a');
    expect(allowances.spend(POLICY, 'a').ok).toBe(false);
    expect(allowances.spend(POLICY, 'b').ok).toBe(true);
    expect(allowances.spend({ ...POLICY, name: 'other' }, 'a').ok).toBe(true);
  });

  it('is given again when the clock was put back', () => {
    const { clock, allowances } = world();
    for (let at = 0; at < 4; at += 1) allowances.spend(POLICY, 'a');
    clock.atMs -= 3_600_000;
    expect(allowances.spend(POLICY, 'a').ok).toBe(true);
  });
});

describe('the headers', () => {
  it('say each policy and what is left of it, as structured lists', () => {
    const { clock, allowances } = world();
    const long: Policy = { name: 'long-work', quota: 60, windowSeconds: 60 };
    const spendings = [allowances.spend(POLICY, 'a'), allowances.spend(long, 'a')];
    expect(limitHeaders(spendings)).toEqual({
      'ratelimit-policy': '"key";q=3;w=10, "long-work";q=60;w=60',
      ratelimit: '"key";r=2;t=10, "long-work";r=59;t=60',
    });
    clock.atMs += 7500;
    expect(limitHeaders([allowances.spend(POLICY, 'a')]).ratelimit).toBe('"key";r=1;t=3');
  });

  it('say when to come back only where it was too much', () => {
    const { clock, allowances } = world();
    for (let at = 0; at < 3; at += 1) allowances.spend(POLICY, 'a');
    clock.atMs += 4000;
    const headers = limitHeaders([allowances.spend(POLICY, 'a')]);
    expect(headers).toMatchObject({ 'retry-after': '6', ratelimit: '"key";r=0;t=6' });
  });
});
