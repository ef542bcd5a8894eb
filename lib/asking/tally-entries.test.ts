import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { placeCounts } from '../../db/operations/tally-run';
import type { TallyRun } from '../../db/port';
import { createLog } from '../log';
import { createTallies } from './tallies';
import { TallyEntries, type CountedKind } from './tally-entries';

const PLACE = { subject: 0, entry: 4, entryOf: 5 };
const CARD_WORDS = 6;
const kind = (touchpoint: string): CountedKind => {
  return { touchpoint, outcome: 'permitted', name: 0, nameOf: 0 };
};

/** Cards of so many people, one behind the other. */
function cardsOf(people: number): Uint32Array {
  const words = new Uint32Array(people * CARD_WORDS);
  for (let at = 0; at < people; at += 1) words.set([at + 1, at, at, at], at * CARD_WORDS);
  return words;
}
const total = (runs: readonly TallyRun[]) =>
  runs.flatMap(placeCounts).reduce((sum, { count }) => sum + count, 0);

describe('entries of counts', () => {
  it('use a room again that was given back, and no other', () => {
    const entries = new TallyEntries();
    const words = cardsOf(3_000);
    const fill = (people: number, place: CountedKind) => {
      for (let at = 0; at < people; at += 1) entries.add(words, at * CARD_WORDS, PLACE, place);
    };
    fill(3_000, kind('one'));
    const first = entries.take('2026-11-22');
    fill(2_000, kind('two'));
    const second = entries.take('2026-11-22');
    entries.giveBack(first);
    fill(1_000, kind('three'));
    const third = entries.take('2026-11-22');
    fill(10, kind('four'));
    const fourth = entries.take('2026-11-22');
    expect(second.entries.buffer).not.toBe(first.entries.buffer);
    expect([third, fourth].map(({ entries: { buffer } }) => buffer)).toContain(
      first.entries.buffer,
    );
    for (const [run, place, count] of [
      [second, 'two', 2_000],
      [third, 'three', 1_000],
      [fourth, 'four', 10],
    ] as const) {
      expect(placeCounts(run)).toEqual([{ touchpoint: place, day: '2026-11-22', count }]);
    }
  });

  it('are all written, each once, however long the store takes and however often it fails', async () => {
    const written: TallyRun[] = [];
    let calls = 0;
    const tallies = createTallies({
      log: createLog({ level: 'silent' }),
      store: {
        async addTallies(_, runs = []) {
          calls += 1;
          const fails = calls % 3 === 0;
          await setTimeout(1);
          if (fails) throw new Error('away');
          for (const run of runs) written.push({ ...run, entries: run.entries.slice() });
        },
      },
    });
    const words = cardsOf(500);
    const place = kind('shop-for-you');
    const nowMs = Date.UTC(2026, 10, 22);
    let counted = 0;
    for (let round = 0; round < 40; round += 1) {
      for (let at = 0; at < 500; at += 1 + (round % 3)) {
        // As often as in no round before, so that no entry can stand for another one.
        for (let times = 0; times <= round; times += 1, counted += 1) {
          tallies.countCard(words, at * CARD_WORDS, PLACE, place, nowMs);
        }
      }
      if (round % 2 === 0) void tallies.flush();
      // Some rounds are counted while what came before is being written.
      if (round % 3 === 0) await setTimeout(round % 5);
    }
    await tallies.flush();
    await tallies.flush();
    expect(total(written)).toBe(counted);
    await tallies.close();
  });
});
