import type { ReactNode } from 'react';
import type { WaitingView } from '@/lib/portal/guardian';
import type { Page } from '../page';

/** What exactly was allowed and waits; what is beneath it is to answer it with. */
export function Waiting(parts: {
  readonly page: Page;
  readonly waiting: WaitingView;
  readonly id: string;
  readonly children?: ReactNode;
}) {
  const { page, waiting, id, children } = parts;
  const { waiting: words } = page.words.guardian;
  const { list } = page.words;
  return (
    <li className="waiting" id={id}>
      <h4 id={`${id}-name`}>{waiting.name}</h4>
      <p>{waiting.summary}</p>
      <dl className="facts">
        <div>
          <dt>{words.uses}</dt>
          <dd>{waiting.data.length === 0 ? words.noData : list(waiting.data)}</dd>
        </div>
        <div>
          <dt>{words.channels}</dt>
          <dd>{list(waiting.channels)}</dd>
        </div>
      </dl>
      {children}
    </li>
  );
}
