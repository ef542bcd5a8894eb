import type { Metadata } from 'next';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.signIn.linkTitle) };
}

/** Opening the link changes nothing, however often a scanner does it: the button does (SEC-17). */
export default async function LinkPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/sign-in/link', query);
  const { signIn } = page.words;
  // The token stands in no form but its own.
  const shown: Page = { ...page, path: '/sign-in', setting: { ...page.setting, back: '/' } };
  return (
    <Frame page={shown} section={null} narrow>
      <h1>{signIn.linkTitle}</h1>
      <p>{signIn.linkText}</p>
      <form method="post" action="/sign-in/complete" className="mt-6">
        <input type="hidden" name="token" value={single(query, 'token') ?? ''} readOnly />
        <button className="button button-strong">{signIn.enter}</button>
      </form>
    </Frame>
  );
}
