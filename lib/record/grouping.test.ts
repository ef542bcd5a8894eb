import { describe, expect, it } from 'vitest';
import { createGrouping, type GroupingSettings } from './grouping';

const SETTINGS: GroupingSettings<number> = { most: 8, early: 4, abreast: 2 };
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A grouping whose groups end when the test says so. */
function byHand(settings = SETTINGS) {
  const groups: { items: readonly number[]; end: (error?: Error) => void }[] = [];
  const grouping = createGrouping<number, string>(settings, (items) => {
    return new Promise((resolve, reject) => {
      const end = (error?: Error) => {
        if (error === undefined) resolve(items.map(String));
        else reject(error);
      };
      groups.push({ items, end });
    });
  });
  const sizes = () => groups.map(({ items }) => items.length);
  return { grouping, groups, sizes };
}

describe('grouping', () => {
  it('sends what came in one turn together, in its order, and answers each with its own', async () => {
    const { grouping, groups } = byHand();
    const answers = [1, 2, 3].map((item) => grouping.push(item));
    expect(groups).toHaveLength(0);
    await turn();
    expect(groups.map(({ items }) => items)).toEqual([[1, 2, 3]]);
    groups[0]?.end();
    expect(await Promise.all(answers)).toEqual(['1', '2', '3']);
  });

  it('sends at once when enough are there, but never more than two groups abreast', async () => {
    const { grouping, groups, sizes } = byHand();
    const answers = Array.from({ length: 21 }, (_, item) => grouping.push(item));
    expect(sizes()).toEqual([4, 4]);
    await turn();
    expect(sizes()).toEqual([4, 4]);
    groups[0]?.end();
    await turn();
    expect(sizes()).toEqual([4, 4, 8]);
    groups[1]?.end();
    groups[2]?.end();
    await turn();
    groups[3]?.end();
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 21 }, (_, item) => `${item}`));
    expect(groups.flatMap(({ items }) => items)).toEqual([...Array(21).keys()]);
  });

  it('lets a few gather while a group is worked on', async () => {
    const { grouping, groups, sizes } = byHand();
    const first = grouping.push(1);
    await turn();
    const others = [grouping.push(2), grouping.push(3)];
    await turn();
    expect(sizes()).toEqual([1]);
    groups[0]?.end();
    await first;
    await turn();
    expect(sizes()).toEqual([1, 2]);
    groups[1]?.end();
    await Promise.all(others);
  });

  it('rejects a group that failed, and it alone', async () => {
    const { grouping, groups } = byHand();
    const answers = Array.from({ length: 8 }, (_, item) => grouping.push(item));
    groups[0]?.end(new Error('the disk is full'));
    groups[1]?.end();
    const settled = await Promise.allSettled(answers);
    expect(settled.map(({ status }) => status)).toEqual([
      ...Array<string>(4).fill('rejected'),
      ...Array<string>(4).fill('fulfilled'),
    ]);
  });

  it('works on what waits while a group is worked on, and sends it once enough is done', async () => {
    const { grouping, groups } = byHand({ ...SETTINGS, meanwhile: (item) => item + 100 });
    const answers = [1, 2, 3, 4, 5, 6, 7, 8].map((item) => grouping.push(item));
    expect(groups.map(({ items }) => items)).toEqual([[1, 2, 3, 4]]);
    await turn();
    expect(groups.map(({ items }) => items)).toEqual([
      [1, 2, 3, 4],
      [105, 106, 107, 108],
    ]);
    for (const { end } of groups) end();
    expect(await Promise.all(answers)).toEqual(['1', '2', '3', '4', '105', '106', '107', '108']);
  });

  it('sends what waits as it is as soon as nobody works, whatever is done of it', async () => {
    const settings = { ...SETTINGS, most: 20, meanwhile: (item: number) => item + 100 };
    const { grouping, groups } = byHand(settings);
    const answers = Array.from({ length: 14 }, (_, item) => grouping.push(item));
    groups[0]?.end();
    expect(await Promise.all(answers.slice(0, 4))).toEqual(['0', '1', '2', '3']);
    expect(groups[1]?.items).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    groups[1]?.end();
    await Promise.all(answers);
  });

  it('leaves the work to the worker where fewer wait: whoever calls may have enough to do', async () => {
    let done = 0;
    const meanwhile = (item: number) => {
      done += 1;
      return item;
    };
    const { grouping, groups } = byHand({ ...SETTINGS, meanwhile });
    const answers = [1, 2, 3, 4, 5, 6, 7].map((item) => grouping.push(item));
    for (let turns = 0; turns < 5; turns += 1) await turn();
    expect(done).toBe(0);
    groups[0]?.end();
    await answers[0];
    groups[1]?.end();
    await Promise.all(answers);
    expect(done).toBe(0);
  });

  it('does a few at a time: whatever else is to be done has its turn in between', async () => {
    let done = 0;
    const meanwhile = (item: number) => {
      done += 1;
      return item;
    };
    const { grouping, groups } = byHand({ most: 64, early: 32, abreast: 2, meanwhile });
    const answers = Array.from({ length: 64 }, (_, item) => grouping.push(item));
    const seen = [done];
    while (done < 32) {
      await turn();
      seen.push(done);
    }
    const steps = seen.slice(1).map((now, at) => now - (seen[at] ?? 0));
    expect(Math.max(...steps)).toBeLessThanOrEqual(8);
    expect(groups.map(({ items }) => items.length)).toEqual([32, 32]);
    for (const { end } of groups) end();
    await Promise.all(answers);
  });

  it('rejects an item that cannot be worked on, and it alone', async () => {
    const meanwhile = (item: number) => {
      if (item === 6) throw new Error('no key');
      return item;
    };
    const { grouping, groups } = byHand({ ...SETTINGS, meanwhile });
    const answers = [1, 2, 3, 4, 5, 6, 7, 8].map((item) => grouping.push(item));
    const settled = Promise.allSettled(answers);
    await turn();
    groups[0]?.end();
    await turn();
    expect(groups[1]?.items).toEqual([5, 7, 8]);
    groups[1]?.end();
    const failed = (await settled).flatMap(({ status }, at) => (status === 'rejected' ? [at] : []));
    expect(failed).toEqual([5]);
  });

  it('is drained when everything is settled, not before', async () => {
    const { grouping, groups } = byHand();
    const answers = Array.from({ length: 5 }, (_, item) => grouping.push(item));
    let drained = false;
    const done = grouping.drained().then(() => {
      drained = true;
    });
    groups[0]?.end();
    await turn();
    expect(drained).toBe(false);
    groups[1]?.end();
    await done;
    await Promise.all(answers);
    await grouping.drained();
  });
});
