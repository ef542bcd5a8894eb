/**
 * この表示の理由 (UX-12): what a control inside a system's own page may show of one person and one
 * place. INVARIANT: the page's owner can read it all, so it holds nothing that this system does not
 * hear from us anyway (DESIGN §2 rule 5): what is asked and answered at this place, and what the
 * system itself reported of this very subject. Where staff look at a screen: nothing that says how
 * somebody chose.
 */
import type { ExposureRow } from '../../db/activity-port';
import type { ExposureReason } from '../../sdk/src/contract';
import type { WhyAnswer, WhyOffer, WhyReason } from '../../sdk/src/why-contract';
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import { ITSELF, type Locale } from '../catalogue/model';
import { activeLimits } from '../choice/limits';
import type { LimitSpec, SubjectState } from '../choice/model';
import { stationStates, type StationState } from '../decision/stations';
import { contestsOf, guessTag } from '../record/contests';
import { openForSubject } from '../record/personal';
import type { Subject } from '../record/subjects';
import type { Runtime } from '../runtime/model';
import { countersOf } from './counters';
import { wordsIn } from './reason-words';
import { standingAt } from './standing';
import { ZONE } from './zone';

const DAY_MS = 86_400_000;
const SHOWN_DAYS = 400;
const REPORTS_MAX = 1_000;
/** Stages at which something is offered: there one may have it already, or see too much of it. */
const OFFERING = ['discover', 'explore', 'buy'];

export interface WhyAbout {
  /** Undefined: somebody nobody has seen, who reads the same as one who was never asked. */
  readonly subject: Subject | undefined;
  readonly touchpoint: string;
  readonly locale: Locale;
}
interface Sight extends WhyAbout {
  readonly compiled: CompiledCatalogue;
  readonly place: CompiledTouchpoint;
  readonly state: SubjectState | undefined;
  readonly station: StationState | undefined;
  readonly nowMs: number;
}

/** The newest report of this place about this very subject, and what it rested on. */
export async function reportedHere(
  runtime: Runtime,
  subject: Subject,
  touchpoint: string,
): Promise<{ readonly row: ExposureRow; readonly because: readonly ExposureReason[] } | undefined> {
  const { store, clock } = runtime;
  if (subject.suppressed !== undefined) return undefined;
  const sinceMs = clock.now() - SHOWN_DAYS * DAY_MS;
  const rows = await store.exposuresOf([subject.subject], sinceMs, REPORTS_MAX);
  const row = rows
    .filter((one) => one.touchpoint === touchpoint)
    .reduce<ExposureRow | undefined>(
      (a, b) => (a === undefined || b.atMs > a.atMs ? b : a),
      undefined,
    );
  if (row === undefined) return undefined;
  const because = (await openForSubject(
    runtime,
    row.subject,
    row.id,
    row.sealed,
  )) as readonly ExposureReason[];
  return { row, because };
}

/** When the person said to this system that what it rested on is wrong, by what it was. */
export async function saidWrong(
  runtime: Runtime,
  { subject }: Subject,
  system: string,
): Promise<ReadonlyMap<string, number>> {
  const { touchpoints } = runtime.catalogues.current();
  const contests = await contestsOf(runtime, subject);
  return new Map(
    contests
      .filter(({ withdrawn }) => !withdrawn)
      .filter(({ touchpoint }) => touchpoints.get(touchpoint)?.touchpoint.system === system)
      .map(({ guess, atMs }) => [guess, atMs]),
  );
}

async function shownHere(runtime: Runtime, sight: Sight): Promise<WhyAnswer['shown']> {
  const { subject, touchpoint, locale, compiled, place } = sight;
  const reported = subject && (await reportedHere(runtime, subject, touchpoint));
  if (subject === undefined || reported === undefined) return null;
  const wrong = await saidWrong(runtime, subject, place.touchpoint.system);
  const because = reported.because.map((reason): WhyReason => {
    const { kind, data: key = '', words } = reason;
    const { text, lang } = wordsIn(words, locale);
    const data = compiled.data.get(key)?.text[locale];
    const saidAtMs = wrong.get(guessTag(reason));
    return {
      ...{ kind, words: text, lang },
      data: data === undefined ? null : { name: data.name, source: data.source },
      ...(kind !== 'collective' && { guess: guessTag(reason) }),
      ...(saidAtMs !== undefined && { saidWrongAt: new Date(saidAtMs).toISOString() }),
    };
  });
  return { at: new Date(reported.row.atMs).toISOString(), because };
}

/** What is done here and could stop: nothing where each purpose was refused, or the place was. */
function stopsOf({ compiled, state, place, locale, nowMs }: Sight): readonly WhyOffer[] {
  const { key, channel } = place.touchpoint;
  const purposes = place.purposes.flatMap(({ purpose }): WhyOffer[] => {
    const { standing } = standingAt(state, purpose, channel, ITSELF, nowMs);
    if (purpose.basis === 'contract' || standing === 'refused') return [];
    const name = compiled.purposes.get(purpose.key)?.text[locale].name ?? purpose.key;
    return [{ act: 'stop-purpose', purpose: purpose.key, name }];
  });
  const off = state?.touchpointsOff.has(key) === true || purposes.length === 0;
  return off ? purposes : [{ act: 'stop-here' }, ...purposes];
}

