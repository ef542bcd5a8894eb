import { describe, expect, test } from 'vitest';
import { emptyState } from '../choice/state';
import { stationStates } from '../decision/stations';
import { channelViews } from './channels';
import { dataViews } from './data';
import { parseAct } from './form-schema';
import { localPath } from './local-path';
import { placeView } from './place';
import { purposeGroups, purposeView } from './purposes';
import { renewalsOf } from './renewal';
import { compiled, mapOf, NOW_MS, stateAfter } from './sample.data';
import { talliesOf } from './tallies';

const nobody = { compiled, locale: 'ja' as const, state: emptyState(), nowMs: NOW_MS };

describe('purposes', () => {
  const allPurposes = () =>
    purposeGroups(nobody)
      .flatMap(({ purposes }) => purposes)
      .flatMap(({ key }) => purposeView(nobody, key) ?? []);

  test('nothing is allowed for someone who was never asked', () => {
    const purposes = allPurposes();
    expect(purposes.filter(({ standing }) => standing === 'allowed')).toEqual([]);
    expect(purposes.every(({ channels }) => channels.length > 0)).toBe(true);
  });

  test('what stops and what goes on is said for every purpose that can be refused', () => {
    const optional = allPurposes().filter(({ basis }) => basis !== 'contract');
    for (const { stops, continues } of optional) {
      expect(stops.length).toBeGreaterThan(0);
      expect(continues.length).toBeGreaterThan(0);
    }
  });

  test('a purpose refused on one channel only is said to differ from place to place', () => {
    const state = stateAfter(
      { act: 'allow-purpose', purpose: 'receive' },
      { act: 'refuse-cell', purpose: 'receive', channel: 'sms', data: 'itself' },
    );
    expect(purposeView({ ...nobody, state }, 'receive')?.standing).toBe('mixed');
  });

  test('what shares with ads says that it is not done for people under 18, and only to them', () => {
    const told = (band: 'child' | 'adult', key: string) => {
      const age = { band };
      return purposeView({ ...nobody, state: { ...emptyState(), age } }, key)?.forMinors;
    };
    expect([told('child', 'advertise'), told('adult', 'advertise')]).toEqual([true, false]);
    expect(told('child', 'recommend')).toBe(false);
    const child = { ...nobody, state: { ...emptyState(), age: { band: 'child' as const } } };
    const uses = [
      ...dataViews({ ...child, stations: null }).flatMap((data) => data.uses),
      ...channelViews({ ...child, stations: null }).flatMap((channel) => channel.uses),
    ];
    const never = uses.filter(({ forMinors }) => forMinors).map(({ purpose }) => purpose.key);
    expect([...new Set(never)]).toEqual(['advertise']);
  });

  test('nobody under 18 is asked again about what is not done at their age', () => {
    const state = stateAfter({ act: 'allow-purpose', purpose: 'advertise' });
    const later = NOW_MS + 500 * 86_400_000;
    const asked = (band: 'teen' | 'adult') =>
      renewalsOf(compiled, { ...state, age: { band } }, later).map(({ purpose }) => purpose.key);
    expect([asked('adult'), asked('teen')]).toEqual([['advertise'], []]);
  });

  test('an allow that ran out stands as run out', () => {
    const state = stateAfter({ act: 'allow-purpose', purpose: 'recommend' });
    const later = NOW_MS + 500 * 86_400_000;
    expect(purposeView({ ...nobody, state, nowMs: later }, 'recommend')?.standing).toBe('expired');
  });
});

describe('data', () => {
  test('data counts as usable only where the decision permits it', () => {
    const state = stateAfter({ act: 'allow-purpose', purpose: 'recommend' });
    const stations = stationStates(compiled, state, [], NOW_MS + 1);
    const views = dataViews({ ...nobody, state, stations });
    expect(views.find(({ key }) => key === 'browsing')?.permitted).toBe(1);
    expect(views.find(({ key }) => key === 'dna')?.permitted).toBe(0);
  });
});

describe('a place', () => {
  test('shows the stations before and after it, and no choice where none was made', () => {
    const map = mapOf(emptyState());
    const view = placeView({ ...nobody, station: undefined, map }, 'shop-for-you');
    expect(view).toMatchObject({ choice: 'none', before: { key: 'diagnosis' } });
  });

  test('one that is switched off shows as refused, whatever its purposes say', () => {
    const state = stateAfter(
      { act: 'allow-purpose', purpose: 'recommend' },
      { act: 'refuse-place', touchpoint: 'shop-for-you' },
    );
    const map = mapOf(state);
    expect(placeView({ ...nobody, state, station: undefined, map }, 'shop-for-you')?.choice).toBe(
      'refused',
    );
  });

  test('one that does not exist is nothing', () => {
    const map = mapOf(null);
    expect(placeView({ ...nobody, station: undefined, map }, 'nowhere')).toBeUndefined();
  });
});

describe('forms', () => {
  const carried = [
    ['once', 'a'.repeat(22)],
    ['version', '1'],
  ] as const;

  test('a repeated field, an unknown field or an unknown act is no form of ours', () => {
    expect(parseAct([['act', 'stop'], ...carried])).toMatchObject({ act: 'stop' });
    expect(parseAct([['act', 'stop'], ['act', 'stop'], ...carried])).toBeUndefined();
    expect(parseAct([['act', 'stop'], ['purpose', 'x'], ...carried])).toBeUndefined();
    expect(parseAct([['act', '__proto__'], ...carried])).toBeUndefined();
    expect(parseAct([['act', 'stop']])).toBeUndefined();
  });

  test('a form leads back to a path of our own and nowhere else', () => {
    expect(localPath('/places/x?line=app#y')).toBe('/places/x?line=app#y');
    for (const text of ['//evil.test', '/\\evil.test', 'https://evil.test', '/a\r\nb', '', null]) {
      expect(localPath(text)).toBe('/');
    }
  });
});

test('asked counts everything, told no counts what was not a permit', () => {
  const row = (outcome: string, count: number) => ({ touchpoint: 'a', outcome, count });
  const tallies = talliesOf([row('allowed', 2), row('withdrawn', 3), row('contract', 1)]);
  expect(tallies.get('a')).toEqual({ asked: 6, refused: 3 });
});
