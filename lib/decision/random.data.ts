/** Random catalogues and states from a seed: small enough that everything meets everything. */
import { BASES, cellKey, TECHNIQUES, type Catalogue } from '../catalogue/model';
import {
  PERIODS,
  type Extent,
  type LimitSpec,
  type Mark,
  type Paint,
  type SubjectState,
} from '../choice/model';
import type { Counters, Question } from './model';
import {
  sampleCatalogue,
  sampleChannel,
  sampleData,
  samplePurpose,
  sampleTouchpoint,
} from './sample.data';

export const NOW_MS = Date.UTC(2026, 10, 21, 3, 0, 0);
const DAY_MS = 86_400_000;

/** Marsaglia's xorshift, 32 bits: the same cases on every machine. */
export class Random {
  constructor(private seed: number) {}
  below(limit: number): number {
    this.seed ^= this.seed << 13;
    this.seed ^= this.seed >>> 17;
    this.seed ^= this.seed << 5;
    return (this.seed >>> 0) % limit;
  }
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
  one<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }
  some<T>(list: readonly T[], percent: number): T[] {
    return list.filter(() => this.chance(percent));
  }
  /** Within some days around now, now itself included. */
  instant(): number {
    return NOW_MS + (this.below(9) - 4) * DAY_MS * (this.chance(50) ? 1 : 0.25);
  }
}

const PURPOSES = ['p1', 'p2', 'p3', 'p4', 'p5'];
const CHANNELS = ['c1', 'c2'];
const DATA = ['d1', 'd2', 'd3', 'd4'];
const PLACES = ['t1', 't2', 't3', 't4', 't5'];

export function randomCatalogue(random: Random): Catalogue {
  return sampleCatalogue({
    version: 4,
    purposes: PURPOSES.map((key) =>
      samplePurpose(key, {
        basis: random.chance(50) ? 'consent' : random.one(BASES),
        contact: random.chance(25),
        sharesForAds: random.chance(25),
      }),
    ),
    channels: CHANNELS.map(sampleChannel),
    data: DATA.map((key) => sampleData(key, random.chance(10))),
    touchpoints: PLACES.map((key) =>
      sampleTouchpoint(key, {
        status: random.chance(5) ? 'retired' : 'live',
        channel: random.one(CHANNELS),
        purposes: [...new Set([random.one(PURPOSES), ...random.some(PURPOSES, 20)])],
        requires: random.some(DATA, 25),
        mayUse: random.some(DATA, 40),
        technique: random.one(TECHNIQUES),
        system: random.chance(96) ? 's1' : 's2',
        materialVersion: 1 + random.below(3),
      }),
    ),
  });
}

function randomLimit(random: Random): LimitSpec {
  const zone = 'UTC';
  const hour = (): string =>
    `${String(random.below(24)).padStart(2, '0')}:${random.one(['00', '30'])}`;
  switch (random.below(5)) {
    case 0: {
      const per = random.one(PERIODS);
      const channel = random.chance(50) ? { channel: random.one(CHANNELS) } : {};
      const days = per === 'rolling' ? { days: 1 + random.below(5) } : {};
      return { kind: 'frequency', max: random.below(4), per, zone, ...channel, ...days };
    }
    case 1:
      return { kind: 'quietHours', from: hour(), to: hour(), zone };
    case 2:
      return { kind: 'dataAge', data: random.one(DATA), maxDays: 1 + random.below(30) };
    case 3:
      return { kind: 'mute', topic: random.one(['x', 'y']) };
    default:
      return random.chance(50) ? { kind: 'variety' } : { kind: 'preferredChannel', channel: 'c1' };
  }
}

