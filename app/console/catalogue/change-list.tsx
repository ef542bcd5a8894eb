import { catalogueDifference } from '@/lib/catalogue/difference';
import { compileCatalogue } from '@/lib/catalogue/compile';
import { changeViews, type ChangeView } from '@/lib/portal/changes';
import type { Draft } from '@/lib/publishing/draft-model';
import { Difference } from '../../_ui/renewal/difference';
import type { ConsolePage } from '../console-page';
import { previewPage } from './preview-page';
import { draftWords } from './words';

const MOST = 60;

/** As people will read what changed, and what of it asks them again. */
export function ChangeList({ page, draft }: { readonly page: ConsolePage; readonly draft: Draft }) {
  const { catalogue, standing, id } = draft;
  if (catalogue === null || standing.kind === 'published' || standing.kind === 'overtaken') {
    return null;
  }
  const { changes: words } = draftWords[page.locale];
  const before = page.runtime.catalogues.current();
  const sides = { before, after: compileCatalogue(catalogue) };
  const all = changeViews(catalogueDifference(before.catalogue, catalogue), sides, page.locale);
  const shown = previewPage(page, catalogue, 'nobody', `/console/catalogue/${id}`);
  const part = (name: string, changes: readonly ChangeView[]) =>
    changes.length === 0 ? null : (
      <>
        <h3>{name}</h3>
        <Difference page={shown} changes={changes.slice(0, MOST)} />
        {changes.length > MOST ? <p>{words.more(changes.length - MOST)}</p> : null}
      </>
    );
  return (
    <section className="draft-part" aria-labelledby="changes">
      <h2 id="changes">{words.title}</h2>
      {all.length === 0 ? <p>{words.none}</p> : null}
      {part(
        words.meaning,
        all.filter(({ material }) => material),
      )}
      {part(
        words.words,
        all.filter(({ material }) => !material),
      )}
    </section>
  );
}
