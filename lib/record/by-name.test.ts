import { describe, expect, it } from 'vitest';
import { ByName, type Named } from './by-name';

interface Person extends Named {
  readonly key: string;
}
const person = (key: string): Person => ({ key, nameId: '', nameSystem: '' });

describe('people by name', () => {
  it('are found as in a map, whoever comes and goes', () => {
    const names = new ByName<Person>();
    const model = new Map<string, Person>();
    const wrong: string[] = [];
    let state = 1;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let step = 0; step < 30_000; step += 1) {
      const identifier = { system: random(3) === 0 ? 'app' : 'shop', id: `m-${random(8_000)}é` };
      const key = `${identifier.system} ${identifier.id}`;
      const known = model.get(key);
      if (names.get(identifier) !== known) wrong.push(key);
      if (known === undefined) {
        const made = person(key);
        names.set(identifier, made);
        model.set(key, made);
      } else if (random(2) === 0) {
        names.forget(known);
        model.delete(key);
      }
    }
    for (const [key, value] of model) {
      const [system = '', id = ''] = key.split(' ');
      if (names.get({ system, id }) !== value) wrong.push(key);
    }
    expect(wrong).toEqual([]);
    expect(model.size).toBeGreaterThan(3_000);
  });

  it('have the first name they are given; a name has whoever got it last', () => {
    const names = new ByName<Person>();
    const [one, other] = [person('one'), person('other')];
    const name = { system: 'shop', id: 'x' };
    names.set(name, one);
    names.set({ system: 'shop', id: 'y' }, one);
    expect(names.get({ system: 'shop', id: 'y' })).toBeUndefined();
    names.set(name, other);
    expect(names.get(name)).toBe(other);
    names.forget(other);
    names.forget(other);
    expect(names.get(name)).toBeUndefined();
    names.set({ system: 'shop', id: 'z' }, person('another'));
    names.clear();
    expect(names.get({ system: 'shop', id: 'z' })).toBeUndefined();
  });
});
