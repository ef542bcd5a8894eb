import { EXAMPLES } from '@/lib/publishing/preview';
import type { Draft } from '@/lib/publishing/draft-model';
import type { ConsolePage } from '../console-page';
import { draftWords } from './words';

interface Parts {
  readonly page: ConsolePage;
  readonly draft: Draft;
}

/** Four people, each with the pages that a draft may change. */
export function PreviewLinks({ page, draft }: Parts) {
  const { looks } = draftWords[page.locale];
  const { standing, catalogue, id } = draft;
  if (catalogue === null || standing.kind === 'published' || standing.kind === 'overtaken') {
    return null;
  }
  const pages = ['map', 'purposes', 'place', 'renewal'] as const;
  return (
    <section className="draft-part" aria-labelledby="looks">
      <h2 id="looks">{looks.title}</h2>
      <p>{looks.text}</p>
      <ul className="draft-looks">
        {EXAMPLES.map((example) => (
          <li key={example}>
            <span className="font-semibold">{looks.as[example]}</span>
            <ul className="tags">
              {pages.map((shown) => (
                <li key={shown}>
                  <a href={`/console/catalogue/${id}/as/${example}?page=${shown}`}>
                    {looks.pages[shown]}
                    <span className="sr">{page.shared.choice.about(looks.as[example])}</span>
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
