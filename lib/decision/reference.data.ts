/**
 * DESIGN §5 once more, as plainly as it can be said and as slowly: what `decide` is compared with.
 * Written from the text alone, over the raw catalogue; no code is shared with the kernel.
 * Zones are UTC here; wall clocks have tests of their own.
 */
import { cellKey, type Catalogue, type Purpose, type Touchpoint } from '../catalogue/model';
import type { Paint, SubjectState } from '../choice/model';
import type { Counters, Question, Reason, Verdict } from './model';

const DAY = 86_400_000;
const REASONS =
  'refused withdrawn expired renewal_needed never_asked allowed legitimate_interest contract'.split(
    ' ',
  );
type Found = { why: string; order: number; by: string | null };
type Answer = Pick<
  Verdict,
  'decision' | 'reason' | 'otherwise' | 'permitted' | 'denied' | 'eventId' | 'prohibited'
>;

function cell(s: SubjectState, t: Touchpoint, p: Purpose, d: string, now: number): Found {
  if (p.basis === 'contract') return { why: 'contract', order: 0, by: null };
  const has = (list: readonly string[] | string, key: string): boolean =>
    list === '*' || list.includes(key);
  const own = [s.cells.get(cellKey(p.key, t.channel, d)) ?? []].flat();
  const over = s.sweeps.filter(
    (w) => has(w.purposes, p.key) && has(w.channels, t.channel) && has(w.data, d),
  );
  const swept = over.map((w): Paint => ({
    ...w,
    effect: 'deny',
    noticeVersion: 0,
    hadAllow: own.some((o) => o.hadAllow || o.effect === 'allow'),
  }));
  const last = [...own, ...swept].sort((a, b) => a.order - b.order).pop();
  const found = (why: string): Found => ({
    why,
    order: last?.order ?? 0,
    by: last?.eventId ?? null,
  });
  if (!last)
    return found(p.basis === 'legitimate_interest' ? 'legitimate_interest' : 'never_asked');
  if (last.effect === 'deny') return found(last.hadAllow ? 'withdrawn' : 'refused');
  if (p.basis === 'legitimate_interest') return found('allowed');
  const childUntil = s.age?.band === 'child' ? (s.age.endsAtMs ?? Infinity) : -Infinity;
  const guarded = Math.max(childUntil, s.age?.guardedUntilMs ?? -Infinity);
  if (last.receivedAtMs < guarded) {
    const word = s.guardian?.approved.get(p.key)?.order ?? -1;
    if (word < last.order) return { why: 'refused', order: -1, by: null };
    if (guarded <= now) return found('expired');
  }
  if ((last.expiresAtMs ?? Infinity) <= now) return found('expired');
  return found(last.noticeVersion < t.materialVersion ? 'renewal_needed' : 'allowed');
}
const isYes = (f: Found): boolean => REASONS.indexOf(f.why) >= 5;
const foremost = (all: Found[]): Found =>
  [...all].sort(
    (a, b) => REASONS.indexOf(a.why) - REASONS.indexOf(b.why) || b.order - a.order,
  )[0] ?? { why: 'error', order: 0, by: null };

