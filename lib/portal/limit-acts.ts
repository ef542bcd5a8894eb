/** What a form on 「量と時間」 means as events (DESIGN §4 "limits"). Pure. */
import type { CompiledCatalogue } from '../catalogue/compile';
import { follows } from '../choice/implied-limits';
import { activeLimits, applyLimit, limitKey, type Limit } from '../choice/limits';
import type { LimitBody, LimitSpec } from '../choice/model';
import { endOf } from './ends';
import type { ActOf } from './form-schema';
import { no, says, unchanged, type Body, type Meaning, type Sight } from './meaning';
import { ZONE } from './zone';

export const TIMES_MAX = 100;
export const DAYS_MAX = 3_650;

export type LimitAct = ActOf<
  | 'limit-frequency'
  | 'limit-quiet'
  | 'limit-age'
  | 'limit-mute'
  | 'limit-not-purchased'
  | 'limit-variety'
  | 'limit-preferred'
>;
type Read =
  | { readonly ok: true; readonly limit: LimitSpec; readonly untilMs?: number }
  | Extract<Meaning, { ok: false }>;

/** Also in the wide digits of a Japanese keyboard. */
function numberIn(text: string, max: number): number | undefined {
  const plain = text.normalize('NFKC').trim();
  const value = /^\d{1,5}$/.test(plain) ? Number(plain) : 0;
  return value >= 1 && value <= max ? value : undefined;
}

/** Channels on which some live place writes to people. */
export function contactChannels(compiled: CompiledCatalogue): readonly string[] {
  const places = [...compiled.touchpoints.values()].filter(
    ({ touchpoint, contact }) => touchpoint.status === 'live' && contact,
  );
  return [...new Set(places.map(({ touchpoint }) => touchpoint.channel))];
}

function frequencyOf({ compiled }: Sight, act: ActOf<'limit-frequency'>): Read {
  const [times = act.max, per = act.per] = act.often?.split(' ') ?? [];
  const max = numberIn(times, TIMES_MAX);
  if (max === undefined) return no('invalid_request', 'max');
  const named = (['day', 'week', 'month'] as const).find((one) => one === per) ?? act.per;
  if (act.channel === '') {
    return { ok: true, limit: { kind: 'frequency', max, per: named, zone: ZONE } };
  }
  const { channel } = act;
  if (!contactChannels(compiled).includes(channel)) return no('unknown_channel');
  return { ok: true, limit: { kind: 'frequency', channel, max, per: named, zone: ZONE } };
}

function quietOf(act: ActOf<'limit-quiet'>): Read {
  const [from = act.from, to = act.to] = act.hours?.split(' ') ?? [];
  const { zone } = act;
  for (const [field, time] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return no('invalid_request', field);
  }
  return { ok: true, limit: { kind: 'quietHours', from, to, zone } };
}

function ageOf({ compiled }: Sight, { data, days, within }: ActOf<'limit-age'>): Read {
  const maxDays = numberIn(within ?? days, DAYS_MAX);
  if (maxDays === undefined) return no('invalid_request', 'days');
  if (!compiled.data.has(data)) return no('unknown_data');
  return { ok: true, limit: { kind: 'dataAge', data, maxDays } };
}

function muteOf({ compiled, nowMs }: Sight, act: ActOf<'limit-mute'>): Read {
  const { topic, end, date } = act;
  if (!compiled.data.has(topic)) return no('unknown_data');
  if (end === 'none') return { ok: true, limit: { kind: 'mute', topic } };
  const untilMs = endOf(end, date, nowMs);
  if (untilMs === undefined) return no('invalid_request', 'date');
  if (untilMs <= nowMs) return no('time_in_past', 'date');
  return { ok: true, limit: { kind: 'mute', topic }, untilMs };
}

function readLimit(sight: Sight, act: LimitAct): Read {
  switch (act.act) {
    case 'limit-frequency':
      return frequencyOf(sight, act);
    case 'limit-quiet':
      return quietOf(act);
    case 'limit-age':
      return ageOf(sight, act);
    case 'limit-mute':
      return muteOf(sight, act);
    case 'limit-not-purchased':
      return { ok: true, limit: { kind: 'notPurchased' } };
    case 'limit-variety':
      return { ok: true, limit: { kind: 'variety' } };
    case 'limit-preferred':
      return contactChannels(sight.compiled).includes(act.channel)
        ? { ok: true, limit: { kind: 'preferredChannel', channel: act.channel } }
        : no('unknown_channel');
  }
}

/** Holds at least as long. */
function outlasts(kept: Pick<Limit, 'untilMs'>, other: Pick<Limit, 'untilMs'>): boolean {
  return (
    kept.untilMs === undefined || (other.untilMs !== undefined && kept.untilMs >= other.untilMs)
  );
}

/** The limit that leaves this one nothing to do; undefined where there is none. */
export function stricterThan(
  limits: readonly Limit[],
  one: Pick<Limit, 'limit' | 'untilMs'>,
): Limit | undefined {
  return limits.find(
    (kept) => kept.limit !== one.limit && outlasts(kept, one) && follows(kept.limit, one.limit),
  );
}

function isSame(a: Limit, b: Pick<Limit, 'limit' | 'untilMs'>): boolean {
  return a.untilMs === b.untilMs && JSON.stringify(a.limit) === JSON.stringify(b.limit);
}

/**
 * From the signed-in person a limit takes the place of the one of its kind; from a browser that is
 * not signed in only a stricter one does anything (lib/choice/limits.ts).
 */
export function limitMeaning(sight: Sight, act: LimitAct): Meaning {
  const read = readLimit(sight, act);
  if (!read.ok) return read;
  const { limit, untilMs } = read;
  const stated = { limit, ...(untilMs === undefined ? {} : { untilMs }) };
  const active = activeLimits(sight.state, sight.nowMs);
  if (active.some((one) => isSame(one, stated))) return unchanged();
  const head = { by: sight.by ?? 'person', receivedAtMs: sight.nowMs } as const;
  const body = { type: 'limit', surface: 'portal', ...stated } as const satisfies Body;
  const mark = { order: sight.state.order + 1, eventId: '', atMs: sight.nowMs };
  const whole: LimitBody = { ...body, ...head };
  if (applyLimit(active, whole, mark) === active) return unchanged('stricter_holds');
  const others = active.filter((one) => limitKey(one.limit) !== limitKey(limit));
  return stricterThan(others, stated) === undefined
    ? says(body)
    : { ...says(body), note: 'stricter_holds' };
}

/** Takes every limit of this kind and key away: the signed-in person's alone to say. */
export function removalMeaning({ state, nowMs }: Sight, act: ActOf<'limit-remove'>): Meaning {
  const found = activeLimits(state, nowMs).find(({ limit }) => limitKey(limit) === act.limit);
  if (found === undefined) return unchanged();
  return says({ type: 'limit', surface: 'portal', limit: found.limit, remove: true });
}
