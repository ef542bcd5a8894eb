import { describe, expect, it } from 'vitest';
import { STATION_STATUSES } from '@/lib/decision/stations';
import { instantWords, timeWords } from '../../../sdk/src/why/words';
import { instantText, timeText } from '../dates';
import { messagesFor } from './choose';

describe.each(['ja', 'en'] as const)('この表示の理由 in %s', (locale) => {
  const { beside, place, guesses, saved, status, footer, since, now, choice, list } =
    messagesFor(locale);

  it('says the same thing in the same words as the pages of the centre (UX-40)', () => {
    for (const key of STATION_STATUSES) expect(beside.status[key]).toBe(status[key]);
    expect(beside.since('a', 'b')).toBe(since('a', 'b'));
    expect(beside.stopPurpose('x')).toBe(place.stopPurpose('x'));
    expect(beside.list(['x', 'y'])).toBe(list(['x', 'y']));
    expect([beside.now('x'), beside.about('x')]).toEqual([now('x'), choice.about('x')]);
    expect([beside.source('x'), beside.said('x'), beside.last('x'), beside.saved('x')]).toEqual([
      ...[guesses.source('x'), guesses.said('x'), guesses.last('x'), saved.at('x')],
    ]);
    const { stopHere, used, noData, denied, technique, recipients, purposes, more } = beside;
    expect({ stopHere, used, noData, denied, technique, recipients, purposes, more }).toEqual({
      ...{ stopHere: place.stopHere, used: place.used, noData: place.noData },
      ...{ denied: place.denied, technique: place.technique, recipients: place.recipients },
      ...{ purposes: place.why, more: place.details },
    });
    const { because, becauseNone, wrong, rests, controller, saving, failed, retry } = beside;
    expect({ because, becauseNone, wrong, rests, controller, saving, failed, retry }).toEqual({
      ...{ because: guesses.here, becauseNone: guesses.hereNone, wrong: guesses.wrong },
      ...{ rests: guesses.data, controller: footer.controller },
      ...{ saving: saved.saving, failed: saved.failed, retry: saved.retry },
    });
  });

  it('writes dates as the pages do', () => {
    const atMs = Date.UTC(2026, 10, 21, 10, 5);
    const at = new Date(atMs).toISOString();
    expect(instantWords(locale, at)).toBe(instantText(locale, atMs));
    expect(timeWords(locale, at)).toBe(timeText(locale, atMs));
  });
});
