import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { isPublished } from '@/lib/portal/queries';
import { runtime } from '@/lib/runtime/current';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.preparing.title) };
}

/** Before the first catalogue is published there is nothing to show, to ask or to permit. */
export default async function PreparingPage() {
  if (await isPublished(await runtime())) redirect('/');
  const { preparing, wordmark } = messagesFor(await getLocale());
  return (
    <main className="page page-narrow">
      <p className="wordmark">
        <span lang="ja">{wordmark.kanji}</span>
        <small lang="en">{wordmark.latin}</small>
      </p>
      <h1>{preparing.title}</h1>
      <p>{preparing.text}</p>
      <p className="mt-4">
        <a className="button" href="/">
          {preparing.again}
        </a>
      </p>
    </main>
  );
}
