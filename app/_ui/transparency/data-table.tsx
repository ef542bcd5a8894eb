import { ColumnHeads } from './column-heads';
import { dataId, registerPath, type RegisterPage } from './register-view';

/** Where each kind of data comes from and how long it is kept. */
export function DataTable({ at }: { readonly at: RegisterPage }) {
  const { words } = at.page;
  const { transparency, data } = words;
  const columns = [words.map.groupData, data.source, data.retention, transparency.usedIn];
  return (
    <table className="register-table register-sources" role="table">
      <caption>{transparency.sourcesCaption(at.register.data.length)}</caption>
      <ColumnHeads names={columns} />
      <tbody role="rowgroup">
        {at.register.data.map((row) => (
          <tr role="row" key={row.key} id={dataId(row.key)}>
            <th role="rowheader" scope="row">
              <div>
                {row.name}
                {row.sensitive ? <span className="tag">{data.sensitive}</span> : null}
              </div>
              <small className="quiet">{row.summary}</small>
            </th>
            <td role="cell" data-label={data.source}>
              <div>{row.source}</div>
            </td>
            <td role="cell" data-label={data.retention}>
              <div>{row.retention}</div>
            </td>
            <td role="cell" data-label={transparency.usedIn}>
              <a href={`${registerPath(at, { show: `data.${row.key}` })}#places`}>
                {words.map.count(row.places.length)}
                <span className="sr">{words.choice.about(row.name)}</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
