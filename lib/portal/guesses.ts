/**
 * 「あなたについての推測」 (DESIGN §5): what systems said they rested on, one entry for each thing
 * guessed or used, wherever and however often; and saying that it is wrong. What rests on everyone
 * alike says nothing about this person and is left out.
 */
import type { ExposureRow } from '../../db/activity-port';
import type { ExposureReason } from '../../sdk/src/contract';
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import type { DevicePrincipal, PersonPrincipal } from '../identity/model';
import { contestEvent, contestsOf, guessTag, type Contest } from '../record/contests';
import { openForSubject } from '../record/personal';
import type { Runtime } from '../runtime/model';
import type { Meaning } from './meaning';
import type { Named } from './model';
import { wordsIn, type ReasonWords } from './reason-words';

const DAY_MS = 86_400_000;
export const SHOWN_DAYS = 400;
const REPORTS_MAX = 1_000;

export interface Used {
  readonly times: number;
  readonly lastAtMs: number;
}
export interface SaidWrong {
  readonly eventIds: readonly string[];
  readonly atMs: number;
  readonly undoable: boolean;
  /** Whom it was said to, and when each had received it. */
  readonly systems: readonly { readonly system: string; readonly receivedAtMs: number | null }[];
  /** What was shown afterwards still rests on it. */
  readonly since: Used | null;
}
export interface GuessView extends Used {
  readonly tag: string;
  readonly kind: 'guess' | 'data';
  readonly words: ReasonWords;
  /** The data it rests on; null where the report names none. */
  readonly data: (Named & { readonly source: string }) | null;
  /** Where it was used, the last one first. */
  readonly places: readonly (Named & Used & { readonly system: string | null })[];
  readonly said: SaidWrong | null;
  /** Some system that used it has not been told. */
  readonly mayContest: boolean;
}

interface Found {
  readonly tag: string;
  readonly reason: ExposureReason;
  /** Newest first. */
  readonly reports: readonly ExposureRow[];
}

async function reportsOf(runtime: Runtime, subject: string): Promise<readonly Found[]> {
  const { store, clock, subjectKeys } = runtime;
  const group = await store.findGroup({ subject });
  const subjects = (group?.rows ?? []).map((row) => row.subject);
  const keys = await subjectKeys.find(subjects);
  // Of somebody whose key is gone nothing can be read any more.
  const readable = subjects.filter((_, at) => keys[at] !== undefined);
  const sinceMs = clock.now() - SHOWN_DAYS * DAY_MS;
  const rows = await store.exposuresOf(readable, sinceMs, REPORTS_MAX);
  const found = new Map<string, { tag: string; reason: ExposureReason; reports: ExposureRow[] }>();
  for (const row of rows) {
    const because = await openForSubject(runtime, row.subject, row.id, row.sealed);
    for (const reason of because as readonly ExposureReason[]) {
      if (reason.kind === 'collective') continue;
      const tag = guessTag(reason);
      const known = found.get(tag);
      if (known === undefined) found.set(tag, { tag, reason, reports: [row] });
      else if (known.reports.at(-1) !== row) known.reports.push(row);
    }
  }
  return [...found.values()];
}

function usedIn(reports: readonly ExposureRow[]): Used {
  return { times: reports.length, lastAtMs: Math.max(...reports.map(({ atMs }) => atMs)) };
}

function ownerOf(compiled: CompiledCatalogue, touchpoint: string): string | null {
  return compiled.touchpoints.get(touchpoint)?.touchpoint.system ?? null;
}

function placesOf(
  { reports }: Found,
  compiled: CompiledCatalogue,
  locale: Locale,
): GuessView['places'] {
  const keys = [...new Set(reports.map(({ touchpoint }) => touchpoint))];
  return keys.map((key) => ({
    ...{ key, system: ownerOf(compiled, key) },
    name: compiled.touchpoints.get(key)?.touchpoint.text[locale].name ?? key,
    ...usedIn(reports.filter(({ touchpoint }) => touchpoint === key)),
  }));
}

interface Saying {
  readonly said: SaidWrong | null;
  /** Systems. */
  readonly told: readonly string[];
}

function saidOf(
  { tag, reports }: Found,
  contests: readonly Contest[],
  compiled: CompiledCatalogue,
): Saying {
  const standing = contests.filter(({ guess, withdrawn }) => guess === tag && !withdrawn);
  const systems = standing.flatMap(({ touchpoint, received }) => {
    const system = ownerOf(compiled, touchpoint);
    const receipt = received.find((one) => one.system === system);
    return system === null ? [] : [{ system, receivedAtMs: receipt?.atMs ?? null }];
  });
  const last = standing.at(-1);
  if (last === undefined) return { said: null, told: [] };
  const later = reports.filter(({ atMs }) => atMs > last.atMs);
  const said: SaidWrong = {
    ...{ eventIds: standing.map(({ eventId }) => eventId), atMs: last.atMs, systems },
    undoable: standing.every(({ undoable }) => undoable),
    since: later.length === 0 ? null : usedIn(later),
  };
  return { said, told: systems.map(({ system }) => system) };
}

function dataOf(
  { data: key }: ExposureReason,
  compiled: CompiledCatalogue,
  locale: Locale,
): GuessView['data'] {
  const text = key === undefined ? undefined : compiled.data.get(key)?.text[locale];
  return key === undefined || text === undefined
    ? null
    : { key, name: text.name, source: text.source };
}

/** The last used first. `touchpoint`: only what was used there. */
export async function guessesFor(
  runtime: Runtime,
  person: PersonPrincipal,
  compiled: CompiledCatalogue,
  locale: Locale,
  touchpoint?: string,
): Promise<readonly GuessView[]> {
  const found = await reportsOf(runtime, person.subject);
  const contests = found.length === 0 ? [] : await contestsOf(runtime, person.subject);
  return found.flatMap((one): GuessView[] => {
    const places = placesOf(one, compiled, locale);
    if (touchpoint !== undefined && !places.some(({ key }) => key === touchpoint)) return [];
    const { said, told } = saidOf(one, contests, compiled);
    const { tag, reason } = one;
    return [
      {
        ...{ tag, kind: reason.kind === 'guess' ? 'guess' : 'data', places, said },
        ...usedIn(one.reports),
        words: wordsIn(reason.words, locale),
        data: dataOf(reason, compiled, locale),
        mayContest: places.some(({ system }) => system !== null && !told.includes(system)),
      },
    ];
  });
}

/** One event for each system that used it and has not been told; what is not theirs is not found. */
export async function contestMeaning(
  runtime: Runtime,
  person: PersonPrincipal | DevicePrincipal,
  tag: string,
): Promise<Meaning> {
  const compiled = runtime.catalogues.current();
  // A browser's own record is nobody's to speak for.
  if (person.kind !== 'person') return { ok: false, reason: 'forbidden' };
  const found = (await reportsOf(runtime, person.subject)).find((one) => one.tag === tag);
  if (found === undefined) return { ok: false, reason: 'not_found' };
  const { told } = saidOf(found, await contestsOf(runtime, person.subject), compiled);
  const untold = new Map<string, ExposureRow>();
  for (const report of found.reports) {
    const system = ownerOf(compiled, report.touchpoint);
    if (system === null || told.includes(system) || untold.has(system)) continue;
    untold.set(system, report);
  }
  const events = [...untold.values()].map(({ id, touchpoint, decisionId, subject }) =>
    contestEvent({
      ...{ guess: tag, reason: found.reason, touchpoint, exposure: id },
      ...{ decisionId, reportedOf: subject },
    }),
  );
  return { ok: true, events, leftOut: { refused: [], sensitive: [] } };
}
