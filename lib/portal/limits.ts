/** 「量と時間」: the limits in force, what each does, and how many messages are left. */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import { activeLimits, limitKey, type Limit } from '../choice/limits';
import type { LimitSpec, SubjectState } from '../choice/model';
import { messagesLeft, windowEnd } from '../decision/frequency';
import type { Counters } from '../decision/model';
import { contactChannels, stricterThan } from './limit-acts';
import type { Named } from './model';

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
