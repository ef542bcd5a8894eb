/**
 * The public register: where what is used, why, by what technique and who receives it – all of it
 * read from one published catalogue, for anybody. The page, its print and its JSON are this view.
 */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import { LINES, type Locale, type Purpose, type Recipient } from '../catalogue/model';
import { matchesFilter } from './filter';
import type { MapFilter, Named } from './model';
import type { DataRow, PlaceRow, PurposeRow, RecipientRow, Register } from './transparency-model';

export interface RegisterParts {
  readonly compiled: CompiledCatalogue;
  readonly locale: Locale;
  /** When each version was published, by its number; at least those that the places name. */
  readonly publishedAtMs: ReadonlyMap<number, number>;
  /** Keeps the places that match, and of the rest what those places need. */
  readonly filter?: MapFilter | undefined;
}

type Worded = {
  readonly key: string;
  readonly text: Readonly<Record<Locale, { readonly name: string }>>;
};

/** In the order of `keys`; the publish rules leave none unknown. */
function pick<T>(table: ReadonlyMap<string, T>, keys: readonly string[]): T[] {
  return keys.flatMap((key) => table.get(key) ?? []);
}

function named({ key, text }: Worded, locale: Locale): Named {
  return { key, name: text[locale].name };
}

function namedIn(table: ReadonlyMap<string, Worded>, key: string, locale: Locale): Named {
  const found = table.get(key);
  return found === undefined ? { key, name: key } : named(found, locale);
}

function purposeRow(purpose: Purpose, locale: Locale): PurposeRow {
  const { group, basis, explicit } = purpose;
  return { ...named(purpose, locale), group, basis, explicit };
}

function placeRow(parts: RegisterParts, place: CompiledTouchpoint): PlaceRow {
  const { compiled, locale, publishedAtMs } = parts;
  const { touchpoint, data, requiredCount } = place;
  const atMs = publishedAtMs.get(touchpoint.materialVersion);
  const categories = pick(compiled.data, data).map((category) => named(category, locale));
  const stages = new Map(compiled.catalogue.stages.map((stage) => [stage.key as string, stage]));
  return {
    key: touchpoint.key,
    name: touchpoint.text[locale].name,
    channel: namedIn(compiled.channels, touchpoint.channel, locale),
    stage: namedIn(stages, touchpoint.stage, locale),
    system: touchpoint.system,
    purposes: place.purposes.map(({ purpose }) => purposeRow(purpose, locale)),
    requires: categories.slice(0, requiredCount),
    mayUse: categories.slice(requiredCount),
    neverUsed: touchpoint.text[locale].neverUsed,
    technique: namedIn(compiled.techniques, touchpoint.technique, locale),
    recipients: pick(compiled.recipients, touchpoint.recipients).map((recipient) => ({
      ...named(recipient, locale),
      country: recipient.country,
      relation: recipient.relation,
    })),
    since: {
      version: touchpoint.materialVersion,
      publishedAt: atMs === undefined ? null : new Date(atMs).toISOString(),
    },
  };
}

function recipientRow(
  parts: RegisterParts,
  recipient: Recipient,
  places: readonly CompiledTouchpoint[],
): RecipientRow {
  const { compiled, locale } = parts;
  const { country, relation, since, text } = recipient;
  const handing = places.filter(({ touchpoint }) => touchpoint.recipients.includes(recipient.key));
  const purposes = new Set(handing.flatMap(({ touchpoint }) => touchpoint.purposes));
  return {
    ...named(recipient, locale),
    ...{ country, relation, since },
    items: text[locale].items,
    ground: text[locale].ground,
    purposes: compiled.catalogue.purposes
      .filter(({ key }) => purposes.has(key))
      .map((purpose) => purposeRow(purpose, locale)),
    places: handing.map(({ touchpoint }) => named(touchpoint, locale)),
  };
}

function dataRows(parts: RegisterParts, places: readonly CompiledTouchpoint[]): DataRow[] {
  const { compiled, locale, filter } = parts;
  return compiled.catalogue.data
    .filter(({ key }) => filter?.kind !== 'data' || key === filter.key)
    .map((category) => ({ category, using: places.filter((p) => p.dataIndex.has(category.key)) }))
    .filter(({ using }) => using.length > 0)
    .map(({ category, using }) => ({
      ...{ key: category.key, sensitive: category.sensitive, ...category.text[locale] },
      places: using.map(({ touchpoint }) => named(touchpoint, locale)),
    }));
}

/** Every live place once, on its line, in the catalogue's order; nothing is said of retired ones. */
export function registerOf(parts: RegisterParts): Register {
  const { compiled, locale, filter } = parts;
  const live = [...compiled.touchpoints.values()].filter((p) => p.touchpoint.status === 'live');
  const places = live.filter((place) => matchesFilter(place, filter));
  const lineOf = ({ touchpoint }: CompiledTouchpoint) =>
    compiled.channels.get(touchpoint.channel)?.line;
  const lines = LINES.flatMap((line) => compiled.catalogue.lines.filter(({ key }) => key === line))
    .map((line) => ({
      key: line.key,
      name: line.text[locale].name,
      places: places.filter((p) => lineOf(p) === line.key).map((p) => placeRow(parts, p)),
    }))
    .filter((line) => line.places.length > 0);
  const recipients = compiled.catalogue.recipients
    .filter(({ key }) => filter?.kind !== 'recipient' || key === filter.key)
    .map((recipient) => recipientRow(parts, recipient, places))
    .filter((recipient) => recipient.places.length > 0);
  return {
    lines,
    recipients,
    data: dataRows(parts, places),
    notice: compiled.catalogue.notice[locale],
  };
}
