import { describe, expect, it } from 'vitest';
import type { HistoryView } from '@/lib/portal/history';
import { historyText } from './history-text';
import { endText } from './brief-text';
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

describe('the correction of an age, as the person reads it', () => {
  it.each(['ja', 'en'] as const)(
    'says what officers did, why, and what stays off (%s)',
    (locale) => {
      const words = messagesFor(locale);
      const told = (act: 'ask' | 'declare', ageBand: 'adult' | 'teen', purposes: string[] = []) => {
        const guardian = { act, ageBand, purposes, by: 'officer', asGuardian: false } as const;
        return historyText({ ...look, type: 'guardian', guardian }, words, locale);
      };
      const all = [told('ask', 'adult'), told('ask', 'teen'), told('declare', 'adult')];
      const kept = told('declare', 'adult', ['Ads']);
      expect(new Set([...all, kept]).size).toBe(4);
      for (const text of [...all, kept]) expect(text).toContain('照会第12号');
      expect(kept).toContain('Ads');
    },
  );
});

describe('an allow, as the person reads it', () => {
  const allow = { ...look, type: 'allow', ground: null, untilMs: Date.UTC(2026, 10, 21) } as const;
  const ends = (more: Partial<HistoryView>) =>
    (['ja', 'en'] as const).map((locale) =>
      endText({ ...allow, ...more }, messagesFor(locale), locale),
    );

  it('names its end while it lasts, and says that a short one is over', () => {
    const briefMs = 899_500;
    expect(ends({ briefMs })).toEqual([
      '2026年11月21日(土) 09:00 JSTに終わります',
      'It ends on Sat, 21 Nov 2026 09:00 GMT+9',
    ]);
    expect(ends({ briefMs, over: true })).toEqual([
      '15分の許可は終わりました',
      'What you allowed for 15 minutes is over',
    ]);
    expect(ends({})).toEqual(['期限：2026年11月21日(土)', 'Until Sat, 21 Nov 2026']);
    expect(ends({ untilMs: null })).toEqual([null, null]);
    expect(ends({ briefMs, undone: true })).toEqual([null, null]);
  });
});
