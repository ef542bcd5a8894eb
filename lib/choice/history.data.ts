/** Random histories for the properties of choices, and a plain reading of them to compare with. */
import fc from 'fast-check';
import { ITSELF, cellKey, type CellKey } from '../catalogue/model';
import { applyEvent } from './fold';
import { cellsPaintedSince } from './late';
import type { ActBy, EventBody, Extent, FoldEvent, LimitSpec, SubjectState } from './model';
import { paintAt } from './paint';
import {
  allow,
  deny,
  guardian,
  history,
  join,
  limit,
  part,
  pause,
  place,
  resume,
  signal,
  START_MS,
  STEP_MS,
  technique,
  type Line,
} from './sample.data';
import { emptyState } from './state';

const PURPOSES = ['p1', 'p2', 'p3'];
const CHANNELS = ['c1', 'c2'];
const DATA = ['d1', 'd2', 'd3'];
export const SUBJECTS = ['me', 'card', 'device'] as const;

const someOf = (keys: readonly string[]) => fc.subarray([...keys], { minLength: 1 });
const extentOf = (keys: readonly string[]): fc.Arbitrary<Extent> =>
  fc.oneof(fc.constant('*' as const), someOf(keys));

/** Every cell that histories name, and one that none does: keys added later. */
export const CELLS: readonly (readonly [string, string, string, CellKey])[] = [
  ...PURPOSES,
  'later',
].flatMap((purpose) =>
  [...CHANNELS, 'later'].flatMap((channel) =>
    [ITSELF, ...DATA, 'later'].map(
      (data) => [purpose, channel, data, cellKey(purpose, channel, data)] as const,
    ),
  ),
);

const allowed = fc
  .record({
    purposes: someOf(PURPOSES),
    channels: someOf(CHANNELS),
    data: fc.subarray([...DATA]),
    version: fc.integer({ min: 1, max: 4 }),
    by: fc.constantFrom<ActBy>('person', 'key'),
    expires: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  .map(({ purposes, channels, data, version, by, expires }) =>
    allow(purposes, channels, data, {
      version,
      by,
      ...(expires === null ? {} : { expiresAtMs: START_MS + expires * STEP_MS }),
    }),
  );
const denied = fc
  .tuple(extentOf(PURPOSES), extentOf(CHANNELS), extentOf(DATA))
  .map(([purposes, channels, data]) => deny(purposes, channels, data));

const limitSpec: fc.Arbitrary<LimitSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('frequency' as const),
    max: fc.integer({ min: 0, max: 5 }),
    per: fc.constantFrom('day' as const, 'week' as const),
    zone: fc.constant('Asia/Tokyo'),
  }),
  fc.record({
    kind: fc.constant('dataAge' as const),
    data: fc.constantFrom(...DATA),
    maxDays: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({ kind: fc.constant('mute' as const), topic: fc.constantFrom('t1', 't2') }),
  fc.constant({ kind: 'quietHours', from: '22:00', to: '07:00', zone: 'Asia/Tokyo' } as const),
);
const untilMs = fc.integer({ min: 1, max: 99 }).map((steps) => START_MS + steps * STEP_MS);

/** Only what restricts, or says nothing about cells. */
export const restriction: fc.Arbitrary<EventBody> = fc.oneof(
  fc.constantFrom('t1', 't2').map((key) => place('touchpoint-off', key)),
  fc.constant(technique('technique-off')),
  fc
    .tuple(untilMs, fc.option(someOf(PURPOSES)))
    .map(([end, some]) => pause(end, some ?? undefined)),
  fc.tuple(limitSpec, fc.constantFrom<ActBy>('person', 'key')).map(([spec, by]) => limit(spec, by)),
  fc.constantFrom('dev1', 'dev2').map(signal),
);
const relaxation: fc.Arbitrary<EventBody> = fc.oneof(
  fc.constantFrom('t1', 't2').map((key) => place('touchpoint-on', key)),
  fc.constant(technique('technique-on')),
  fc.constant(resume()),
  limitSpec.map((spec) => limit(spec, 'person', { remove: true })),
);
const guarded = fc.constantFrom(
  guardian('refuse', { purposes: ['p1'] }),
  guardian('approve', { purposes: ['p1'] }),
  guardian('declare', { ageBand: 'teen' }),
  guardian('declare', { ageBand: 'child', by: 'person' }),
  guardian('link'),
  guardian('unlink'),
);

export const paint: fc.Arbitrary<EventBody> = fc.oneof(allowed, denied);
const saying: fc.Arbitrary<EventBody> = fc.oneof(
  { weight: 8, arbitrary: paint },
  { weight: 2, arbitrary: restriction },
  { weight: 1, arbitrary: relaxation },
  { weight: 1, arbitrary: guarded },
);

/** One subject, no links, no undo. */
export const ownHistory = fc.array(saying, { maxLength: 14 }).map((bodies) => history(bodies));

const who = fc.constantFrom(...SUBJECTS);
const spoken: fc.Arbitrary<Line> = fc.record({ who, body: saying });
const linked = (body: fc.Arbitrary<EventBody>): fc.Arbitrary<Line> =>
  fc.record({ who, body, of: who }).filter((line) => line.who !== line.of);
const parted = fc.constantFrom(part('split'), part('not-me'));

/** Several subjects, not linked. */
export const strangers = fc.array(spoken, { maxLength: 14 });
/** Several subjects that join, unconfirmed or not, and split. */
export const linkedHistory = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: spoken },
      { weight: 1, arbitrary: linked(fc.boolean().map(join)) },
      { weight: 1, arbitrary: linked(parted) },
    ),
    { maxLength: 18 },
  )
  .map((lines) => history(lines));
