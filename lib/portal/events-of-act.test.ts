import { describe, expect, test } from 'vitest';
import { emptyState } from '../choice/state';
import { decide } from '../decision/decide';
import { stationStates } from '../decision/stations';
import { placeView } from './place';
import {
  compiled,
  mapOf,
  meaningOf,
  NOW_MS,
  stateAfter,
  stationOf,
  type Said,
} from './sample.data';

function decisionAt(acts: readonly Said[], touchpoint: string) {
  const system = compiled.touchpoints.get(touchpoint)?.touchpoint.system ?? '';
  const question = { touchpoint, data: [], signals: { gpc: false }, system };
  return decide(compiled, stateAfter(...acts), { contacts: [] }, question, NOW_MS + 1_000);
}

describe('allowing', () => {
  test('a purpose lets its places be tailored', () => {
    const acts: Said[] = [{ act: 'allow-purpose', purpose: 'recommend' }];
    expect(decisionAt(acts, 'shop-for-you').reason).toBe('allowed');
  });

  test('every allow names the notice on the screen and ends by itself', () => {
    const meaning = meaningOf(emptyState(), { act: 'allow-purpose', purpose: 'recommend' });
    expect(meaning.ok && meaning.events.length).toBeTruthy();
    for (const { body } of meaning.ok ? meaning.events : []) {
      expect(body).toMatchObject({ type: 'allow', notice: { catalogueVersion: 1, locale: 'ja' } });
      expect('expiresAtMs' in body && body.expiresAtMs).toBe(Date.UTC(2027, 11, 21, 10, 5));
    }
  });

  test('a broad yes leaves data that was refused by name where it was, and says so', () => {
    const state = stateAfter({ act: 'refuse-data', data: 'purchases' });
    const meaning = meaningOf(state, { act: 'allow-purpose', purpose: 'content' });
    expect(meaning.ok && meaning.leftOut.refused).toEqual(['purchases']);
    for (const { body } of meaning.ok ? meaning.events : []) {
      expect('data' in body && body.data).not.toContain('purchases');
    }
  });

  test('special data and special purposes are never part of an ordinary yes', () => {
    const cell: Said = {
      act: 'allow-cell',
      purpose: 'content',
      channel: 'app',
      data: 'skin-analysis',
    };
    expect(meaningOf(emptyState(), cell)).toEqual({
      ok: false,
      reason: 'sensitive_needs_explicit',
    });
    const purpose: Said = { act: 'allow-purpose', purpose: 'skin-care' };
    expect(meaningOf(emptyState(), purpose)).toEqual({ ok: false, reason: 'explicit_not_allowed' });
  });

  test('two steps allow one special purpose with at most one special kind of data', () => {
    const said: Said = { act: 'allow-explicit', purpose: 'skin-care', sensitive: 'dna' };
    const meaning = meaningOf(emptyState(), said);
    const sensitive = (meaning.ok ? meaning.events : []).flatMap(({ body }) =>
      'data' in body && body.data !== '*'
        ? body.data.filter((key) => compiled.data.get(key)?.sensitive)
        : [],
    );
    expect(sensitive).toEqual(['dna']);
    expect(meaning.ok && meaning.events.every(({ body }) => 'explicit' in body)).toBe(true);
  });

  test('allowing a place that was switched off switches it on and allows in one commit', () => {
    const state = stateAfter({ act: 'refuse-place', touchpoint: 'shop-for-you' });
    const meaning = meaningOf(state, { act: 'allow-place', touchpoint: 'shop-for-you' });
    const types = meaning.ok ? meaning.events.map(({ body }) => body.type) : [];
    expect(types).toEqual(['touchpoint-on', 'allow']);
  });
});

