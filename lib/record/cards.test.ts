import { describe, expect, it } from 'vitest';
import { Cards, FIRST_OWN, NO_CARD } from './cards';

const MOST = 500;
const OWN = FIRST_OWN;

/** Somebody's bits. */
function bits(of: number): Uint8Array {
  const bytes = new Uint8Array(16).fill(7);
  new DataView(bytes.buffer).setUint32(4, of);
  return bytes;
}

function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What is laid down, as can be told from outside. */
function told(cards: Cards, way: number, id: string): number | undefined {
  const card = cards.find(way, id);
  return card === NO_CARD ? undefined : cards.wordsOf(card)[cards.at(card) + OWN];
}

describe('cards', () => {
  it('say what was laid down last under a name and a way, or nothing, whoever comes and goes', () => {
    const cards = new Cards(MOST);
    const model = new Map<string, number>();
    const random = seeded(3);
    const wrong: string[] = [];
    for (let step = 1; step <= 20_000; step += 1) {
      // Everybody is known under three names.
      const number = random(900);
      const [way, id] = [1 + random(3), `m-${String(number)}`];
      const person = Math.floor(number / 3);
      if (random(6) === 0) {
        cards.forget(bits(person));
        for (const one of [1, 2, 3]) {
          for (const other of [0, 1, 2])
            model.delete(`${String(one)} m-${String(person * 3 + other)}`);
        }
      } else {
        const card = cards.put(way, { system: 'shop', id }, bits(person));
        cards.wordsOf(card)[cards.at(card) + OWN] = step;
        model.set(`${String(way)} ${id}`, step);
      }
      const key = `${String(1 + random(3))} m-${String(random(900))}`;
      const [asked = '', name = ''] = key.split(' ');
      const said = told(cards, Number(asked), name);
      // Whoever was there longest made room: then nothing is said, never something else.
      if (said !== undefined && said !== model.get(key)) wrong.push(key);
    }
    expect(wrong).toEqual([]);
    const kept = [...model].filter(([key, step]) => {
      const [way = '', id = ''] = key.split(' ');
      return told(cards, Number(way), id) === step;
    });
    expect(kept.length).toBeGreaterThan(MOST / 2);
    expect(kept.length).toBeLessThanOrEqual(MOST);
  });

  it('are found many at once as one by one', () => {
    const cards = new Cards(50_000);
    const ids = Array.from({ length: 3_000 }, (_, n) => `member-${String(n * 7)}`);
    for (const id of ids) cards.put(id.length % 2, { system: 'shop', id }, bits(1));
    const text = Array.from({ length: 1_000 }, (_, n) => `member-${String(n * 11)}`).join('|');
    const starts = new Int32Array(1_000);
    const ends = new Int32Array(1_000);
    let at = 0;
    text.split('|').forEach((id, index) => {
      starts[index] = at;
      ends[index] = at + id.length;
      at += id.length + 1;
    });
    const ways = starts.map((start, index) => ((ends[index] ?? 0) - start) % 2);
    const found = new Int32Array(1_000);
    cards.findAll({ count: 1_000, bytes: Buffer.from(text), starts, ends }, ways, found);
    const alone = starts.map((start, i) => cards.find(ways[i] ?? 0, text.slice(start, ends[i])));
    expect(found).toEqual(alone);
    const there = [...found].filter((card) => card !== NO_CARD).length;
    expect([there > 100, there < 900]).toEqual([true, true]);
  });

  it('have no room for names that are long, empty or not ASCII', () => {
    const cards = new Cards(MOST);
    for (const id of ['', 'x'.repeat(33), '山田']) {
      expect(cards.put(1, { system: 'shop', id }, bits(1))).toBe(NO_CARD);
    }
    expect(cards.put(1, { system: 'shop', id: 'x'.repeat(32) }, bits(1))).not.toBe(NO_CARD);
  });

  it('that were about somebody else say nothing about whoever has the name now', () => {
    const cards = new Cards(MOST);
    const name = { system: 'shop', id: 'm-1' };
    const before = cards.put(1, name, bits(1));
    cards.wordsOf(before)[cards.at(before) + OWN] = 5;
    cards.put(1, name, bits(2));
    expect(told(cards, 1, 'm-1')).toBe(0);
    cards.forget(bits(1));
    expect(told(cards, 1, 'm-1')).toBe(0);
    cards.forget(bits(2));
    expect(told(cards, 1, 'm-1')).toBeUndefined();
  });
});
