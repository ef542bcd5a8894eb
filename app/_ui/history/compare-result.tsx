import type { ComparedPlace, Comparison } from '@/lib/portal/compare';
import { instantText } from '../dates';
import type { Page } from '../page';
import { WholeNumbers } from '../whole-numbers';

interface Shown {
  readonly page: Page;
  readonly comparison: Comparison;
}

function Purposes({ page, comparison }: Shown) {
  const { compare, record } = page.words;
  const { purposes } = comparison;
  if (purposes.length === 0) return null;
  const stood = (standing: (typeof purposes)[number]['was']) =>
    standing === null ? compare.notThere : record.stood[standing];
  const columns = [compare.purpose, compare.was, compare.is];
  return (
    <section className="section" aria-labelledby="compared-purposes">
      <h2 id="compared-purposes">{compare.purposes}</h2>
      <table className="plain-table" role="table">
        <caption className="sr">{compare.caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column} role="columnheader" scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {purposes.map(({ key, name, was, is }) => (
            <tr key={key} role="row">
              <th role="rowheader" scope="row">
                {name}
              </th>
              <td role="cell" data-label={compare.was}>
                {stood(was)}
              </td>
              <td role="cell" data-label={compare.is}>
                <strong>{stood(is)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Place({ page, place }: { readonly page: Page; readonly place: ComparedPlace }) {
  const { words } = page;
  const { compare } = words;
  const said = [
    ...(place.before ? [] : [compare.isNew]),
    ...(place.after ? [] : [compare.isGone]),
    ...(place.gained.length === 0 ? [] : [compare.gained(words.list(place.gained))]),
    ...(place.lost.length === 0 ? [] : [compare.lost(words.list(place.lost))]),
  ];
  return (
    <li>
      {place.after ? <a href={`/places/${place.key}`}>{place.name}</a> : place.name}
      {said.map((text) => (
        <span key={text} className="quiet small block">
          {text}
        </span>
      ))}
    </li>
  );
}

function Places({ page, comparison }: Shown) {
  const { compare } = page.words;
  const same = comparison.places.filter(({ change }) => change === 'same').length;
  const of = (kind: 'added' | 'removed' | 'data') =>
    comparison.places.filter(({ change }) => change === kind);
  return (
    <section className="section" aria-labelledby="compared-places">
      <h2 id="compared-places">{compare.places}</h2>
      <div className="compared" hidden={same === comparison.places.length}>
        {(['added', 'removed', 'data'] as const).map((kind) =>
          of(kind).length === 0 ? null : (
            <div key={kind} data-kind={kind}>
              <h3>{compare.kinds[kind]}</h3>
              <ul className="bullets">
                {of(kind).map((place) => (
                  <Place key={place.key} page={page} place={place} />
                ))}
              </ul>
            </div>
          ),
        )}
      </div>
      <p>{compare.same(same)}</p>
      <p className="quiet small">{compare.note}</p>
    </section>
  );
}

function Versions({ page, comparison }: Shown) {
  const { compare, history } = page.words;
  const { was, is } = comparison.versions;
  if (was === null) return <p>{compare.noVersion}</p>;
  return (
    <p className="quiet">
      <WholeNumbers text={compare.versions(history.version(was), history.version(is))} />{' '}
      <a href={`/transparency?version=${String(was)}`}>{page.words.spread.noticeWords(was)}</a>
    </p>
  );
}

export function CompareResult({ page, comparison }: Shown) {
  const { compare } = page.words;
  const { allowed, purposes, places } = comparison;
  const differs = purposes.length > 0 || places.some(({ change }) => change !== 'same');
  return (
    <div role="region" aria-labelledby="compared">
      <h2 id="compared" className="mt-8 mb-2">
        {compare.result(instantText(page.locale, comparison.atMs))}
      </h2>
      <p>
        {page.words.sentences(
          compare.summary(allowed.was, allowed.is),
          differs ? null : compare.nothing,
        )}
      </p>
      <Versions page={page} comparison={comparison} />
      <Purposes page={page} comparison={comparison} />
      {differs ? <Places page={page} comparison={comparison} /> : null}
    </div>
  );
}
