/** 「量と時間」: the limits in force, what each does, and how many messages are left. */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import { activeLimits, limitKey, type Limit } from '../choice/limits';
import type { LimitSpec, SubjectState } from '../choice/model';
import { messagesLeft, windowEnd, windowStart } from '../decision/frequency';
import type { Counters } from '../decision/model';
import type { Runtime } from '../runtime/model';
import { contactChannels, stricterThan } from './limit-acts';
import type { Named } from './model';
import type { Reading } from './queries';

/** Refused by the center itself, told to whoever may go ahead, or weighed by them. */
export type LimitDuty = 'counted' | 'told';

export interface LimitPart {
  readonly limit: LimitSpec;
  readonly sinceMs: number;
  readonly untilMs?: number;
  /** A stricter one, because of which this one does nothing now. */
  readonly idleBy?: LimitSpec;
  readonly budget?: {
    readonly left: number;
    /** When counting begins anew; null where it never does at once. */
    readonly anewAtMs: number | null;
  };
}
/** Limits of one kind and key: they are taken away together. */
export interface LimitView {
  readonly key: string;
  readonly duty: LimitDuty;
  readonly parts: readonly LimitPart[];
}

function partOf(
  standing: Limit,
  active: readonly Limit[],
  counters: Counters,
  nowMs: number,
): LimitPart {
  const { limit, atMs, untilMs } = standing;
  const idleBy = stricterThan(active, standing)?.limit;
  return {
    limit,
    sinceMs: atMs,
    ...(untilMs === undefined ? {} : { untilMs }),
    ...(idleBy === undefined ? {} : { idleBy }),
    ...(limit.kind === 'frequency'
      ? {
          budget: {
            left: messagesLeft(limit, counters, nowMs),
            anewAtMs: windowEnd(limit, nowMs),
          },
        }
      : {}),
  };
}

export function limitViews(
  state: SubjectState | undefined,
  counters: Counters,
  nowMs: number,
): readonly LimitView[] {
  const active = state === undefined ? [] : activeLimits(state, nowMs);
  const keys = [...new Set(active.map(({ limit }) => limitKey(limit)))];
  return keys.map((key) => {
    const mine = active.filter(({ limit }) => limitKey(limit) === key);
    const kind = mine[0]?.limit.kind;
    return {
      key,
      duty: kind === 'frequency' || kind === 'quietHours' ? 'counted' : 'told',
      parts: mine.map((standing) => partOf(standing, active, counters, nowMs)),
    };
  });
}

/** Messages that count against the limits in force, over everybody this person is one with. */
export async function countersFor(runtime: Runtime, reading: Reading): Promise<Counters> {
  const { person, state, nowMs } = reading;
  if (person === undefined || state === undefined) return { contacts: [] };
  const starts = activeLimits(state, nowMs).flatMap(({ limit }) =>
    limit.kind === 'frequency' ? [windowStart(limit, nowMs)] : [],
  );
  const group =
    starts.length === 0 ? undefined : await runtime.store.findGroup({ subject: person.subject });
  if (group === undefined) return { contacts: [] };
  const subjects = group.rows.map(({ subject }) => subject);
  return { contacts: await runtime.store.contactsOf(subjects, Math.min(...starts)) };
}

/** What the forms offer to choose from. */
export interface LimitOffers {
  readonly channels: readonly Named[];
  readonly data: readonly Named[];
}

export function limitOffers(compiled: CompiledCatalogue, locale: Locale): LimitOffers {
  const channels = contactChannels(compiled).map((key) => ({
    key,
    name: compiled.channels.get(key)?.text[locale].name ?? key,
  }));
  const used = new Set(
    [...compiled.usedCells.values()].flatMap((cells) => [...cells.values()].flat()),
  );
  const data = compiled.catalogue.data
    .filter(({ key }) => used.has(key))
    .map(({ key, text }) => ({ key, name: text[locale].name }));
  return { channels, data };
}
