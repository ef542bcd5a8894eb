import { mayPublish } from '@/lib/publishing/draft-gates';
import type { Draft } from '@/lib/publishing/draft-model';
import { DRAFT_REFUSALS } from '@/lib/publishing/publish-draft';
import type { ConsolePage } from '../console-page';
import { draftWords } from './words';

/** What nobody publishes any more. */
const ENDED: readonly string[] = ['published', 'overtaken'];

interface Parts {
  readonly page: ConsolePage;
  readonly draft: Draft;
}

/** In the demo the second pair of eyes is one click away. */
function BecomeApprover({ page }: { readonly page: ConsolePage }) {
  if (page.runtime.env.demo === 'off') return null;
  return (
    <form method="post" action="/demo/officer" className="mt-2">
      <button className="button" name="as" value="approver">
        {draftWords[page.locale].publish.approver}
      </button>
    </form>
  );
}

/** What came of it, and where anybody reads it. */
function Published({ page, version }: { readonly page: ConsolePage; readonly version: number }) {
  const { publish } = draftWords[page.locale];
  const name = page.shared.history.version(version);
  return (
    <>
      <p className="saved problem-box">{publish.done(name)}</p>
      <p className="mt-3">
        <a href={`/transparency?version=${String(version)}`}>{publish.read(name)}</a>
      </p>
    </>
  );
}

function Publish({ page, draft }: Parts) {
  const { principal, locale, shared } = page;
  const { publish } = draftWords[locale];
  const { standing, laidDownBy, catalogue, id, base } = draft;
  const version = shared.history.version(base + 1);
  if (standing.kind === 'published') return <Published page={page} version={base + 1} />;
  if (standing.kind === 'overtaken') return <p className="note">{publish.overtaken}</p>;
  if (!mayPublish(principal, laidDownBy)) {
    const own = principal.kind === 'officer' && principal.officer === laidDownBy;
    return (
      <>
        <p className="quiet">{own ? publish.own : publish.role}</p>
        <BecomeApprover page={page} />
      </>
    );
  }
  if (catalogue === null || standing.kind !== 'ready' || standing.affected === null) {
    return <p className="quiet">{publish.counting}</p>;
  }
  return (
    <form method="post" action={`/console/catalogue/${id}/publish`}>
      <p id="publish-effect">{publish.text(version)}</p>
      <input type="hidden" name="digest" value={catalogue.digest} />
      <button className="button button-strong mt-2" aria-describedby="publish-effect">
        {publish.button(version)}
      </button>
    </form>
  );
}

export function PublishPart(parts: Parts & { readonly problem: string | undefined }) {
  const { page, draft, problem } = parts;
  const { publish } = draftWords[page.locale];
  const { kind } = draft.standing;
  if (kind === 'problems') return null;
  const why = DRAFT_REFUSALS.find((known) => known === problem);
  return (
    <section className="draft-part" aria-labelledby="publish">
      <h2 id="publish">{ENDED.includes(kind) ? publish.ended : publish.title}</h2>
      {why === undefined ? null : (
        <p className="problem problem-box" role="alert">
          {publish.refused[why]}
        </p>
      )}
      <Publish page={page} draft={draft} />
    </section>
  );
}
