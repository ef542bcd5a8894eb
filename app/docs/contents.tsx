import { Fragment } from 'react';
import './docs.css';
import type { Operation } from './operations';
import type { DocsWords } from './words';

/** Breaks after a slash where it has to break. */
function PathText({ name }: { readonly name: string }) {
  return (
    <code>
      {name.split(/(?<=\/)/).map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}

/** Beside the reference on a wide screen, folded above it on a phone. */
export function Contents({
  groups,
  words,
}: {
  readonly groups: readonly (readonly [string, readonly Operation[]])[];
  readonly words: DocsWords;
}) {
  return (
    <nav aria-label={words.contents} className="docs-contents">
      <details>
        <summary>{words.contents}</summary>
        <ul>
          <li>
            <a href="#start">{words.start.title}</a>
          </li>
          {groups.map(([group, operations]) => (
            <li key={group}>
              <a href={`#group-${group}`}>{words.groups[group] ?? group}</a>
              <ul lang="en">
                {operations.map(({ name, anchor }) => (
                  <li key={name}>
                    <a href={`#${anchor}`}>
                      <PathText name={name} />
                    </a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
          <li>
            <a href="#reasons">{words.reasons.title}</a>
          </li>
          <li>
            <a href="#errors">{words.errors.title}</a>
          </li>
        </ul>
      </details>
    </nav>
  );
}
