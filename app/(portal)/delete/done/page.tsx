import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Frame } from '../../../_ui/frame';
import { getLocale } from '../../../_ui/locale';
import { messagesFor } from '../../../_ui/messages/choose';
import { getPage, single, type Query } from '../../../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.erase.done.title) };
}

export default async function DonePage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/delete/done', query);
  // Only who has just been signed out is told so.
  if (page.principal.kind === 'person') redirect('/delete');
  const { done, backups, backupsTitle } = page.words.erase;
  const kept = single(query, 'refusal') !== 'no';
  return (
    <Frame page={page} section={null} narrow>
      <h1>{done.title}</h1>
      <p className="lead">{done.text}</p>
      <ul className="bullets mt-4">
        <li>{kept ? done.kept : done.dropped}</li>
        <li>{page.words.sentences(done.again, kept ? done.againRefused : null)}</li>
      </ul>
      <section className="section" aria-labelledby="backups">
        <h2 id="backups">{backupsTitle}</h2>
        <p>{backups}</p>
      </section>
      <p className="mt-6">
        <a className="button" href="/">
          {done.home}
        </a>
      </p>
    </Frame>
  );
}
