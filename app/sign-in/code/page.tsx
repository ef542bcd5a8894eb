import type { Metadata } from 'next';
import { localPath } from '@/lib/portal/local-path';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.signIn.sentTitle) };
}

export default async function CodePage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/sign-in/code', query);
  const { signIn } = page.words;
  const next = localPath(single(query, 'next'), '');
  const shown: Page = { ...page, problem: undefined };
  return (
    <Frame page={shown} section={null} narrow>
      <h1>{signIn.sentTitle}</h1>
      <p>{signIn.sent}</p>
      <form method="post" action="/sign-in/complete" className="field mt-6">
        {page.problem === undefined ? null : (
          <p className="problem px-4 py-2" role="alert" id="code-problem">
            {signIn.badCode}
          </p>
        )}
        <label htmlFor="code">{signIn.code}</label>
        <input
          id="code"
          name="code"
          className="code num"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          maxLength={16}
          aria-invalid={page.problem !== undefined}
          aria-describedby={page.problem === undefined ? undefined : 'code-problem'}
        />
        <input type="hidden" name="page" value={single(query, 'page') ?? ''} readOnly />
        <input type="hidden" name="next" value={next} readOnly />
        <p className="mt-2">
          <button className="button button-strong">{signIn.enter}</button>
        </p>
      </form>
      <p className="mt-6">
        <a href={next === '' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next }).toString()}`}>
          {signIn.again}
        </a>
      </p>
    </Frame>
  );
}
