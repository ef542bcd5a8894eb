/** A person's history with names in their language, newest first (UX-35, UX-36). */
import type { CompiledCatalogue } from '../catalogue/compile';
import { ITSELF, type Locale } from '../catalogue/model';
import { briefMs } from '../choice/brief';
import { isLink } from '../choice/links';
import type { EventBody, Extent, GuardianBody, LimitSpec, Surface } from '../choice/model';
import type { PersonPrincipal } from '../identity/model';
import { reasonIn } from '../record/contests';
import { historyOf, type HistoryItem } from '../record/history';
import type { Runtime } from '../runtime/model';
import { wordsIn } from './reason-words';

export interface HistoryView {
  readonly eventId: string;
  readonly atMs: number;
  readonly type: EventBody['type'];
  readonly surface: Surface;
  readonly system: string | null;
  /** Names, or `all` where everything is meant, those added later too. */
  readonly purposes: readonly string[] | 'all';
  readonly channels: readonly string[] | 'all';
  readonly data: readonly string[] | 'all';
  /** What was switched; the system whose record was linked; what was told, or is said to be wrong. */
  readonly target: string | null;
  readonly untilMs: number | null;
  /** For how long (ms) was allowed what was meant to end so soon. */
  readonly briefMs?: number;
  /** Its end is over. */
  readonly over?: true;
  /** With names for keys. */
  readonly limit?: LimitSpec;
  /** The limit was removed, or what was told was taken back. */
  readonly lifted?: true;
  readonly ground: string | null;
  readonly noticeVersion: number | null;
  /** What was said of an age, or by a guardian, and in whose record this stands. */
  readonly guardian?: Pick<GuardianBody, 'act' | 'by' | 'ageBand'> & {
    readonly asGuardian: boolean;
    readonly purposes: readonly string[];
  };
  readonly undone: boolean;
  readonly undoable: boolean;
  /** Keys of the places it concerns. */
  readonly places: readonly string[] | 'all';
}

type Table = ReadonlyMap<
  string,
  { readonly text: Readonly<Record<Locale, { readonly name: string }>> }
>;

function names(
  extent: Extent | undefined,
  table: Table,
  locale: Locale,
): readonly string[] | 'all' {
  if (extent === '*') return 'all';
  return (extent ?? [])
    .filter((key) => key !== ITSELF)
    .map((key) => table.get(key)?.text[locale].name ?? key);
}

function covers(extent: Extent | undefined, key: string): boolean {
  return extent === '*' || (extent ?? []).includes(key);
}

function placesOf(body: EventBody, compiled: CompiledCatalogue): readonly string[] | 'all' {
  if (body.type === 'touchpoint-off' || body.type === 'touchpoint-on') return [body.touchpoint];
  if (body.type === 'contest') return body.touchpoint === undefined ? [] : [body.touchpoint];
  const places = [...compiled.touchpoints.values()];
  if (body.type === 'technique-off' || body.type === 'technique-on') {
    return places
      .filter(({ touchpoint }) => touchpoint.technique === body.technique)
      .map(({ touchpoint }) => touchpoint.key);
  }
  if (body.type !== 'allow' && body.type !== 'deny') return [];
  if (body.purposes === '*' && body.channels === '*' && body.data === '*') return 'all';
  return places
    .filter(
      ({ touchpoint, data }) =>
        covers(body.channels, touchpoint.channel) &&
        touchpoint.purposes.some((purpose) => covers(body.purposes, purpose)) &&
        (body.data === '*' ||
          body.data.length === 0 ||
          data.some((category) => covers(body.data, category))),
    )
    .map(({ touchpoint }) => touchpoint.key);
}

function targetOf(body: EventBody, compiled: CompiledCatalogue, locale: Locale): string | null {
  if (body.type === 'contest') return null;
  if ('touchpoint' in body) {
    const place = compiled.touchpoints.get(body.touchpoint);
    return place?.touchpoint.text[locale].name ?? body.touchpoint;
  }
  if ('technique' in body) {
    return compiled.techniques.get(body.technique)?.text[locale].name ?? body.technique;
  }
  return null;
}

function nameIn(table: Table, key: string, locale: Locale): string {
  return table.get(key)?.text[locale].name ?? key;
}

function withNames(limit: LimitSpec, compiled: CompiledCatalogue, locale: Locale): LimitSpec {
  const { channels, data } = compiled;
  switch (limit.kind) {
    case 'frequency':
      return limit.channel === undefined
        ? limit
        : { ...limit, channel: nameIn(channels, limit.channel, locale) };
    case 'preferredChannel':
      return { ...limit, channel: nameIn(channels, limit.channel, locale) };
    case 'dataAge':
      return { ...limit, data: nameIn(data, limit.data, locale) };
    case 'mute':
      return { ...limit, topic: nameIn(data, limit.topic, locale) };
    default:
      return limit;
  }
}

function limitOf(
  body: EventBody,
  compiled: CompiledCatalogue,
  locale: Locale,
): Pick<HistoryView, 'limit' | 'lifted'> {
  if (body.type === 'told') return body.withdrawn ? { lifted: true } : {};
  if (body.type !== 'limit') return {};
  const limit = withNames(body.limit, compiled, locale);
  return body.remove ? { limit, lifted: true } : { limit };
}

function untilOf(body: EventBody): number | null {
  if (body.type === 'pause') return body.untilMs;
  if (body.type === 'allow') return body.expiresAtMs ?? null;
  return body.type === 'hold' && !body.released ? body.endsAtMs : null;
}