/** Links that are unconfirmed or end: what is joined and confirmed for good is left out. */
export const looselyLinkedHistory = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: spoken },
      { weight: 1, arbitrary: linked(fc.constant(join(false))) },
    ),
    { maxLength: 18 },
  )
  .map((lines) => history(lines));

/** An allow as a tablet hands it in: given some steps ago; what it skips is stored with it. */
export const lateAllow = fc.tuple(allowed, fc.integer({ min: 0, max: 16 }), fc.nat(120_000));
export function handedIn(
  state: SubjectState,
  [body, stepsAgo, ms]: readonly [EventBody, number, number],
  length: number,
): FoldEvent {
  const receivedAtMs = START_MS + length * STEP_MS;
  const givenAtMs = receivedAtMs - stepsAgo * STEP_MS - ms;
  if (body.type !== 'allow') throw new Error('an allow was to be handed in');
  const notPainted = cellsPaintedSince(state, body, givenAtMs, receivedAtMs);
  return {
    eventId: `e${length}`,
    subject: 'me',
    body: { ...body, receivedAtMs, givenAtMs, notPainted },
  };
}

export function oneByOne(events: readonly FoldEvent[]): SubjectState {
  return events.reduce(applyEvent, emptyState());
}

export type Said = 'allow' | 'refused' | 'withdrawn' | undefined;

/** What the state says of a cell. */
export function saidAt(state: SubjectState, cell: (typeof CELLS)[number]): Said {
  const found = paintAt(state, ...cell);
  if (found === undefined) return undefined;
  if (found.effect === 'allow') return 'allow';
  return found.hadAllow ? 'withdrawn' : 'refused';
}

const has = (extent: Extent, key: string): boolean => extent === '*' || extent.includes(key);

/** Which of its effects, if any, this one event has on a cell: read straight from DESIGN §4. */
function covers(body: EventBody, [purpose, channel, data, key]: (typeof CELLS)[number]): boolean {
  if (body.type === 'guardian') return body.act === 'refuse' && has(body.purposes ?? '*', purpose);
  if (body.type !== 'allow' && body.type !== 'deny') return false;
  if (!has(body.purposes, purpose) || !has(body.channels, channel)) return false;
  if (body.type === 'deny') return has(body.data, data);
  return (data === ITSELF || body.data.includes(data)) && body.notPainted?.includes(key) !== true;
}

/** The latest paint that covers the cell decides it: the slow, plain reading. */
export function plainlySaid(events: readonly FoldEvent[], cell: (typeof CELLS)[number]): Said {
  const covering = events.filter(({ body }) => covers(body, cell));
  const last = covering.at(-1);
  if (last === undefined) return undefined;
  if (last.body.type === 'allow') return 'allow';
  return covering.some(({ body }) => body.type === 'allow') ? 'withdrawn' : 'refused';
}

/** Was this data last named by a refusal? `*` does not name. */
export function plainlyRefusedByName(
  events: readonly FoldEvent[],
  cell: (typeof CELLS)[number],
): boolean {
  const naming = events.filter(
    ({ body }) =>
      (body.type === 'allow' || (body.type === 'deny' && body.data !== '*')) && covers(body, cell),
  );
  return naming.at(-1)?.body.type === 'deny';
}
