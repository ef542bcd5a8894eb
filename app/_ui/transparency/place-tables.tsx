import { LINE_LETTERS } from '@/lib/portal/lines';
import type { Named } from '@/lib/portal/model';
import type { PlaceRow, Register } from '@/lib/portal/transparency-model';
import { ColumnHeads } from './column-heads';
import { PlaceName, Purposes } from './register-cells';
import {
  countryName,
  dataId,
  isoDay,
  placeId,
  recipientId,
  type RegisterPage,
} from './register-view';

interface RowParts {
  readonly at: RegisterPage;
  readonly place: PlaceRow;
}

function DataNames(parts: {
  readonly at: RegisterPage;
  readonly label: string;
  readonly list: readonly Named[];
}) {
  const { at, label, list } = parts;
  if (list.length === 0) return null;
  const shown = new Set(at.register.data.map(({ key }) => key));
  return (
    <div>
      <small className="quiet">{label}</small>
      <ul className="tags">
        {list.map(({ key, name }) => (
          <li key={key}>{shown.has(key) ? <a href={`#${dataId(key)}`}>{name}</a> : name}</li>
        ))}
      </ul>
    </div>
  );
}

function DataCell({ at, place }: RowParts) {
  const { words } = at.page;
  return (
    <div className="register-data">
      {place.requires.length + place.mayUse.length === 0 ? <p>{words.place.noData}</p> : null}
      <DataNames at={at} label={words.place.usedRequired} list={place.requires} />
      <DataNames at={at} label={words.place.usedMaybe} list={place.mayUse} />
      {place.neverUsed.length === 0 ? null : (
        <div>
          <small className="quiet">{words.transparency.never}</small>
          <p>{words.list(place.neverUsed)}</p>
        </div>
      )}
    </div>
  );
}

function RecipientCell({ at, place }: RowParts) {
  const { page, register } = at;
  const { words } = page;
  const shown = new Set(register.recipients.map(({ key }) => key));
  return (
    <ul className="register-recipients">
      {place.recipients.map(({ key, name, country, relation }) => (
        <li key={key}>
          {relation !== 'self' && shown.has(key) ? (
            <a href={`#${recipientId(key)}`}>{name}</a>
          ) : (
            name
          )}
          {relation === 'self' ? null : (
            <small className="quiet">
              {words.list([countryName(page, country), words.place.relation[relation]])}
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}

function Row({ at, place }: RowParts) {
  const { page } = at;
  const { words } = page;
  const { transparency } = words;
  const { version, publishedAt } = place.since;
  const where = [
    place.channel.name,
    ...(place.stage.name === place.channel.name ? [] : [place.stage.name]),
  ];
  return (
    <tr role="row" id={placeId(place.key)}>
      <th role="rowheader" scope="row">
        <PlaceName at={at} place={place} />
        <small className="quiet">{words.list(where)}</small>
        <small className="quiet">
          {words.place.runBy}
          {words.choice.about(words.systems[place.system] ?? place.system)}
        </small>
      </th>
      <td role="cell" data-label={transparency.data}>
        <DataCell at={at} place={place} />
      </td>
      <td role="cell" data-label={transparency.purposes}>
        <Purposes at={at} list={place.purposes} />
      </td>
      <td role="cell" data-label={transparency.technique}>
        <div>{place.technique.name}</div>
      </td>
      <td role="cell" data-label={transparency.recipients}>
        <RecipientCell at={at} place={place} />
      </td>
      <td role="cell" data-label={transparency.since}>
        <div>
          {publishedAt === null ? null : isoDay(page, publishedAt)}
          <small className="quiet">{words.history.version(version)}</small>
        </div>
      </td>
    </tr>
  );
}

function LineTable({ at, line }: { at: RegisterPage; line: Register['lines'][number] }) {
  const { words } = at.page;
  const { transparency } = words;
  const columns = [
    ...[transparency.place, transparency.data, transparency.purposes],
    ...[transparency.technique, transparency.recipients, transparency.since],
  ];
  return (
    <table className="register-table" role="table" data-line={line.key}>
      <caption>
        <span className="badge" aria-hidden="true">
          {LINE_LETTERS[line.key]}
        </span>
        {transparency.caption(line.name, words.map.count(line.places.length))}
      </caption>
      <ColumnHeads names={columns} />
      <tbody role="rowgroup">
        {line.places.map((place) => (
          <Row key={place.key} at={at} place={place} />
        ))}
      </tbody>
    </table>
  );
}

/** A table for each line; on a phone the same rows as a list, with the roles of a table. */
export function PlaceTables({ at }: { readonly at: RegisterPage }) {
  return at.register.lines.map((line) => <LineTable key={line.key} at={at} line={line} />);
}
