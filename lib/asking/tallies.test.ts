import { describe, expect, it } from 'vitest';
import type { TallyWrite } from '../../db/port';
import { createLog } from '../log';
import type { TallyMark } from './model';
import { createTallies } from './tallies';

const log = createLog({ level: 'silent' });
const DAY = 86_400_000;

function open(limit?: number) {
  const written: TallyWrite[] = [];
  const state = { nowMs: 20_000 * DAY, failing: false };
  const tallies = createTallies({
    log,
    store: {
      addTallies: (rows) => {
        if (state.failing) return Promise.reject(new Error('away'));
        written.push(...rows);
        return Promise.resolve();
      },
    },
    ...(limit !== undefined && { limit }),
  });
  return { tallies, written, state };
}
function mark(subject: string): TallyMark {
  return { subject, touchpoint: 'shop-for-you', outcome: 'refused', pending: 0 };
}

describe('tallies', () => {
  it('add up per mark and are written once', async () => {
    const { tallies, written, state } = open();
    const one = mark('a');
    for (let times = 0; times < 5; times += 1) tallies.count(one, state.nowMs);
    tallies.count(mark('b'), state.nowMs);
    await tallies.flush();
    await tallies.flush();
    expect(written.map(({ subject, count }) => [subject, count])).toEqual([
      ['a', 5],
      ['b', 1],
    ]);
    tallies.count(one, state.nowMs);
    await tallies.flush();
    expect(written.at(-1)).toMatchObject({ subject: 'a', count: 1 });
  });

  it('are written at once when there are many', async () => {
    const { tallies, written, state } = open();
    for (let i = 0; i < 40_000; i += 1) tallies.count(mark(`sub_${String(i)}`), state.nowMs);
    await Promise.resolve();
    expect(written).toHaveLength(40_000);
    expect(tallies.dropped()).toBe(0);
  });

  it('are written by themselves soon after', async () => {
    const { tallies, written, state } = open();
    tallies.count(mark('a'), state.nowMs);
    while (written.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(written).toHaveLength(1);
  });

  it('belong to the day on which they were counted', async () => {
    const { tallies, written, state } = open();
    const one = mark('a');
    tallies.count(one, state.nowMs);
    state.nowMs += DAY;
    tallies.count(one, state.nowMs);
    await tallies.flush();
    expect(written.map(({ day, count }) => [day, count])).toEqual([
      ['2024-10-04', 1],
      ['2024-10-05', 1],
    ]);
  });

  it('are kept while the store is away, and written when it is back', async () => {
    const { tallies, written, state } = open();
    state.failing = true;
    tallies.count(mark('a'), state.nowMs);
    await tallies.flush();
    expect(written).toEqual([]);
    state.failing = false;
    await tallies.flush();
    expect(written).toHaveLength(1);
    expect(tallies.dropped()).toBe(0);
  });

  it('beyond the bound are dropped and counted as dropped', async () => {
    const { tallies, written, state } = open(2);
    state.failing = true;
    for (const subject of ['a', 'b', 'c', 'd']) tallies.count(mark(subject), state.nowMs);
    expect(tallies.dropped()).toBe(2);
    state.failing = false;
    await tallies.close();
    expect(written).toHaveLength(2);
  });

  it('are written on closing, and not counted after it', async () => {
    const { tallies, written, state } = open();
    tallies.count(mark('a'), state.nowMs);
    await tallies.close();
    tallies.count(mark('b'), state.nowMs);
    await tallies.flush();
    expect(written).toHaveLength(1);
    expect(tallies.dropped()).toBe(1);
  });
});
