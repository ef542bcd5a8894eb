import { filterText, type FilterChoices } from '@/lib/portal/filter';
import type { MapFilter, Named } from '@/lib/portal/model';
import type { Messages } from '../messages/ja';
import { mapHref } from './map-address';

type Fields = Readonly<Record<string, string>>;
interface Parts {
  readonly choices: FilterChoices;
  readonly filter: MapFilter | undefined;
  readonly matching: number;
  readonly signedIn: boolean;
  readonly words: Messages;
  /** What else the address carries. */
  readonly kept: Fields;
  /** Where it leads, on a page that only lists; the map itself where absent. */
  readonly to?: { readonly action: string; readonly label: string };
}

type Option = readonly [value: string, text: string];

function optionsOf(
  kind: MapFilter['kind'],
  list: readonly Named[],
  say: (name: string) => string,
): readonly Option[] {
  return list.map(({ key, name }) => [`${kind}.${key}`, say(name)]);
}

function groupsOf({ choices, signedIn, words: { map } }: Parts) {
  const personal: readonly (readonly [string, readonly Option[]])[] = [
    [
      map.groupNow,
      [
        ['now.tailored', map.nowTailored],
        ['now.unused', map.nowUnused],
        ['now.same', map.nowSame],
      ],
    ],
    [
      map.groupAsked,
      [
        ['asked.week', map.askedWeek],
        ['asked.often', map.askedOften],
        ['asked.refused', map.askedRefused],
      ],
    ],
  ];
  return [
    ...(signedIn ? personal : []),
    [map.groupData, optionsOf('data', choices.data, map.usesData)],
    [map.groupTechnique, optionsOf('technique', choices.techniques, map.usesTechnique)],
    [map.groupRecipient, optionsOf('recipient', choices.recipients, map.sharedWith)],
  ] as const;
}

function Choose(parts: Parts) {
  const { filter, words, to } = parts;
  return (
    <select
      className="select"
      id="show"
      name="show"
      aria-label={to?.label ?? words.map.show}
      defaultValue={filter === undefined ? '' : filterText(filter)}
    >
      <option value="">{words.map.everything}</option>
      {groupsOf(parts).map(([label, options]) => (
        <optgroup key={label} label={label}>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

/** One sentence above the map; a plain GET form. */
export function MapFilterForm(parts: Parts) {
  const { filter, matching, words, kept, to } = parts;
  const { map } = words;
  return (
    <form
      className="filter"
      method="get"
      action={to?.action ?? '/#map'}
      key={filter === undefined ? '' : filterText(filter)}
    >
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} readOnly />
      ))}
      <span>{to?.label ?? map.showBefore}</span>
      <Choose {...parts} />
      <span>{to === undefined ? map.showAfter : ''}</span>
      <button className="button">{map.apply}</button>
      {filter === undefined ? null : (
        <p className="quiet">
          {matching === 0 ? map.matchingNone : map.matching(matching)}{' '}
          {to === undefined ? (
            <a className="plain-button inline-flex items-center" href={mapHref(kept, 'map')}>
              {map.reset}
            </a>
          ) : null}
        </p>
      )}
    </form>
  );
}
