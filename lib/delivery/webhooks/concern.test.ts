import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../../catalogue/compile';
import { TECHNIQUES } from '../../catalogue/model';
import { applyEvent } from '../../choice/apply';
import type { EventBody, Extent, LimitSpec } from '../../choice/model';
import { NOW_MS, Random, randomCatalogue, randomState } from '../../decision/random.data';
import { tellPerson } from '../changes/person';
import { mapOf } from '../changes/view';
import { concerns, placesConcerned } from './concern';

const [PURPOSES, CHANNELS] = [
  ['p1', 'p2', 'p3', 'p4', 'p5'],
  ['c1', 'c2'],
];
const [DATA, PLACES] = [
  ['d1', 'd2', 'd3', 'd4'],
  ['t1', 't2', 't3', 't4', 't5'],
];
const DAY_MS = 86_400_000;
const HEAD = { by: 'person', surface: 'portal', receivedAtMs: NOW_MS } as const;

function randomLimit(random: Random): LimitSpec {
  const zone = 'UTC';
  return random.one<LimitSpec>([
    { kind: 'frequency', max: 1, per: 'week', zone },
    { kind: 'frequency', max: 0, per: 'day', zone, channel: random.one(CHANNELS) },
    { kind: 'quietHours', from: '00:00', to: '23:30', zone },
    { kind: 'dataAge', data: random.one(DATA), maxDays: 3 },
    { kind: 'mute', topic: 'life-events' },
    { kind: 'notPurchased' },
    { kind: 'variety' },
    { kind: 'preferredChannel', channel: random.one(CHANNELS) },
  ]);
}

function randomBody(random: Random): EventBody {
  const some = (keys: readonly string[]) => [random.one(keys), ...random.some(keys, 20)];
  const extent = (keys: readonly string[]): Extent => (random.chance(25) ? '*' : some(keys));
  const notice = { catalogueVersion: 4, locale: 'ja', digest: 'x' };
  const technique = random.one(TECHNIQUES);
  const touchpoint = random.one(PLACES);
  const untilMs = NOW_MS + DAY_MS;
  const [purposes, channels] = [some(PURPOSES), some(CHANNELS)];
  const boxes = { purposes: extent(PURPOSES), channels: extent(CHANNELS), data: extent(DATA) };
  return random.one<EventBody>([
    { ...HEAD, type: 'allow', purposes, channels, data: random.some(DATA, 40), notice },
    { ...HEAD, type: 'deny', ...boxes },
    { ...HEAD, type: 'touchpoint-off', touchpoint },
    { ...HEAD, type: 'touchpoint-on', touchpoint },
    { ...HEAD, type: 'technique-off', technique },
    { ...HEAD, type: 'technique-on', technique },
    { ...HEAD, type: 'pause', untilMs, ...(random.chance(70) && { purposes }) },
    { ...HEAD, type: 'resume' },
    { ...HEAD, type: 'limit', limit: randomLimit(random) },
    { ...HEAD, type: 'signal', signal: 'gpc', device: 'dev9' },
    { ...HEAD, type: 'guardian', act: 'declare', ageBand: random.one(['child', 'adult']) },
    { ...HEAD, type: 'told' },
    { ...HEAD, type: 'look', ground: 'because' },
  ]);
}

describe('whom an event concerns', () => {
  it('nobody is left untold whose answers it changes, at a place where no staff look', () => {
    const random = new Random(20_261_123);
    const seen = { changed: 0, untold: 0 };
    for (let outer = 0; outer < 60; outer += 1) {
      const catalogue = compileCatalogue(randomCatalogue(random));
      const map = mapOf(catalogue, { name: '', system: 's1', touchpoints: ['*'], test: false });
      const places = placesConcerned(catalogue.touchpoints.values(), 's1', ['*']);
      for (let inner = 0; inner < 20; inner += 1) {
        const state = randomState(random);
        const body = randomBody(random);
        const order = state.order + 1;
        const event = { eventId: `e${String(order)}`, order, atMs: NOW_MS, subject: 'me', body };
        const after = applyEvent(state, event);
        const told = [state, after].map((one) =>
          tellPerson(map, { state: one, broken: false }, 's1', NOW_MS, () => 0.5),
        );
        const [before, now] = told.map(({ timelines }) =>
          timelines.filter((_, at) => map.places[at]?.touchpoint.technique !== 'staff'),
        );
        const changed = JSON.stringify(before) !== JSON.stringify(now);
        const concerned = concerns(body, places);
        if (changed) expect([body, concerned]).toEqual([body, true]);
        seen.changed += changed ? 1 : 0;
        seen.untold += concerned ? 0 : 1;
      }
    }
    expect(seen.changed).toBeGreaterThan(200);
    expect(seen.untold).toBeGreaterThan(200);
  });

  it('that a child asked, and what stands in a guardian’s own copy, concerns nobody', () => {
    const { touchpoints } = compileCatalogue(randomCatalogue(new Random(7)));
    const places = [...touchpoints.values()];
    const said = { ...HEAD, type: 'guardian' } as const;
    expect(concerns({ ...said, act: 'declare' }, places)).toBe(true);
    expect(concerns({ ...said, act: 'ask' }, places)).toBe(false);
    expect(concerns({ ...said, act: 'approve', asGuardian: true }, places)).toBe(false);
  });

  it('an age concerns no place that is contract alone, but where ads are shared for it', () => {
    const random = new Random(11);
    const seen = { ads: 0, none: 0 };
    for (let at = 0; at < 200; at += 1) {
      const { touchpoints } = compileCatalogue(randomCatalogue(random));
      for (const place of touchpoints.values()) {
        if (!place.contractOnly) continue;
        seen[place.sharesForAds ? 'ads' : 'none'] += 1;
        const said = { ...HEAD, type: 'guardian', act: 'declare', ageBand: 'child' } as const;
        expect(concerns(said, [place])).toBe(place.sharesForAds);
      }
    }
    expect(Math.min(seen.ads, seen.none)).toBeGreaterThan(0);
  });

  it('a key with fewer places is told of those alone, and of none where staff look', () => {
    const random = new Random(7);
    for (let at = 0; at < 50; at += 1) {
      const { touchpoints } = compileCatalogue(randomCatalogue(random));
      for (const place of placesConcerned(touchpoints.values(), 's1', ['t2', 't4'])) {
        expect(['t2', 't4']).toContain(place.touchpoint.key);
        expect(place.touchpoint).toMatchObject({ system: 's1', status: 'live' });
        expect(place.touchpoint.technique).not.toBe('staff');
      }
    }
  });
});
