import type { ChangeView } from '@/lib/portal/changes';
import type { Page } from '../page';
import { countryName } from '../transparency/register-view';

/** How a value of a closed list is called. */
function valueText(page: Page, field: string, value: string): string {
  if (field === 'country') return countryName(page, value);
  const relations: Readonly<Record<string, string>> = page.words.place.relation;
  return field === 'relation' ? (relations[value] ?? value) : value;
}

const ONE_VALUE = ['channel', 'technique', 'country', 'relation'];

/** 増えました：…。 One line for each thing that came or went. */
export function changeLines(page: Page, change: ChangeView): readonly string[] {
  const { words } = page;
  const { renewal } = words;
  const { about, field, added, removed } = change;
  if (field === 'status') return [removed.length === 0 ? renewal.newPlace : renewal.againPlace];
  if (about === 'data' && field === 'sensitive') return [renewal.sensitive];
  if (about === 'purpose' && field === 'explicit') return [renewal.explicit];
  const named = (list: readonly string[]) =>
    words.list(list.map((value) => valueText(page, field, value)));
  if (ONE_VALUE.includes(field)) return [renewal.became(named(removed), named(added))];
  return [
    ...(added.length === 0 ? [] : [renewal.added(named(added))]),
    ...(removed.length === 0 ? [] : [renewal.removed(named(removed))]),
  ];
}

/** Of what, and which side of it: 「あなたへのおすすめ：データを受け取るところ」 */
export function changeTitle({ words }: Page, { row, field }: ChangeView): string {
  const name = words.renewal.fields[field];
  return name === undefined ? row.name : `${row.name}${words.choice.about(name)}`;
}
