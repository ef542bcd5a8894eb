import type { Metadata } from 'next';
import { audiencesFor } from '@/lib/portal/audiences';
import { historyFor } from '@/lib/portal/history';
import { AudienceList } from '../../_ui/audience-list';
import { Frame } from '../../_ui/frame';
import { HistoryList } from '../../_ui/history-list';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, type Page, type Query } from '../../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.history.title) };
}

async function Own({ page }: { readonly page: Page }) {
  const { words, principal, locale, runtime, reading } = page;
  if (principal.kind !== 'person') {
    return (
      <div className="note">
        <p>{words.history.signIn}</p>
        <p>
          <a href="/sign-in?next=%2Fhistory">{words.account.signIn}</a>
        </p>
      </div>
    );
  }
  const items = await historyFor(runtime, principal, reading.compiled, locale);
  const audiences = await audiencesFor(runtime, principal, reading.compiled, locale);
  if (items.length === 0) return <p className="note">{words.history.empty}</p>;
  return (
    <>
      <p className="tags mb-4">
        <a className="plain-button" href="/history/export?format=json" download>
          {words.history.exportJson}
        </a>
        <a className="plain-button" href="/history/export?format=csv" download>
          {words.history.exportCsv}
        </a>
        <a className="plain-button inline-flex items-center" href="/guesses">
          {words.guesses.title}
        </a>
      </p>
      <HistoryList page={page} items={items} />
      <AudienceList page={page} audiences={audiences} />
      <p className="mt-6">
        <a className="plain-button inline-flex items-center" href="/delete">
          {words.erase.link}
        </a>
      </p>
    </>
  );
}

export default async function HistoryPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await getPage('/history', await searchParams);
  const { words } = page;
  return (
    <Frame page={page} section="history">
      <h1>{words.history.title}</h1>
      <p className="lead mb-6">{words.history.lead}</p>
      <Own page={page} />
    </Frame>
  );
}
