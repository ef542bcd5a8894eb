import { filterText, type FilterChoices } from '@/lib/portal/filter';
import type { MapFilter, Named } from '@/lib/portal/model';
import type { Messages } from '../messages/ja';

interface Parts {
  readonly choices: FilterChoices;
  readonly filter: MapFilter | undefined;
  readonly matching: number;
  readonly signedIn: boolean;
  readonly words: Messages;
  /** Where it leads, with what else the address carries; the map itself where absent. */
  readonly to?: { readonly action: string; readonly label: string; readonly kept: Fields };
}
type Fields = Readonly<Record<string, string>>;

function Options(parts: {
  readonly label: string;
  readonly kind: 'data' | 'technique' | 'recipient';
  readonly list: readonly Named[];
  readonly say: (name: string) => string;
}) {
  return (
    <optgroup label={parts.label}>
      {parts.list.map(({ key, name }) => (
        <option key={key} value={`${parts.kind}.${key}`}>
          {parts.say(name)}
        </option>
      ))}
    </optgroup>
  );
}

/** One sentence above the map; a plain GET form. */
export function MapFilterForm({ choices, filter, matching, signedIn, words, to }: Parts) {
  const { map } = words;
  const value = filter === undefined ? '' : filterText(filter);
  return (
    <form className="filter" method="get" action={to?.action ?? '/#map'} key={value}>
      {Object.entries(to?.kept ?? {}).map(([name, kept]) => (
        <input key={name} type="hidden" name={name} value={kept} readOnly />
      ))}
      <label htmlFor="show">{to?.label ?? map.show}</label>
      <select className="select" id="show" name="show" defaultValue={value}>
        <option value="">{map.everything}</option>
        {signedIn ? (
          <optgroup label={map.groupAsked}>
            <option value="asked.week">{map.askedWeek}</option>
          </optgroup>
        ) : null}
        <Options label={map.groupData} kind="data" list={choices.data} say={map.usesData} />
        <Options
          label={map.groupTechnique}
          kind="technique"
          list={choices.techniques}
          say={map.usesTechnique}
        />
        <Options
          label={map.groupRecipient}
          kind="recipient"
          list={choices.recipients}
          say={map.sharedWith}
        />
      </select>
      <button className="button">{map.apply}</button>
      <p className="quiet">
        {filter === undefined ? null : matching === 0 ? map.matchingNone : map.matching(matching)}
      </p>
    </form>
  );
}
