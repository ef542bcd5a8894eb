/**
 * Limits never widen what is allowed (DESIGN §4). The signed-in person replaces the limit of the
 * same kind and key, or takes it away; from anyone else the strictest holds: where neither of two
 * is stricter, both stay.
 */
import type { LimitBody, LimitSpec, Mark, SubjectState } from './model';

export type Limit = SubjectState['limits'][number];

/** What a person means by "this limit": its kind and, where there are several of a kind, which. */
export function limitKey(limit: LimitSpec): string {
  switch (limit.kind) {
    case 'frequency':
      return `frequency ${limit.channel ?? '*'} ${limit.per}`;
    case 'dataAge':
      return `dataAge ${limit.data}`;
    case 'mute':
      return `mute ${limit.topic}`;
    default:
      return limit.kind;
  }
}

function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

type Frequency = Extract<LimitSpec, { kind: 'frequency' }>;
type QuietHours = Extract<LimitSpec, { kind: 'quietHours' }>;

function stricterFrequency(a: Frequency, b: Frequency): boolean {
  if (a.max > b.max) return false;
  if (a.per === 'rolling') {
    return a.days === b.days || (a.days !== undefined && b.days !== undefined && a.days > b.days);
  }
  return a.zone === b.zone;
}

/** Does the first night hold the whole of the second? Equal ends mean the whole day. */
function stricterHours(a: QuietHours, b: QuietHours): boolean {
  if (a.zone !== b.zone) return false;
  const day = 24 * 60;
  const length = (hours: QuietHours): number =>
    (minuteOf(hours.to) - minuteOf(hours.from) + day) % day || day;
  const start = (minuteOf(b.from) - minuteOf(a.from) + day) % day;
  return length(a) === day || start + length(b) <= length(a);
}

/** Whoever keeps to `a` has kept to `b`. */
export function isAsStrict(a: LimitSpec, b: LimitSpec): boolean {
  if (limitKey(a) !== limitKey(b)) return false;
  if (a.kind === 'frequency' && b.kind === 'frequency') return stricterFrequency(a, b);
  if (a.kind === 'quietHours' && b.kind === 'quietHours') return stricterHours(a, b);
  if (a.kind === 'dataAge' && b.kind === 'dataAge') return a.maxDays <= b.maxDays;
  // The rest say yes or no. A preference is no matter of strictness: the one on record stays.
  return true;
}

function holdsFor(a: Limit, b: Limit): boolean {
  const lasts = a.untilMs === undefined || (b.untilMs !== undefined && a.untilMs >= b.untilMs);
  return lasts && isAsStrict(a.limit, b.limit);
}

function addStricter(limits: readonly Limit[], limit: Limit): readonly Limit[] {
  if (limits.some((other) => holdsFor(other, limit))) return limits;
  return [...limits.filter((other) => !holdsFor(limit, other)), limit];
}

/** The limits after this event. `removed` by anyone but the person changes nothing. */
export function applyLimit(
  limits: readonly Limit[],
  body: LimitBody,
  mark: Mark,
): readonly Limit[] {
  const limit: Limit = {
    ...mark,
    limit: body.limit,
    ...(body.untilMs === undefined ? {} : { untilMs: body.untilMs }),
  };
  if (body.by !== 'person') return body.remove === true ? limits : addStricter(limits, limit);
  const key = limitKey(body.limit);
  const others = limits.filter((other) => limitKey(other.limit) !== key);
  return body.remove === true ? others : [...others, limit];
}

/** The limits of both sides of a join: each holds. */
export function mergeLimits(a: readonly Limit[], b: readonly Limit[]): readonly Limit[] {
  return b.reduce(addStricter, a);
}

/** Those that have not ended by themselves. */
export function activeLimits(state: SubjectState, nowMs: number): readonly Limit[] {
  const { limits } = state;
  if (limits.every(({ untilMs }) => untilMs === undefined || nowMs < untilMs)) return limits;
  return limits.filter(({ untilMs }) => untilMs === undefined || nowMs < untilMs);
}
