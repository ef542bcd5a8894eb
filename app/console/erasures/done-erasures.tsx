import type { DoneErasure } from '@/lib/evidence/erasure-desk';
import { instantText } from '../../_ui/dates';
import { WholeNumbers } from '../../_ui/whole-numbers';
import type { ConsolePage } from '../console-page';
import { erasuresWordsFor } from './words';

/** How much was erased, and why; nothing that could say of whom. */
export function DoneErasures(parts: {
  readonly page: ConsolePage;
  readonly done: readonly DoneErasure[];
}) {
  const { page, done } = parts;
  const words = erasuresWordsFor(page.locale);
  const by: Readonly<Record<string, string>> = words.by;
  return (
    <section className="erasure-section" aria-labelledby="erased">
      <h2 id="erased">{words.done.title}</h2>
      {done.length === 0 ? (
        <p className="quiet">{words.done.none}</p>
      ) : (
        <table className="erased-table">
          <caption className="quiet small">{words.done.caption}</caption>
          <thead>
            <tr>
              {[words.done.when, words.done.ground, words.done.by, words.done.count].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {done.map((row, index) => (
              <tr key={index}>
                <th scope="row">
                  <WholeNumbers text={instantText(page.locale, row.atMs)} />
                </th>
                <td>{words.grounds[row.ground]}</td>
                <td>{by[row.by] ?? words.by.system}</td>
                <td className="num">{row.count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
