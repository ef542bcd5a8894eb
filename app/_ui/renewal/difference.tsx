import type { ChangeView } from '@/lib/portal/changes';
import type { Page } from '../page';
import { changeLines, changeTitle } from './change-text';

const WORDS: readonly string[] = [
  'name',
  'summary',
  'stops',
  'continues',
  'with',
  'without',
  'neverUsed',
];

function Words({ page, change }: { readonly page: Page; readonly change: ChangeView }) {
  const { renewal } = page.words;
  return (
    <>
      <dd>
        <span className="quiet small">{renewal.oldWords}</span>
        {change.removed.map((text) => (
          <del key={text}>{text}</del>
        ))}
      </dd>
      <dd>
        <span className="quiet small">{renewal.newWords}</span>
        {change.added.map((text) => (
          <ins key={text}>{text}</ins>
        ))}
      </dd>
    </>
  );
}

/** What was added and what was taken away, in words, not by colour. */
export function Difference(parts: {
  readonly page: Page;
  readonly changes: readonly ChangeView[];
}) {
  const { page, changes } = parts;
  if (changes.length === 0) return <p>{page.words.renewal.back}</p>;
  return (
    <dl className="difference">
      {changes.map((change) => (
        <div key={`${change.about} ${change.row.key} ${change.field}`}>
          <dt>{changeTitle(page, change)}</dt>
          {WORDS.includes(change.field) ? (
            <Words page={page} change={change} />
          ) : (
            changeLines(page, change).map((line) => <dd key={line}>{line}</dd>)
          )}
        </div>
      ))}
    </dl>
  );
}
