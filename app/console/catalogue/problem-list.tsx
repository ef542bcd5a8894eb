import type { Draft } from '@/lib/publishing/draft-model';
import type { ConsolePage } from '../console-page';
import { draftWords } from './words';

interface Parts {
  readonly page: ConsolePage;
  readonly draft: Draft;
}

/** By field, as the checks say it: in the language of those who write the file. */
export function ProblemList({ page, draft }: Parts) {
  const { problems } = draftWords[page.locale];
  if (draft.problems.length === 0) return null;
  return (
    <section className="problem problem-box" aria-labelledby="problems">
      <h2 id="problems">{problems.title(draft.problems.length)}</h2>
      <p>{problems.text}</p>
      <ul className="bullets">
        {draft.problems.map(({ path, problem }, index) => (
          <li key={index} className="wrap-anywhere">
            {path === '' ? problems.whole : <code>{path}</code>}
            {page.shared.choice.about('')}
            <span lang="en">{problem}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