/** Drawn aside, so that everything else is drawn as without it. */
function withGuardian(state: SubjectState): SubjectState {
  const { age } = state;
  if (age === undefined) return state;
  const random = new Random(7_919 + state.order * 31 + state.cells.size);
  const past = random.chance(20) ? { guardedUntilMs: random.instant() } : {};
  const mark = (): Mark => ({ order: 1 + random.below(state.order + 9), eventId: 'g', atMs: 0 });
  const approved = new Map(random.some(PURPOSES, 80).map((key) => [key, mark()]));
  const guardian = random.chance(70) ? { guardian: { ...mark(), approved } } : {};
  return { ...state, age: { ...age, ...past }, ...guardian };
}

export function randomState(random: Random): SubjectState {
  let order = 0;
  const mark = (): Mark => {
    order += 1;
    return { order, eventId: `e${order}`, atMs: NOW_MS - 1 };
  };
  const marks = <K>(keys: readonly K[], percent: number): Map<K, Mark> =>
    new Map(random.some(keys, percent).map((key) => [key, mark()]));
  const extent = (keys: readonly string[]): Extent =>
    random.chance(60) ? '*' : random.some(keys, 50);
  const cells = new Map<ReturnType<typeof cellKey>, Paint>();
  const sweeps: SubjectState['sweeps'][number][] = [];
  const willing = random.one([20, 80, 97]);
  const coverage = random.one([30, 80, 100]);
  const paintSome = (share: number): void => {
    for (const purpose of PURPOSES) {
      for (const channel of CHANNELS) {
        for (const data of ['itself', ...DATA]) {
          if (!random.chance(share)) continue;
          const effect = random.chance(willing) ? 'allow' : 'deny';
          const ends = random.chance(30) ? { expiresAtMs: random.instant() } : {};
          cells.set(cellKey(purpose, channel, data), {
            ...mark(),
            effect,
            receivedAtMs: 0,
            hadAllow: random.chance(50),
            noticeVersion: effect === 'allow' ? random.one([1, 2, 3, 3, 3]) : 0,
            ...(effect === 'allow' ? ends : {}),
          });
        }
      }
    }
  };
  paintSome(coverage);
  while (random.chance(20)) {
    const box = { purposes: extent(PURPOSES), channels: extent(CHANNELS), data: extent(DATA) };
    sweeps.push({ ...box, ...mark(), receivedAtMs: 0 });
    if (random.chance(50)) paintSome(30);
  }
  const pauses = random.chance(15)
    ? random
        .some([0, 1], 70)
        .map(() => ({ ...mark(), untilMs: random.instant(), purposes: extent(PURPOSES) }))
    : [];
  const limits = random.chance(40)
    ? random.some([0, 1, 2, 3], 50).map(() => {
        const until = random.chance(40) ? { untilMs: random.instant() } : {};
        return { ...mark(), limit: randomLimit(random), ...until };
      })
    : [];
  const signals = random.chance(30) ? marks(['dev1', 'dev2'], 50) : new Map<string, Mark>();
  const signalsLifted = random.chance(50) ? marks(PURPOSES, 40) : new Map<string, Mark>();
  if (random.chance(5)) signals.set('dev3', mark());
  const band = random.one(['child', 'teen', 'adult'] as const);
  const majority = random.chance(60) ? { endsAtMs: random.instant() } : {};
  return withGuardian({
    cells,
    sweeps,
    touchpointsOff: marks(PLACES, 4),
    techniquesOff: marks(TECHNIQUES, 4),
    pauses,
    signals,
    signalsLifted,
    limits,
    ...(random.chance(30) ? { age: { band, ...majority } } : {}),
    holds: [],
    unconfirmed: false,
    order,
  });
}

export function randomCounters(random: Random): Counters {
  const contacts = random
    .some([0, 1, 2, 3, 4], 40)
    .map(() => ({ channel: random.one(CHANNELS), atMs: Math.min(random.instant(), NOW_MS) }));
  return { contacts };
}

export function randomQuestion(random: Random): Question {
  return {
    touchpoint: random.chance(2) ? 'nowhere' : random.one(PLACES),
    data: random.some(DATA, random.one([0, 0, 0, 25])),
    signals: { gpc: random.chance(8) },
    system: random.chance(98) ? 's1' : 's2',
  };
}
