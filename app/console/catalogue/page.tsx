import type { Metadata } from 'next';
import { maySeeDrafts } from '@/lib/publishing/draft-gates';
import type { Draft } from '@/lib/publishing/draft-model';
import { listDrafts } from '@/lib/publishing/drafts';
import { instantText, dayText } from '../../_ui/dates';
import { getLocale } from '../../_ui/locale';
import { single, type Query } from '../../_ui/page';
import { WholeNumbers } from '../../_ui/whole-numbers';
import { ConsoleFrame } from '../console-frame';
import { getConsolePage, type ConsolePage } from '../console-page';
import { consoleMessagesFor } from '../messages/choose';
import { DraftForm } from './draft-form';
import { NoDrafts } from './no-drafts';
import { draftWords } from './words';
import './catalogue.css';

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: `${draftWords[locale].title}｜${consoleMessagesFor(locale).name}` };
}

function Row({ page, draft }: { readonly page: ConsolePage; readonly draft: Draft }) {
  const { locale, shared } = page;
  const words = draftWords[locale];
  const { kind } = draft.standing;
  const at = instantText(locale, draft.atMs);
  // What will not be published, or not as that, has no number.
  const numbered = kind !== 'problems' && kind !== 'overtaken';
  const version = shared.history.version(draft.base + 1);
  return (
    <li className="pack-row">
      <a href={`/console/catalogue/${draft.id}`}>{draft.name === '' ? words.draft : draft.name}</a>
      <span className="pack-status" data-status={kind}>
        {words.standing[kind]}
      </span>
      <span className="quiet small num">{numbered ? `${version} · ${at}` : at}</span>
    </li>
  );
}

export default async function DraftsView({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getConsolePage({});
  const { principal, runtime, locale, shared } = page;
  if (!maySeeDrafts(principal)) return <NoDrafts page={page} />;
  const words = draftWords[locale];
  const drafts = await listDrafts(runtime, principal);
  const { version, publishedAtMs } = runtime.catalogues.current().catalogue;
  const now = words.inForce(shared.history.version(version), dayText(locale, publishedAtMs));
  return (
    <ConsoleFrame page={page} here="/console/catalogue">
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <p>
        <WholeNumbers text={now} />
      </p>
      <p>
        <a href="/console/catalogue/current">{words.current}</a>
      </p>
      <DraftForm page={page} bad={single(query, 'problem') !== undefined} />
      <section className="draft-part" aria-labelledby="drafts">
        <h2 id="drafts">{words.list}</h2>
        {drafts.length === 0 ? (
          <p className="log-empty quiet">{words.none}</p>
        ) : (
          <ul className="pack-list">
            {drafts.map((draft) => (
              <Row key={draft.id} page={page} draft={draft} />
            ))}
          </ul>
        )}
      </section>
    </ConsoleFrame>
  );
}
