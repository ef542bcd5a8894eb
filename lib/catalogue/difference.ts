/**
 * What changed from one catalogue to another (DESIGN §3, UX-37): every fact and every text, each
 * as what it was and what it is. Material changes are those by which `materialise.ts` moves a
 * touchpoint to its new version: consent given before does not reach it.
 * INVARIANT: a touchpoint moves exactly where `materialAt` names a reason.
 */
import {
  LOCALES,
  type CatalogueContent,
  type Locale,
  type Localised,
  type Touchpoint,
} from './model';

export const CHANGED_TABLES = [
  'place',
  'recipient',
  'data',
  'purpose',
  'technique',
  'channel',
  'notice',
] as const;
export type ChangedTable = (typeof CHANGED_TABLES)[number];

/** One field that is not what it was. A single value is a list of one; what is not there, of none. */
export interface Change {
  readonly about: ChangedTable;
  /** Empty for the notice itself. */
  readonly key: string;
  /** As in the catalogue; `status` also says that a row is new or gone. */
  readonly field: string;
  /** The language of a text; null for a fact. */
  readonly locale: Locale | null;
  readonly was: readonly string[];
  readonly is: readonly string[];
  readonly material: boolean;
}

type Fields = Readonly<Record<string, readonly string[]>>;
interface Row {
  readonly key: string;
  readonly text: Localised<object>;
}
type Facts<T> = (row: T) => Fields;

const NOTHING: readonly string[] = [];
/** A change of these moves the place itself, or every place that names the row. */
const MATERIAL: Partial<Record<ChangedTable, readonly string[]>> = {
  place: ['status', 'channel', 'purposes', 'requires', 'mayUse', 'technique', 'recipients'],
  recipient: ['country', 'relation', 'items'],
  data: ['sensitive'],
  purpose: ['explicit'],
};

function flag(on: boolean): readonly string[] {
  return on ? ['yes'] : NOTHING;
}

const placeFacts: Facts<Touchpoint> = (place) => ({
  ...{ status: [place.status], channel: [place.channel], stage: [place.stage] },
  ...{ purposes: place.purposes, requires: place.requires, mayUse: place.mayUse },
  ...{ technique: [place.technique], system: [place.system], recipients: place.recipients },
});
const recipientFacts: Facts<CatalogueContent['recipients'][number]> = (recipient) => ({
  ...{ status: ['live'], country: [recipient.country], relation: [recipient.relation] },
  since: [recipient.since],
});
const dataFacts: Facts<CatalogueContent['data'][number]> = ({ sensitive }) => ({
  ...{ status: ['live'], sensitive: flag(sensitive) },
});
const purposeFacts: Facts<CatalogueContent['purposes'][number]> = (purpose) => ({
  ...{ status: ['live'], group: [purpose.group], basis: [purpose.basis] },
  ...{ contact: flag(purpose.contact), explicit: flag(purpose.explicit) },
  sharesForAds: flag(purpose.sharesForAds),
  expiresAfterDays:
    purpose.expiresAfterDays === undefined ? NOTHING : [String(purpose.expiresAfterDays)],
});
const channelFacts: Facts<CatalogueContent['channels'][number]> = ({ line }) => ({
  ...{ status: ['live'], line: [line] },
});
const techniqueFacts: Facts<CatalogueContent['techniques'][number]> = () => ({ status: ['live'] });

function fieldsOf(text: object | undefined): Fields {
  const entries = Object.entries(text ?? {}) as [string, string | readonly string[]][];
  return Object.fromEntries(
    entries.map(([field, value]) => [field, typeof value === 'string' ? [value] : value]),
  );
}

function without(list: readonly string[], other: readonly string[]): readonly string[] {
  return list.filter((item) => !other.includes(item));
}
export function addedBy({ was, is }: Pick<Change, 'was' | 'is'>): readonly string[] {
  return without(is, was);
}
export function removedBy({ was, is }: Pick<Change, 'was' | 'is'>): readonly string[] {
  return without(was, is);
}

