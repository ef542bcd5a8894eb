import { describe, expect, test } from 'vitest';
import { LOCALES } from '../catalogue/model';
import { emptyState } from '../choice/state';
import { mapView } from './map';
import { parseFilter } from './filter';
import { compiled, mapOf, stateAfter, stationOf } from './sample.data';

const live = [...compiled.touchpoints.values()].filter((p) => p.touchpoint.status === 'live');

describe('the route map', () => {
  test('every live place stands on it exactly once, in both languages', () => {
    for (const locale of LOCALES) {
      const map = mapView({ compiled, locale, stations: null, tallies: new Map() });
      const keys = map.lines.flatMap(({ stations }) => stations.map(({ key }) => key)).sort();
      expect(keys).toEqual(live.map(({ touchpoint }) => touchpoint.key).sort());
    }
  });

  test('no two stations of a line share a column, and stages are aligned over all lines', () => {
    const map = mapOf(null);
    for (const { stations } of map.lines) {
      const slots = stations.map(({ slot }) => slot);
      expect(new Set(slots).size).toBe(slots.length);
      for (const { stage, slot } of stations) {
        const column = map.stages.find(
          ({ key }) => key === (stage === 'none' ? 'discover' : stage),
        );
        expect(slot).toBeGreaterThanOrEqual(column?.slot ?? Infinity);
        expect(slot).toBeLessThan((column?.slot ?? 0) + (column?.span ?? 0));
      }
    }
  });

  test('42 optional places; nobody new is tailored anywhere', () => {
    const map = mapOf(emptyState());
    expect([map.total, map.tailored]).toEqual([42, 0]);
  });

  test('a place is tailored only when it is permitted and was seen to be used', () => {
    const state = stateAfter({ act: 'allow-purpose', purpose: 'recommend' });
    expect(stationOf(mapOf(state), 'shop-for-you')?.status).toBe('permitted_unused');
    expect(stationOf(mapOf(state, ['shop-for-you']), 'shop-for-you')?.status).toBe('tailored');
    expect(stationOf(mapOf(emptyState(), ['shop-for-you']), 'shop-for-you')?.status).toBe(
      'same_for_all',
    );
  });

  test('what is withheld is said by name', () => {
    const state = stateAfter(
      { act: 'refuse-data', data: 'browsing' },
      { act: 'allow-purpose', purpose: 'recommend' },
    );
    const station = stationOf(mapOf(state, ['shop-for-you']), 'shop-for-you');
    expect(station).toMatchObject({ status: 'partly', withheld: ['見たページと商品'] });
  });

  test('refusing the join takes the lines apart', () => {
    const joined = stateAfter(
      { act: 'allow-purpose', purpose: 'cross-channel' },
      { act: 'allow-purpose', purpose: 'store-service' },
    );
    expect(mapOf(joined).interchanges.map((at) => at.joined)).toEqual([true]);
    expect(mapOf(emptyState()).interchanges.map((at) => at.joined)).toEqual([false]);
    expect(mapOf(null).interchanges.map((at) => at.joined)).toEqual([null]);
  });

  test('a filter keeps every place and only says which ones match', () => {
    const filter = parseFilter('data.current-location', compiled);
    const map = mapView({ compiled, locale: 'ja', stations: null, tallies: new Map(), filter });
    expect(map.matching).toBe(1);
    expect(map.total).toBe(42);
    for (const text of ['data.nothing', 'magic.data', '', 'asked.month', undefined]) {
      expect(parseFilter(text, compiled)).toBeUndefined();
    }
  });
});
