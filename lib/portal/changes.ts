/** Changes of a catalogue with names in one language, as a person reads them (UX-37). */
import { addedBy, removedBy, type Change, type ChangedTable } from '../catalogue/difference';
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import type { Named } from './model';

export interface ChangeView {
  readonly about: Exclude<ChangedTable, 'notice'> | 'notice';
  readonly row: Named;
  readonly field: string;
  /** Of a list: what came and what went, by name; of anything else: what it is and what it was. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly material: boolean;
}

type Table = ReadonlyMap<
  string,
  { readonly text: Readonly<Record<Locale, { readonly name: string }>> }
>;

function tableOf(compiled: CompiledCatalogue, field: string): Table | undefined {
  switch (field) {
    case 'purposes':
      return compiled.purposes;
    case 'requires':
    case 'mayUse':
      return compiled.data;
    case 'recipients':
      return compiled.recipients;
    case 'channel':
      return compiled.channels;
    case 'technique':
      return compiled.techniques;
    default:
      return undefined;
  }
}

function rowName(compiled: CompiledCatalogue, { about, key }: Change, locale: Locale) {
  if (about === 'place') return compiled.touchpoints.get(key)?.touchpoint.text[locale].name;
  const tables: Partial<Record<ChangedTable, Table>> = {
    ...{ recipient: compiled.recipients, data: compiled.data, purpose: compiled.purposes },
    ...{ technique: compiled.techniques, channel: compiled.channels },
  };
  return tables[about]?.get(key)?.text[locale].name;
}

/** Texts of the other language are left out: whoever reads this one reads its own words. */
export function changeViews(
  changes: readonly Change[],
  sides: { readonly before: CompiledCatalogue; readonly after: CompiledCatalogue },
  locale: Locale,
): readonly ChangeView[] {
  const { before, after } = sides;
  const names = (keys: readonly string[], field: string, side: CompiledCatalogue) =>
    keys.map((key) => tableOf(side, field)?.get(key)?.text[locale].name ?? key);
  return changes
    .filter((change) => change.locale === null || change.locale === locale)
    .map((change): ChangeView => {
      const { about, key, field, material } = change;
      const name = rowName(after, change, locale) ?? rowName(before, change, locale) ?? key;
      return {
        ...{ about, field, material, row: { key, name } },
        added: names(addedBy(change), field, after),
        removed: names(removedBy(change), field, before),
      };
    });
}
