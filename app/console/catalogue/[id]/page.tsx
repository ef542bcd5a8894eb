import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { maySeeDrafts } from '@/lib/publishing/draft-gates';
import { findDraft } from '@/lib/publishing/drafts';
import { instantText } from '../../../_ui/dates';
import { getLocale } from '../../../_ui/locale';
import { single, type Query } from '../../../_ui/page';
import { WholeNumbers } from '../../../_ui/whole-numbers';
import { ConsoleFrame } from '../../console-frame';
import { getConsolePage } from '../../console-page';
import { consoleMessagesFor } from '../../messages/choose';
import { ChangeList } from '../change-list';
import { NoDrafts } from '../no-drafts';
import { PeoplePart } from '../people-part';
import { PreviewLinks } from '../preview-links';
import { ProblemList } from '../problem-list';
import { PublishPart } from '../publish-part';
import { draftWords } from '../words';
import '../catalogue.css';

/** What may still be published. */
const OPEN: readonly string[] = ['counting', 'ready'];

interface Parts {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Query>;
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: `${draftWords[locale].draft}｜${consoleMessagesFor(locale).name}` };
}

export default async function DraftView({ params, searchParams }: Parts) {
  const [{ id }, query, page] = await Promise.all([params, searchParams, getConsolePage({})]);
  const { principal, runtime, locale, shared } = page;
  if (!maySeeDrafts(principal)) return <NoDrafts page={page} />;
  const draft = await findDraft(runtime, principal, id);
  if (draft === undefined) notFound();
  const words = draftWords[locale];
  const version = shared.history.version(draft.base + 1);
  const { kind } = draft.standing;
  return (
    <ConsoleFrame page={page} here={`/console/catalogue/${id}`}>
      <p className="mb-2">
        <a href="/console/catalogue">{words.back}</a>
      </p>
      <h1 className="wrap-anywhere">{draft.name === '' ? words.draft : draft.name}</h1>
      <p className="lead">
        {words.standing[kind]}
        {OPEN.includes(kind) ? ` · ${words.follows(version)}` : null}
        {kind === 'published' ? ` · ${version}` : null}
      </p>
      <p className="quiet num">
        <WholeNumbers text={words.laidDown(instantText(locale, draft.atMs))} />
      </p>
      {draft.catalogue === null ? null : (
        <p className="quiet small num draft-digest">
          {words.digest + shared.choice.about('')}
          <span>{draft.catalogue.digest}</span>
        </p>
      )}
      {kind === 'counting' ? <meta httpEquiv="refresh" content="2" /> : null}
      <ProblemList page={page} draft={draft} />
      <PreviewLinks page={page} draft={draft} />
      <PeoplePart page={page} draft={draft} />
      <ChangeList page={page} draft={draft} />
      <PublishPart page={page} draft={draft} problem={single(query, 'problem')} />
    </ConsoleFrame>
  );
}
