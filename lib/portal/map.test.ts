import { describe, expect, test } from 'vitest';
import { LOCALES } from '../catalogue/model';
import { emptyState } from '../choice/state';
import { stationStates } from '../decision/stations';
import { mapView } from './map';
import { parseFilter } from './filter';
import type { StationView } from './model';
import { compiled, mapOf, NOW_MS, stateAfter, stationOf } from './sample.data';

const USED = [{ touchpoint: 'shop-for-you', atMs: NOW_MS - 1 }];
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
    for (const [state, joins] of [
      [joined, true],
      [emptyState(), false],
      [null, null],
    ] as const) {
      const map = mapOf(state);
      const there = ({ transfers }: StationView) =>
        transfers.map(({ line, station, joined }) => [line.key, station.key, joined]);
      const transfers = ['member-cards', 'store-bonus'].map((key) => stationOf(map, key));
      expect(transfers.map((station) => station && there(station))).toEqual([
        [['counter', 'store-bonus', joins]],
        [['app', 'member-cards', joins]],
      ]);
    }
  });

  test('a station is as large as it asked often, and one that never asked is the smallest', () => {
    const tallies = new Map([
      ['home-hero', { asked: 9, refused: 2 }],
      ['newsletter', { asked: 10, refused: 0 }],
    ]);
    const map = mapView({ compiled, locale: 'ja', stations: null, tallies });
    const sizes = ['home-hero', 'newsletter', 'points'].map((key) => stationOf(map, key)?.size);
    expect(sizes).toEqual([1, 2, 0]);
    const matching = (show: string) => {
      const filter = parseFilter(show, compiled);
      return mapView({ compiled, locale: 'ja', stations: null, tallies, filter }).matching;
    };
    expect(['asked.week', 'asked.often', 'asked.refused'].map(matching)).toEqual([2, 1, 1]);
  });

  test('the filter for what holds now counts as the first sentence does', () => {
    const state = stateAfter({ act: 'allow-purpose', purpose: 'recommend' });
    const of = (show: string) => {
      const at = { stations: stationStates(compiled, state, USED, NOW_MS + 1_000) };
      const filter = parseFilter(show, compiled);
      return mapView({ compiled, locale: 'ja', tallies: new Map(), ...at, filter });
    };
    const [tailored, unused] = [of('now.tailored'), of('now.unused')];
    expect(tailored.matching).toBe(tailored.tailored);
    expect(unused.matching).toBe(unused.permittedUnused);
    expect(tailored.matching + unused.matching + of('now.same').matching).toBe(42);
  });

  test('a filter keeps every place and only says which ones match', () => {
    const filter = parseFilter('data.current-location', compiled);
    const map = mapView({ compiled, locale: 'ja', stations: null, tallies: new Map(), filter });
    expect(map.matching).toBe(1);
    expect(map.total).toBe(42);
    for (const text of ['data.nothing', 'magic.data', '', 'asked.month', 'now.never', undefined]) {
      expect(parseFilter(text, compiled)).toBeUndefined();
    }
  });
});
