/** The one filter sentence above the map: 「［位置情報］を使うところ」 (LOOK). */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import {
  ASKED_KEYS,
  FILTER_KINDS,
  NOW_KEYS,
  OFTEN,
  type MapFilter,
  type Named,
  type ShownStatus,
  type Tally,
} from './model';

/** `data.purchases` → filter; anything the catalogue does not know is no filter at all. */
export function parseFilter(
  text: string | undefined,
  compiled: CompiledCatalogue,
): MapFilter | undefined {
  const dot = text?.indexOf('.') ?? -1;
  if (text === undefined || dot < 1) return undefined;
  const kind = FILTER_KINDS.find((known) => known === text.slice(0, dot));
  const key = text.slice(dot + 1);
  if (kind === 'asked' || kind === 'now') {
    const keys: readonly string[] = kind === 'asked' ? ASKED_KEYS : NOW_KEYS;
    return keys.includes(key) ? { kind, key } : undefined;
  }
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

/** What is known about one place for the person who looks; nothing on a page for everybody. */
interface Known {
  readonly tally: Tally;
  readonly status: ShownStatus;
}
const NOTHING: Known = { tally: { asked: 0, refused: 0 }, status: 'may_happen' };

const WAS_ASKED: Readonly<Record<(typeof ASKED_KEYS)[number], (tally: Tally) => boolean>> = {
  week: ({ asked }) => asked > 0,
  often: ({ asked }) => asked >= OFTEN,
  refused: ({ refused }) => refused > 0,
};
const IS_NOW: Readonly<Record<(typeof NOW_KEYS)[number], readonly ShownStatus[]>> = {
  tailored: ['tailored', 'partly'],
  unused: ['permitted_unused'],
  same: ['same_for_all', 'off', 'paused', 'confirm_again'],
};

export function matchesFilter(
  place: CompiledTouchpoint,
  filter: MapFilter | undefined,
  { tally, status }: Known = NOTHING,
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
    case 'asked': {
      const key = ASKED_KEYS.find((known) => known === filter.key);
      return key !== undefined && WAS_ASKED[key](tally);
    }
    case 'now': {
      const key = NOW_KEYS.find((known) => known === filter.key);
      return key !== undefined && IS_NOW[key].includes(status);
    }
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