function isMaterial({ about, field, was, is }: Omit<Change, 'material'>): boolean {
  if (MATERIAL[about]?.includes(field) !== true) return false;
  // Gone or loosened asks nobody anew; what is there again was shown to nobody meanwhile.
  if (field === 'status') return was.length === 0 || is[0] === 'live';
  return about === 'data' || about === 'purpose'
    ? is.length > 0
    : addedBy({ was, is }).length + removedBy({ was, is }).length > 0;
}

function compare(
  head: Pick<Change, 'about' | 'key' | 'locale'>,
  before: Fields,
  after: Fields,
): Change[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.flatMap((field): Change[] => {
    const [was, is] = [before[field] ?? NOTHING, after[field] ?? NOTHING];
    // Keys stand in any order; the order of texts is part of what is read.
    const sorted = (list: readonly string[]) => (head.locale === null ? [...list].sort() : list);
    if (JSON.stringify(sorted(was)) === JSON.stringify(sorted(is))) return [];
    const change = { ...head, field, was, is };
    return [{ ...change, material: isMaterial(change) }];
  });
}

function rowChanges<T extends Row>(
  about: ChangedTable,
  before: readonly T[],
  after: readonly T[],
  factsOf: Facts<T>,
): Change[] {
  const [were, are] = [before, after].map((rows) => new Map(rows.map((row) => [row.key, row])));
  const keys = [...new Set([...after, ...before].map(({ key }) => key))];
  return keys.flatMap((key): Change[] => {
    const [was, is] = [were?.get(key), are?.get(key)];
    const head = { about, key, locale: null };
    const facts = compare(head, was ? factsOf(was) : {}, is ? factsOf(is) : {});
    // Of what is new or gone nothing else is compared.
    if (was === undefined || is === undefined) {
      return facts.filter(({ field }) => field === 'status');
    }
    const texts = LOCALES.flatMap((locale) =>
      compare({ ...head, locale }, fieldsOf(was.text[locale]), fieldsOf(is.text[locale])),
    );
    return [...facts, ...texts];
  });
}

/** Places first, then what they name, then the notice; in the order of the newer catalogue. */
export function catalogueDifference(
  before: CatalogueContent,
  after: CatalogueContent,
): readonly Change[] {
  return [
    ...rowChanges('place', before.touchpoints, after.touchpoints, placeFacts),
    ...rowChanges('recipient', before.recipients, after.recipients, recipientFacts),
    ...rowChanges('data', before.data, after.data, dataFacts),
    ...rowChanges('purpose', before.purposes, after.purposes, purposeFacts),
    ...rowChanges('technique', before.techniques, after.techniques, techniqueFacts),
    ...rowChanges('channel', before.channels, after.channels, channelFacts),
    ...LOCALES.flatMap((locale) => {
      const head = { about: 'notice', key: '', locale } as const;
      return compare(head, fieldsOf(before.notice[locale]), fieldsOf(after.notice[locale]));
    }),
  ];
}

type Names = Pick<
  Touchpoint,
  'key' | 'recipients' | 'requires' | 'mayUse' | 'purposes' | 'technique' | 'channel'
>;

/** What of a difference concerns this place: its own row, and those of what it names. */
export function changesAt(changes: readonly Change[], place: Names): readonly Change[] {
  const named: Readonly<Record<ChangedTable, readonly string[]>> = {
    place: [place.key],
    recipient: place.recipients,
    data: [...place.requires, ...place.mayUse],
    purpose: place.purposes,
    technique: [place.technique],
    channel: [place.channel],
    notice: [],
  };
  return changes.filter(({ about, key }) => named[about].includes(key));
}

/** Why consent given before does not reach this place, as it stands in the newer catalogue. */
export function materialAt(changes: readonly Change[], place: Names): readonly Change[] {
  return changesAt(changes, place).filter(({ material }) => material);
}