function limitsOf(sight: Sight): readonly WhyOffer[] {
  const { place, state, nowMs, compiled, locale } = sight;
  const { stage, channel, technique } = place.touchpoint;
  if (technique === 'staff' || !OFFERING.includes(stage)) return [];
  const limits = state === undefined ? [] : activeLimits(state, nowMs).map(({ limit }) => limit);
  const bought = limits.some(({ kind }) => kind === 'notPurchased');
  const enough = tooManyAt(place);
  const already = limits.some((limit) => isSame(limit, enough));
  const name = compiled.channels.get(channel)?.text[locale].name ?? channel;
  return [
    ...(bought ? [] : [{ act: 'bought' } as const]),
    ...(already
      ? []
      : [{ act: 'too-many', ...(enough.kind === 'frequency' && { channel: name }) } as const]),
  ];
}

function isSame(limit: LimitSpec, wanted: LimitSpec): boolean {
  if (limit.kind !== 'frequency' || wanted.kind !== 'frequency') return limit.kind === wanted.kind;
  return limit.channel === wanted.channel && limit.per === wanted.per && limit.max <= wanted.max;
}

/** 多すぎます: where somebody is written to, once a week on that channel; elsewhere, not the same again. */
export function tooManyAt({ contact, touchpoint }: CompiledTouchpoint): LimitSpec {
  if (!contact) return { kind: 'variety' };
  const { channel } = touchpoint;
  return { kind: 'frequency', channel, max: 1, per: 'week', zone: ZONE };
}

function sinceMsOf({ state, place, nowMs }: Sight): number | undefined {
  const { key, channel, technique } = place.touchpoint;
  if (state === undefined || place.contractOnly) return undefined;
  const off = state.touchpointsOff.get(key) ?? state.techniquesOff.get(technique);
  if (off !== undefined) return off.atMs;
  const since = place.purposes.flatMap(({ purpose }) => {
    return standingAt(state, purpose, channel, ITSELF, nowMs).sinceMs ?? [];
  });
  return since.length === 0 ? undefined : Math.max(...since);
}

async function sightOf(runtime: Runtime, about: WhyAbout): Promise<Sight | undefined> {
  await runtime.subjects.fresh();
  const compiled = runtime.catalogues.current();
  const place = compiled.touchpoints.get(about.touchpoint);
  if (place === undefined) return undefined;
  const nowMs = runtime.clock.now();
  const { subject, touchpoint } = about;
  const state = subject?.broken === false ? subject.state : undefined;
  const own = subject?.suppressed === undefined ? subject : undefined;
  const sinceMs = nowMs - SHOWN_DAYS * DAY_MS;
  const exposures =
    own === undefined ? [] : await runtime.store.exposuresOf([own.subject], sinceMs, REPORTS_MAX);
  const { store } = runtime;
  const group = async () =>
    (await store.membersOf(own?.leader ?? '')).map((member) => member.subject);
  const counters = await countersOf(store, group, own && state, nowMs);
  const station = stationStates(compiled, state, exposures, nowMs, counters).find(
    (one) => one.touchpoint === touchpoint,
  );
  return { ...about, compiled, place, state, station, nowMs };
}

/** Undefined for a place that is not on the map. */
export async function whyAnswer(runtime: Runtime, about: WhyAbout): Promise<WhyAnswer | undefined> {
  const sight = await sightOf(runtime, about);
  if (sight === undefined) return undefined;
  const { compiled, place, station, locale } = sight;
  const { touchpoint } = place;
  const staff = touchpoint.technique === 'staff';
  const permitted = (key: string) =>
    station === undefined || staff || place.contractOnly
      ? null
      : station.verdict.decision && station.permitted.includes(key);
  const sinceMs = staff ? undefined : sinceMsOf(sight);
  return {
    ...{ touchpoint: touchpoint.key, name: touchpoint.text[locale].name },
    status: staff ? null : (station?.status ?? 'off'),
    since: sinceMs === undefined ? null : new Date(sinceMs).toISOString(),
    purposes: place.purposes.map(({ purpose: { text } }) => {
      return { name: text[locale].name, summary: text[locale].summary };
    }),
    data: place.data.map((key) => {
      return { name: compiled.data.get(key)?.text[locale].name ?? key, permitted: permitted(key) };
    }),
    technique: compiled.techniques.get(touchpoint.technique)?.text[locale].name ?? '',
    controller: compiled.catalogue.notice[locale].controller,
    recipients: touchpoint.recipients.map(
      (key) => compiled.recipients.get(key)?.text[locale].name ?? key,
    ),
    shown: await shownHere(runtime, sight),
    offers:
      place.contractOnly || station === undefined ? [] : [...stopsOf(sight), ...limitsOf(sight)],
    path: `/places/${touchpoint.key}`,
  };
}
