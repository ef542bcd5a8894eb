import { describe, expect, it } from 'vitest';
import type { HistoryView } from '@/lib/portal/history';
import { historyText } from './history-text';
import { messagesFor } from './messages/choose';

const look: HistoryView = {
  ...{ eventId: 'evt_1', atMs: 1, type: 'look', surface: 'console', system: null },
  ...{ purposes: [], channels: [], data: [], target: null, untilMs: null },
  ...{ ground: '照会第12号', noticeVersion: null, undone: false, undoable: false, places: [] },
};

describe('a look, as the person reads it', () => {
  it.each(['ja', 'en'] as const)('names who looked and why (%s)', (locale) => {
    const told = (system: string | null) =>
      historyText({ ...look, system }, messagesFor(locale), locale);
    const [staff, shop, all, unknown] = [told(null), told('shop'), told('*'), told('crm')];
    for (const text of [staff, shop, all, unknown]) expect(text).toContain('照会第12号');
    expect(shop).toContain(messagesFor(locale).systems.shop);
    expect(unknown).toContain('crm');
    expect(all).toBe(staff);
    expect(staff).not.toBe(shop);
  });
});
