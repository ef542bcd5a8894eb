/** The one filter sentence above the map: 「［位置情報］を使うところ」 (LOOK). */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import { FILTER_KINDS, type MapFilter, type Named, type Tallies } from './model';

/** `data.purchases` → filter; anything the catalogue does not know is no filter at all. */
export function parseFilter(
  text: string | undefined,
  compiled: CompiledCatalogue,
): MapFilter | undefined {
  const dot = text?.indexOf('.') ?? -1;
  if (text === undefined || dot < 1) return undefined;
  const kind = FILTER_KINDS.find((known) => known === text.slice(0, dot));
  const key = text.slice(dot + 1);
  if (kind === 'asked') return key === 'week' ? { kind, key } : undefined;
  const table = {
    data: compiled.data,
    technique: compiled.techniques,
    recipient: compiled.recipients,
  };
  return kind !== undefined && (table[kind] as ReadonlyMap<string, unknown>).has(key)
    ? { kind, key }
    : undefined;
}

export function filterText(filter: MapFilter): string {
  return `${filter.kind}.${filter.key}`;
}

export function matchesFilter(
  place: CompiledTouchpoint,
  filter: MapFilter | undefined,
  tallies: Tallies,
): boolean {
  switch (filter?.kind) {
    case undefined:
      return true;
    case 'data':
      return place.dataIndex.has(filter.key);
    case 'technique':
      return place.touchpoint.technique === filter.key;
    case 'recipient':
      return place.touchpoint.recipients.includes(filter.key);
    case 'asked':
      return (tallies.get(place.touchpoint.key)?.asked ?? 0) > 0;
  }
}

export interface FilterChoices {
  readonly data: readonly Named[];
  readonly techniques: readonly Named[];
  readonly recipients: readonly Named[];
}

/** Only what some live place uses can be asked for. */
export function filterChoices(compiled: CompiledCatalogue, locale: Locale): FilterChoices {
  const live = [...compiled.touchpoints.values()].filter((p) => p.touchpoint.status === 'live');
  const named = <T extends { key: string; text: Readonly<Record<Locale, { name: string }>> }>(
    list: readonly T[],
    used: (key: string, place: CompiledTouchpoint) => boolean,
  ) =>
    list
      .filter(({ key }) => live.some((place) => used(key, place)))
      .map(({ key, text }) => ({ key, name: text[locale].name }));
  const { data, techniques, recipients } = compiled.catalogue;
  return {
    data: named(data, (key, place) => place.dataIndex.has(key)),
    techniques: named(techniques, (key, place) => place.touchpoint.technique === key),
    recipients: named(recipients, (key, place) => place.touchpoint.recipients.includes(key)),
  };
}