describe('allowing for a quarter of an hour', () => {
  const briefly: Said = { act: 'allow-place-briefly', touchpoint: 'store-tablet' };
  const tabletAfter = (minutes: number) => {
    const question = { touchpoint: 'store-tablet', data: [], signals: { gpc: false } };
    const nowMs = NOW_MS + minutes * 60_000;
    const asked = { ...question, system: 'store' };
    return decide(compiled, stateAfter(briefly), { contacts: [] }, asked, nowMs);
  };

  test('permits for fifteen minutes, says when it ends, and then is a no by itself', () => {
    const during = tabletAfter(14);
    expect([during.decision, during.changesAtMs]).toEqual([true, NOW_MS + 15 * 60_000]);
    expect(during.permitted).toContain('purchases');
    const after = tabletAfter(15);
    expect([after.decision, after.reason, after.permitted]).toEqual([false, 'expired', []]);
  });

  test('is for places where staff look at a screen by consent, and for no other', () => {
    const offered = [...compiled.touchpoints.keys()].filter(
      (touchpoint) => meaningOf(emptyState(), { ...briefly, touchpoint }).ok,
    );
    expect(offered.sort()).toEqual(['app-counselling', 'contact-reply', 'store-tablet']);
    const elsewhere: Said = { act: 'allow-place-briefly', touchpoint: 'press-letter' };
    expect(meaningOf(emptyState(), elsewhere)).toEqual({
      ok: false,
      reason: 'expiry_not_allowed',
    });
  });

  test('is shown as what was chosen while it holds, and as nothing chosen afterwards', () => {
    const shown = (minutes: number) => {
      const state = stateAfter(briefly);
      const nowMs = NOW_MS + minutes * 60_000;
      const station = stationStates(compiled, state, [], nowMs).find(
        ({ touchpoint }) => touchpoint === 'store-tablet',
      );
      const parts = { compiled, locale: 'ja', state, station, map: mapOf(state), nowMs } as const;
      const view = placeView(parts, 'store-tablet');
      return [view?.choice, view?.briefly];
    };
    expect(shown(1)).toEqual(['allowed', 'chosen']);
    expect(shown(16)).toEqual(['none', 'offered']);
  });
});

describe('refusing', () => {
  test('stop everything is one event that covers what is added later', () => {
    const meaning = meaningOf(emptyState(), { act: 'stop' });
    expect(meaning.ok && meaning.events.map(({ body }) => body)).toEqual([
      { type: 'deny', surface: 'portal', purposes: '*', channels: '*', data: '*' },
    ]);
  });

  test('after stop everything no optional place is tailored, and all of them still stand on the map', () => {
    const state = stateAfter({ act: 'allow-purpose', purpose: 'recommend' }, { act: 'stop' });
    const map = mapOf(state, ['shop-for-you']);
    expect(map.tailored).toBe(0);
    expect(map.total).toBe(mapOf(null).total);
    expect(map.lines.every(({ running }) => !running)).toBe(true);
    expect(stationOf(map, 'points')?.status).toBe('contract');
  });

  test('a place refused stops that place alone', () => {
    const acts: Said[] = [
      { act: 'allow-purpose', purpose: 'content' },
      { act: 'refuse-place', touchpoint: 'home-hero' },
    ];
    expect(decisionAt(acts, 'home-hero').reason).toBe('touchpoint_off');
    expect(decisionAt(acts, 'home-feature').reason).toBe('allowed');
  });

  test('a contract purpose can be neither allowed nor refused', () => {
    for (const act of ['allow-purpose', 'refuse-purpose'] as const) {
      const meaning = meaningOf(emptyState(), { act, purpose: 'service' });
      expect(meaning).toEqual({ ok: false, reason: 'contract_not_optional' });
    }
  });

  test('what the catalogue does not know is refused with its reason', () => {
    const unknown: readonly [Said, string][] = [
      [{ act: 'refuse-purpose', purpose: 'nothing' }, 'unknown_purpose'],
      [{ act: 'refuse-place', touchpoint: 'nowhere' }, 'unknown_touchpoint'],
      [{ act: 'refuse-data', data: 'nothing' }, 'unknown_data'],
      [{ act: 'technique-off', techniques: 'magic' }, 'unknown_technique'],
      [
        { act: 'refuse-cell', purpose: 'content', channel: 'post', data: 'itself' },
        'unknown_channel',
      ],
    ];
    for (const [said, reason] of unknown) {
      expect(meaningOf(emptyState(), said)).toEqual({ ok: false, reason });
    }
  });
});
