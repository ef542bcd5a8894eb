/** Who asked about a person when, and what was shown to them with its reasons (DESIGN §5), page by page. */
import type { ExposureReason } from '../../sdk/src/contract';
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import { PERMIT_REASONS } from '../decision/model';
import type { PersonPrincipal } from '../identity/model';
import { openForSubject } from '../record/personal';
import type { Runtime } from '../runtime/model';
import type { Named } from './model';
import { wordsIn, type ReasonWords } from './reason-words';

const DAY_MS = 86_400_000;
export const ASKED_DAYS = 30;
const SHOWN_DAYS = 400;

export interface AskedRow extends Named {
  readonly system: string | null;
  readonly asked: number;
  readonly refused: number;
}
export interface AskedDay {
  /** Midnight UTC of the day counted. */
  readonly dayMs: number;
  readonly asked: number;
  /** Most often first. */
  readonly rows: readonly AskedRow[];
}
export interface AskedView {
  readonly asked: number;
  readonly refused: number;
  readonly places: number;
  /** Newest first. */
  readonly days: readonly AskedDay[];
}

export interface AskedCount {
  readonly touchpoint: string;
  readonly day: string;
  readonly outcome: string;
  readonly count: number;
}

async function subjectsOf({ store }: Runtime, { subject }: PersonPrincipal): Promise<string[]> {
  const group = await store.findGroup({ subject });
  return (group?.rows ?? []).map((row) => row.subject);
}

function named(compiled: CompiledCatalogue, key: string, locale: Locale) {
  const touchpoint = compiled.touchpoints.get(key)?.touchpoint;
  return { key, name: touchpoint?.text[locale].name ?? key, system: touchpoint?.system ?? null };
}

/** Pure: counts by day and place. */
export function askedView(
  counts: readonly AskedCount[],
  compiled: CompiledCatalogue,
  locale: Locale,
): AskedView {
  const permits: readonly string[] = PERMIT_REASONS;
  const days = new Map<string, Map<string, { asked: number; refused: number }>>();
  for (const { touchpoint, day, outcome, count } of counts) {
    const places = days.get(day) ?? new Map<string, { asked: number; refused: number }>();
    days.set(day, places);
    const sum = places.get(touchpoint) ?? { asked: 0, refused: 0 };
    sum.asked += count;
    sum.refused += permits.includes(outcome) ? 0 : count;
    places.set(touchpoint, sum);
  }
  const listed = [...days].map(([day, places]): AskedDay => {
    const rows = [...places]
      .map(([key, sum]) => ({ ...named(compiled, key, locale), ...sum }))
      .sort((a, b) => b.asked - a.asked || (a.key < b.key ? -1 : 1));
    return { dayMs: Date.parse(day), asked: rows.reduce((sum, row) => sum + row.asked, 0), rows };
  });
  const all = listed.flatMap(({ rows }) => rows);
  const total = (field: 'asked' | 'refused') => all.reduce((sum, row) => sum + row[field], 0);
  return {
    ...{ asked: total('asked'), refused: total('refused') },
    places: new Set(all.map(({ key }) => key)).size,
    days: listed.sort((a, b) => b.dayMs - a.dayMs),
  };
}

export async function askedOf(
  runtime: Runtime,
  person: PersonPrincipal,
  compiled: CompiledCatalogue,
  locale: Locale,
): Promise<AskedView> {
  const sinceMs = runtime.clock.now() - (ASKED_DAYS - 1) * DAY_MS;
  const since = new Date(sinceMs).toISOString().slice(0, 10);
  const counts = await runtime.store.talliesOf(await subjectsOf(runtime, person), since);
  return askedView(counts, compiled, locale);
}

export interface ShownView {
  readonly id: string;
  readonly atMs: number;
  readonly place: Named;
  readonly system: string | null;
  readonly because: readonly ReasonWords[];
}

/** Newest first; one more than the page where there are more. */
export async function shownTo(
  runtime: Runtime,
  person: PersonPrincipal,
  compiled: CompiledCatalogue,
  locale: Locale,
  upTo: number,
): Promise<readonly ShownView[]> {
  const subjects = await subjectsOf(runtime, person);
  const keys = await runtime.subjectKeys.find(subjects);
  // Of somebody whose key is gone nothing can be read any more.
  const readable = subjects.filter((_, at) => keys[at] !== undefined);
  const sinceMs = runtime.clock.now() - SHOWN_DAYS * DAY_MS;
  const rows = await runtime.store.exposuresOf(readable, sinceMs, upTo);
  return Promise.all(
    rows.map(async ({ id, atMs, touchpoint, subject, sealed }): Promise<ShownView> => {
      const because = await openForSubject(runtime, subject, id, sealed);
      const { system, ...place } = named(compiled, touchpoint, locale);
      return {
        ...{ id, atMs, place, system },
        because: (because as readonly ExposureReason[]).map(({ words }) => wordsIn(words, locale)),
      };
    }),
  );
}
