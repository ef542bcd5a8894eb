import { expect, test } from 'vitest';
import { newEventId } from './ids';

test('ids of events are sixteen bytes each in their one spelling, none of them twice, and begin alike by the hundreds', () => {
  const ids = Array.from({ length: 2_000 }, newEventId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    const bytes = Buffer.from(id.slice(4), 'base64url');
    expect(bytes.length).toBe(16);
    expect(`evt_${bytes.toString('base64url')}`).toBe(id);
  }
  const beginnings = new Set(ids.map((id) => id.slice(0, 8)));
  expect([8, 9]).toContain(beginnings.size);
});
