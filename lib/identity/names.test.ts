import { describe, expect, it } from 'vitest';
import { createNames } from './names';

describe('names', () => {
  it('hold what was set last, and what was asked for since, within their bound', () => {
    const names = createNames<number>(3);
    const key = (id: number) => ({ system: 'shop', id: String(id) });
    for (let id = 0; id < 3; id += 1) names.set(key(id), id);
    names.set(key(3), 3);
    expect(names.get(key(0))).toBe(0);
    for (let id = 4; id < 8; id += 1) names.set(key(id), id);
    expect([4, 5, 6, 7].map((id) => names.get(key(id)))).toEqual([4, 5, 6, 7]);
    expect(names.get(key(1))).toBeUndefined();
  });

  it('keep systems apart', () => {
    const names = createNames<string>(10);
    names.set({ system: 'shop', id: 'x' }, 'shop');
    expect(names.get({ system: 'mailer', id: 'x' })).toBeUndefined();
  });
});
