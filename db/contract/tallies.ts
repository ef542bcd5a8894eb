import { describe, expect, test } from 'vitest';
import type { Store, TallyRun, TallyWrite } from '../port';
import { sweeping } from './person';
import { appendOk, newSubject, NOW_MS, type FreshDatabase } from './samples';
import { onTwoNodes } from './two-nodes';

const DAYS = ['2026-07-01', '2026-07-02'] as const;
const PLACES = ['home', 'mail'];
const OUTCOMES = ['allowed', 'refused', 'never_asked'];
/** More than are kept in one run without telling people apart. */
const MANY = 33_000;

/** What the store must say, as simply as can be. */
class Model {
  private readonly sums = new Map<string, number>();

  add({ subject, day, touchpoint, outcome, count }: TallyWrite): void {
    const key = `${subject} ${day} ${touchpoint} ${outcome}`;
    this.sums.set(key, (this.sums.get(key) ?? 0) + count);
  }
  erase(subject: string): void {
    for (const key of this.sums.keys()) if (key.startsWith(`${subject} `)) this.sums.delete(key);
  }
  of(subject: string): readonly string[] {
    return [...this.sums]
      .filter(([key]) => key.startsWith(`${subject} `))
      .map(([key, count]) => `${key} ${String(count)}`)
      .sort();
  }
}

function lines(rows: readonly TallyWrite[]): readonly string[] {
  return rows
    .map((row) => `${row.subject} ${row.day} ${row.touchpoint} ${row.outcome} ${String(row.count)}`)
    .sort();
}

/** Numbers that are the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One count each, as bytes. */
function runOf(
  { day, touchpoint, outcome }: Pick<TallyWrite, 'day' | 'touchpoint' | 'outcome'>,
  of: readonly Pick<TallyWrite, 'subject'>[],
): TallyRun {
  const name = Buffer.from([0, 0, 0, 0]);
  const one = Buffer.from([1, 0, 0, 0]);
  const entries = of.map(({ subject }) => {
    return Buffer.concat([Buffer.from(subject.slice('sub_'.length), 'base64url'), name, one]);
  });
  return { day, names: [[touchpoint, outcome]], entries: Buffer.concat(entries) };
}

export function tallyContract(fresh: FreshDatabase): void {
  describe('tallies', () => {
    let store: Store;
    let other: Store;
    onTwoNodes(fresh, (...nodes) => {
      [store, other] = nodes;
    });

    test('read as the sum of all that was added, however it was added, summed up and erased in between', async () => {
      const random = seeded(7);
      const people = Array.from({ length: 24 }, newSubject);
      const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
      const model = new Model();
      const row = (): TallyWrite => ({
        ...{ subject: pick(people), day: pick(DAYS), touchpoint: pick(PLACES) },
        ...{ outcome: pick(OUTCOMES), count: 1 + random(3) },
      });
      for (let step = 0; step < 60; step += 1) {
        const node = random(2) === 0 ? store : other;
        const act = random(10);
        const rows = Array.from({ length: 1 + random(20) }, row);
        if (act === 0) {
          const gone = pick(people);
          model.erase(gone);
          await appendOk(node, sweeping(gone));
          continue;
        }
        for (const one of rows) model.add(one);
        const batch = { scope: 'tallies shop', key: newSubject(), payloadHash: 'h', atMs: NOW_MS };
        if (act === 1) await node.addTalliesOnce(batch, rows);
        // Two at a time: while one is summed up the other adds.
        else
          await Promise.all([store.addTallies(rows.slice(1)), other.addTallies(rows.slice(0, 1))]);
      }
      for (const subject of people) {
        expect(lines(await other.talliesOf([subject], DAYS[0]))).toEqual(model.of(subject));
      }
      const all = await store.talliesOf(people, DAYS[0]);
      expect(lines(all)).toEqual(people.flatMap((subject) => model.of(subject)).sort());
      const later = all.filter(({ day }) => day === DAYS[1]);
      expect(lines(await store.talliesOf(people, DAYS[1]))).toEqual(lines(later));
    });

    test('of so many people that they are told apart add up with those of a few', async () => {
      const [known, gone] = [newSubject(), newSubject()];
      const tally = { touchpoint: 'home', day: '2026-08-01', outcome: 'allowed', count: 1 };
      const crowd = Array.from({ length: MANY }, () => ({ ...tally, subject: newSubject() }));
      const few = [known, known, gone].map((subject) => ({ ...tally, subject }));
      await store.addTallies([...crowd, ...few]);
      await store.addTallies(few, [runOf(tally, [...crowd, ...few]), runOf(tally, few)]);
      for (let times = 0; times < 20; times += 1) {
        // Together enough to be told apart when they are summed up.
        const more = crowd.slice(times * 500, times * 500 + 500);
        await other.addTallies([...few, ...more]);
      }
      await appendOk(store, sweeping(gone));
      const [first] = crowd;
      expect(await other.talliesOf([known, gone, first?.subject ?? ''], tally.day)).toEqual(
        expect.arrayContaining([
          { ...tally, subject: known, count: 48 },
          { ...first, count: 3 },
        ]),
      );
      expect(await store.talliesOf([gone], tally.day)).toEqual([]);
    });

    test('a count beyond what a run holds, and a subject of another form, are counted as well', async () => {
      const [subject, odd] = [newSubject(), `sub_${newSubject()}`];
      const tally = { touchpoint: 'home', day: '2026-09-01', outcome: 'allowed' };
      const counts = [5_000_000_000, 4_000_000_000, 4_000_000_000, 1];
      for (const count of counts) await store.addTallies([{ ...tally, subject, count }]);
      await other.addTallies([{ ...tally, subject: odd, count: 2 }]);
      expect(await other.talliesOf([subject], tally.day)).toEqual([
        { ...tally, subject, count: 13_000_000_001 },
      ]);
      expect(await store.talliesOf([odd], tally.day)).toEqual([
        { ...tally, subject: odd, count: 2 },
      ]);
    });

    test('whoever is erased while their counts are summed up is in no sum', async () => {
      const day = '2026-10-01';
      const people = Array.from({ length: 20 }, newSubject);
      const rows = people.map((subject) => {
        return { subject, day, touchpoint: 'home', outcome: 'refused', count: 1 };
      });
      for (let times = 0; times < 24; times += 1) {
        const gone = people[times];
        const rest = rows.filter(({ subject }) => !people.slice(0, times + 1).includes(subject));
        const swept = gone === undefined ? [] : [appendOk(store, sweeping(gone))];
        await Promise.all([other.addTallies(rest.length > 0 ? rest : rows.slice(19)), ...swept]);
      }
      expect(await other.talliesOf(people.slice(0, 19), day)).toEqual([]);
    });
  });
}
