import { describe, expect, it } from 'vitest';
import { PeopleRows, type PersonRow } from './people-rows';

const CHUNK = 2 ** 21;

function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function row(subject: string, step: number, stateBytes: number, leader = subject): PersonRow {
  const state = new Uint8Array(stateBytes).fill(step % 251);
  return { subject, leader, n: step, head: `head-${String(step)}`, state };
}

function plain({ state, ...rest }: PersonRow): unknown {
  return { ...rest, state: Buffer.from(state).toString('hex') };
}

describe('rows of people in memory', () => {
  it('are read as they were laid down last, or not at all, whoever comes, changes and goes', () => {
    const rows = new PeopleRows(2 * CHUNK);
    const model = new Map<string, PersonRow>();
    const random = seeded(11);
    const wrong: string[] = [];
    let met = 0;
    for (let step = 1; step <= 12_000; step += 1) {
      const number = random(4_000);
      const [handle, subject] = [`h1_${String(number)}`, `sub_${String(number % 2_500)}`];
      if (random(5) === 0) {
        rows.deleteSubject(subject);
        for (const [name, one] of model) if (one.subject === subject) model.delete(name);
      } else {
        const leader = random(3) === 0 ? 'sub_leader' : subject;
        const put = row(subject, step, random(2_500), leader);
        rows.put(handle, put);
        model.set(handle, put);
      }
      const asked = `h1_${String(random(4_000))}`;
      const [said, meant] = [rows.get(asked), model.get(asked)];
      if (said === undefined) continue;
      met += 1;
      if (meant === undefined || JSON.stringify(plain(said)) !== JSON.stringify(plain(meant))) {
        wrong.push(asked);
      }
    }
    expect(wrong).toEqual([]);
    expect(met).toBeGreaterThan(2_000);
    const held = [...model.keys()].filter((handle) => rows.get(handle) !== undefined);
    expect([rows.size, held.length < model.size]).toEqual([held.length, true]);
    rows.clear();
    expect([rows.size, held.some((handle) => rows.get(handle) !== undefined)]).toEqual([0, false]);
  });

  it('leave nothing of somebody who goes', () => {
    const rows = new PeopleRows(CHUNK);
    rows.put('h1_one', row('sub_one', 126, 64));
    const { state } = rows.get('h1_one') ?? { state: new Uint8Array() };
    rows.deleteSubject('sub_one');
    expect(Buffer.from(state.buffer).toString('latin1')).not.toMatch(/h1_|sub_|head|~~/);
  });

  it('are not held where they are too large, or their names not ASCII; what was held goes', () => {
    const rows = new PeopleRows(CHUNK);
    for (const one of [
      row('sub_one', 1, CHUNK / 4),
      row('sub_\u{5c71}', 1, 9),
      row('s'.repeat(256), 1, 9),
    ]) {
      rows.put('h1_one', row('sub_one', 1, 9));
      rows.put('h1_one', one);
      expect(rows.get('h1_one')).toBeUndefined();
    }
  });
});