function briefOf(body: EventBody): Pick<HistoryView, 'briefMs'> {
  if (body.type !== 'allow') return {};
  const forMs = briefMs({ ...body, receivedAtMs: body.givenAtMs ?? body.receivedAtMs });
  return forMs === undefined ? {} : { briefMs: forMs };
}

function guardianOf(
  body: EventBody,
  compiled: CompiledCatalogue,
  locale: Locale,
): Pick<HistoryView, 'guardian'> {
  if (body.type !== 'guardian') return {};
  const { act, by, ageBand, asGuardian = false } = body;
  const purposes = (body.purposes ?? []).map(
    (key) => compiled.purposes.get(key)?.text[locale].name ?? key,
  );
  const band = ageBand === undefined ? {} : { ageBand };
  return { guardian: { act, by, ...band, asGuardian, purposes } };
}

export function historyView(
  item: Omit<HistoryItem, 'seq' | 'of' | 'evidence'>,
  compiled: CompiledCatalogue,
  locale: Locale,
): HistoryView {
  const { body } = item;
  const painted = body.type === 'allow' || body.type === 'deny' ? body : undefined;
  const purposes = body.type === 'pause' ? (body.purposes ?? '*') : painted?.purposes;
  return {
    eventId: item.eventId,
    atMs: item.atMs,
    type: body.type,
    surface: body.surface,
    system: body.system ?? null,
    purposes: names(purposes, compiled.purposes, locale),
    channels: names(painted?.channels, compiled.channels, locale),
    data: names(painted?.data, compiled.data, locale),
    target: targetOf(body, compiled, locale),
    untilMs: untilOf(body),
    ...briefOf(body),
    ...limitOf(body, compiled, locale),
    ground: body.type === 'look' || body.type === 'hold' ? body.ground : null,
    noticeVersion: body.type === 'allow' ? body.notice.catalogueVersion : null,
    ...guardianOf(body, compiled, locale),
    undone: item.undone,
    undoable: item.undoable,
    places: placesOf(body, compiled),
  };
}

export async function historyFor(
  runtime: Runtime,
  person: PersonPrincipal,
  compiled: CompiledCatalogue,
  locale: Locale,
): Promise<readonly HistoryView[]> {
  const items = await historyOf(runtime, person);
  const systems = await linkedSystems(runtime, items);
  const nowMs = runtime.clock.now();
  return items.map((item) => {
    const said = historyView(item, compiled, locale);
    const over = said.untilMs !== null && said.untilMs <= nowMs;
    const view: HistoryView = over ? { ...said, over } : said;
    if (isLink(item.body.type)) return { ...view, target: systems.get(item.of ?? '') ?? null };
    if (item.body.type === 'told') return { ...view, target: toldIn(item) };
    if (item.body.type === 'guardian') return { ...view, ground: groundIn(item) };
    return item.body.type === 'contest' ? { ...view, target: wrongIn(item, locale) } : view;
  });
}

/** In the words of the officers who corrected an age. */
function groundIn({ body, evidence }: HistoryItem): string | null {
  const { ground } = evidence;
  return body.by === 'officer' && typeof ground === 'string' ? ground : null;
}

/** In the person's own words. */
function toldIn({ evidence }: HistoryItem): string | null {
  const said = evidence['interests'];
  return typeof said === 'string' ? said : null;
}

/** What is said to be wrong, in words. */
function wrongIn({ evidence }: HistoryItem, locale: Locale): string | null {
  const reason = reasonIn(evidence);
  return reason === undefined ? null : wordsIn(reason.words, locale).text;
}

/** Under which system each linked record was known, by subject. */
async function linkedSystems(
  { store }: Pick<Runtime, 'store'>,
  items: readonly HistoryItem[],
): Promise<ReadonlyMap<string, string>> {
  const others = items.flatMap(({ body, of }) => (isLink(body.type) && of !== null ? [of] : []));
  if (others.length === 0) return new Map();
  const known = await store.identifiersOf([...new Set(others)]);
  return new Map(known.map(({ subject, system }) => [subject, system]));
}

/** What one tap wrote: several allows of one purpose within two seconds read as one. */
export interface HistoryGroup {
  readonly first: HistoryView;
  readonly items: readonly HistoryView[];
}

const ONE_TAP_MS = 2_000;

function sameTap(a: HistoryView, b: HistoryView): boolean {
  return (
    a.type === 'allow' &&
    b.type === 'allow' &&
    a.undone === b.undone &&
    a.undoable === b.undoable &&
    a.surface === b.surface &&
    a.noticeVersion === b.noticeVersion &&
    a.over === b.over &&
    Math.abs(a.atMs - b.atMs) < ONE_TAP_MS &&
    String(a.purposes) === String(b.purposes)
  );
}

export function groupHistory(items: readonly HistoryView[]): readonly HistoryGroup[] {
  const groups: { first: HistoryView; items: HistoryView[] }[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last !== undefined && sameTap(last.first, item)) last.items.push(item);
    else groups.push({ first: item, items: [item] });
  }
  return groups.map(({ first, items: parts }) =>
    parts.length === 1
      ? { first, items: parts }
      : {
          first: {
            ...first,
            channels: [...new Set(parts.flatMap(({ channels }) => channels))],
            data: [],
          },
          items: parts,
        },
  );
}