export function referenceDecide(
  c: Catalogue,
  s: SubjectState,
  counters: Counters,
  q: Question,
  now: number,
): Answer {
  const t = c.touchpoints.find(({ key }) => key === q.touchpoint);
  const no = {
    decision: false,
    permitted: [] as string[],
    denied: [] as string[],
    eventId: null,
    prohibited: false,
  };
  if (!t) return { ...no, reason: 'unknown_touchpoint', otherwise: 'nothing' };
  const all = [...new Set([...t.requires, ...t.mayUse])];
  const ps = t.purposes.map((key) => c.purposes.find((p) => p.key === key) as Purpose);
  const contact = ps.filter((p) => p.contact);
  const reachable = contact.every((p) => isYes(cell(s, t, p, 'itself', now)));
  const optional = ps.some((p) => p.basis !== 'contract');
  const pauses = s.pauses.filter(
    (m) =>
      m.untilMs > now && (m.purposes === '*' || t.purposes.some((p) => m.purposes.includes(p))),
  );
  const limits = s.limits
    .filter((l) => contact.length && (l.untilMs ?? Infinity) > now)
    .map(({ limit }) => limit);
  const clock = new Date(now).toISOString().slice(11, 16);
  const quiet = limits.some(
    (l) =>
      l.kind === 'quietHours' &&
      (l.from < l.to ? l.from <= clock && clock < l.to : clock >= l.from || clock < l.to),
  );
  const since = {
    day: now - (now % DAY),
    week: now - (now % DAY) - ((new Date(now).getUTCDay() + 6) % 7) * DAY,
    month: Date.parse(`${new Date(now).toISOString().slice(0, 7)}-01`),
  };
  const usedUp = limits.some(
    (l) =>
      l.kind === 'frequency' &&
      (l.channel ?? t.channel) === t.channel &&
      counters.contacts.filter(
        (m) =>
          (!l.channel || m.channel === l.channel) &&
          (l.per === 'rolling' ? m.atMs > now - (l.days ?? 0) * DAY : m.atMs >= since[l.per]),
      ).length >= l.max,
  );
  // Whoever is to be left alone is, whatever else is refused and told.
  const leftAlone = optional && (pauses.length || s.touchpointsOff.has(t.key) || quiet || usedUp);
  const silent = ['touchpoint_retired', 'system_not_allowed'];
  const otherwise = (why: string) =>
    contact.length && (!reachable || leftAlone || silent.includes(why)) ? 'nothing' : 'generic';
  const refuse = (why: string, by: string | null, more = {}): Answer => ({
    ...no,
    denied: all,
    reason: why as Reason,
    otherwise: otherwise(why),
    eventId: by,
    ...more,
  });
  if (t.status === 'retired') return refuse('touchpoint_retired', null);
  if (t.system !== q.system) return refuse('system_not_allowed', null);
  if (q.data.some((d) => !all.includes(d))) return refuse('not_declared', null);
  if (optional) {
    const newest = <T extends { order: number; eventId: string }>(marks: T[]): string | null =>
      [...marks].sort((a, b) => b.order - a.order)[0]?.eventId ?? null;
    const lastEnd = Math.max(...pauses.map((m) => m.untilMs));
    if (pauses.length) return refuse('paused', newest(pauses.filter((m) => m.untilMs === lastEnd)));
    const ads = ps.filter((p) => p.sharesForAds);
    const live = ads.flatMap((p) =>
      [...s.signals.values()].filter((m) => m.order > (s.signalsLifted.get(p.key)?.order ?? -1)),
    );
    if (live.length || (q.signals.gpc && ads.some((p) => !s.signalsLifted.has(p.key))))
      return refuse('signal', newest(live));
    if (s.techniquesOff.has(t.technique))
      return refuse('technique_off', s.techniquesOff.get(t.technique)?.eventId ?? null);
    if (s.touchpointsOff.has(t.key))
      return refuse('touchpoint_off', s.touchpointsOff.get(t.key)?.eventId ?? null);
    if (quiet) return refuse('quiet_hours', null);
    if (usedUp) return refuse('limit_reached', null);
  }
  const itself = ps.map((p) => cell(s, t, p, 'itself', now));
  if (!itself.every(isYes)) return refuse(foremost(itself).why, foremost(itself).by);
  const carriers = ps.filter((p) => !p.contact && p.basis !== 'contract');
  const nobody: Found = {
    why: ps.some((p) => p.basis === 'contract') ? 'contract' : 'never_asked',
    order: 0,
    by: null,
  };
  const of = (d: string): Found[] =>
    carriers.length ? carriers.map((p) => cell(s, t, p, d, now)) : [nobody];
  const permitted = all.filter((d) => of(d).every(isYes));
  const denied = all.filter((d) => !permitted.includes(d));
  const must = denied.filter((d) => t.requires.includes(d) || q.data.includes(d));
  const why = foremost((must.length ? must : denied).flatMap(of));
  if (must.length || (all.length && !permitted.length))
    return refuse(why.why, why.by, { permitted, denied });
  const minor = s.age && s.age.band !== 'adult' && (s.age.endsAtMs ?? Infinity) > now;
  const sensitive = c.data.some((d) => d.sensitive && all.includes(d.key));
  if (ps.some((p) => p.sharesForAds) && (minor || sensitive))
    return refuse('refused', null, { prohibited: true });
  const yes = foremost([...itself, ...permitted.flatMap(of)]);
  return {
    decision: true,
    reason: yes.why as Reason,
    otherwise: otherwise(yes.why),
    permitted,
    denied,
    eventId: yes.by,
    prohibited: false,
  };
}
