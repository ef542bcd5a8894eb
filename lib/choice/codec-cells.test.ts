import { describe, expect, it } from 'vitest';
import type { CellKey } from '../catalogue/model';
import { decodeCells, encodeCells } from './codec-cells';
import { EventTable } from './codec-parts';
import type { Paint } from './model';

const said = (at: number): Paint => ({
  effect: at % 2 === 0 ? 'allow' : 'deny',
  order: at,
  eventId: `evt_${String(at)}`,
  receivedAtMs: 1_000 + at,
  hadAllow: false,
  noticeVersion: 1,
});
const paints = [0, 1, 2].map(said);

/** `most` cells of three events, in one order of many. */
function painted(most: number, step: number): [CellKey, Paint][] {
  const keys = Array.from({ length: most }, (_, i) => {
    const [purpose, channel, data] = [i % 3, i % 5, i].map(String);
    return `purpose-${purpose} channel-${channel} data-${data}` as CellKey;
  });
  return keys.map((_, i) => {
    const at = (i * step) % most;
    return [keys[at] ?? ('' as CellKey), paints[at % 3] ?? said(0)];
  });
}

describe('painted cells as text', () => {
  // Steps that have nothing in common with the numbers of cells: each meets every cell once.
  it.each([1, 7, 63, 64, 65, 200])(
    '%i of them are the same bytes in whatever order they were painted, by key, and come back',
    (most) => {
      const [plain, ...others] = [1, 11, 17, 199].map((step) => new Map(painted(most, step)));
      const table = new EventTable();
      const text = encodeCells(plain ?? new Map(), table);
      for (const cells of others) expect(encodeCells(cells, new EventTable())).toBe(text);
      const back = decodeCells(JSON.parse(`[${text}]`), table.ids);
      expect(back).toEqual(plain);
      const keys = [...back].filter(([, paint]) => paint.order === 0).map(([key]) => key);
      expect(keys).toEqual([...keys].sort());
    },
  );
});
