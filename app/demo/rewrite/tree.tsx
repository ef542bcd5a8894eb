import type { Picture } from '@/lib/evidence/rewrite/model';
import type { StageLocale } from '../stage/words';
import { REWRITE_WORDS } from './words';

function captionOf({ leaves, root }: Picture, locale: StageLocale): string {
  const words = REWRITE_WORDS[locale];
  if (root.state === 'same') return words.captionSame;
  const rows = leaves.filter(({ state }) => state !== 'same');
  return words.caption(
    rows.map(({ seq }) => words.row(String(seq))).join(locale === 'ja' ? '、' : ', '),
  );
}

/** Root on top, eight leaves below; drawn for the eye, told in one sentence. */
export function Tree({
  picture,
  signed,
  signedName,
  locale,
}: {
  readonly picture: Picture;
  /** Root that was signed, as it is shown. */
  readonly signed: string;
  readonly signedName: string;
  readonly locale: StageLocale;
}) {
  const words = REWRITE_WORDS[locale];
  const { leaves, above, root, size } = picture;
  return (
    <figure className="tree">
      <div className="tree-picture" aria-hidden="true">
        <div className="tree-roots">
          <p className="tree-root">
            <span>{signedName}</span>
            <code>{signed}…</code>
          </p>
          <p className="tree-equal" data-state={root.state}>
            {root.state === 'same' ? '=' : '≠'}
          </p>
          <p className="tree-root" data-state={root.state}>
            <span>{words.computed}</span>
            <code>{root.hash}…</code>
          </p>
        </div>
        <p className="tree-rest" data-state={root.state}>
          <span>{words.more(String(size))}</span>
        </p>
        {[...above].reverse().map((row, depth) => (
          <ol className={`tree-row tree-row-${String(row.length)}`} key={depth}>
            {row.map(({ hash, state }, at) => (
              <li key={at} data-state={state}>
                <code>{hash}</code>
              </li>
            ))}
          </ol>
        ))}
        <ol className="tree-row tree-row-8 tree-leaves">
          {leaves.map(({ seq, hash, state }) => (
            <li key={seq} data-state={state}>
              <span className="tree-leaf">
                <strong>{seq}</strong>
                <code>{state === 'gone' ? '×' : hash.slice(0, 4)}</code>
              </span>
            </li>
          ))}
        </ol>
      </div>
      <figcaption>{captionOf(picture, locale)}</figcaption>
    </figure>
  );
}
