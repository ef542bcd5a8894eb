import type { Metadata } from 'next';
import { localPath } from '@/lib/portal/local-path';
import { Frame } from '../_ui/frame';
import { getLocale } from '../_ui/locale';
import { messagesFor } from '../_ui/messages/choose';
import type { Messages } from '../_ui/messages/ja';
import { getPage, single, type Page, type Query } from '../_ui/page';
import { WholeNumbers } from '../_ui/whole-numbers';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.signIn.title) };
}

function problemText(problem: string | undefined, words: Messages): string | undefined {
  const { signIn } = words;
  switch (problem) {
    case undefined:
      return undefined;
    case 'invalid_request':
      return signIn.badMail;
    case 'link':
      return signIn.badLink;
    case 'unavailable':
      return signIn.unavailable;
    case 'rate_limited':
      return signIn.tooMany;
    default:
      return words.saved.reasons.other;
  }
}

/** An officer's way in through the organisation's own sign-in, where there is one. */
function OfficersOwn({ page, problem }: { readonly page: Page; readonly problem: boolean }) {
  const { signIn } = page.words;
  if (page.runtime.env.oidc === undefined) return null;
  return (
    <form method="post" action="/auth/start" className="mt-6">
      {problem ? (
        <p className="problem px-4 py-2 mb-4" role="alert">
          {signIn.oidcFailed}
        </p>
      ) : null}
      <button className="button button-strong">{signIn.oidc}</button>
      <p className="quiet mt-6">{signIn.orMail}</p>
    </form>
  );
}

function MailForm(parts: {
  readonly page: Page;
  readonly next: string;
  readonly officer: boolean;
  readonly problem: string | undefined;
}) {
  const { page, next, officer, problem } = parts;
  const { signIn } = page.words;
  return (
    <form method="post" action="/sign-in/request" className="field mt-6">
      {problem === undefined ? null : (
        <p className="problem px-4 py-2" role="alert" id="mail-problem">
          <WholeNumbers text={problem} />
        </p>
      )}
      <label htmlFor="email">{signIn.mail}</label>
      <input
        id="email"
        name="email"
        type="email"
        autoComplete="email"
        required
        aria-describedby={problem === undefined ? undefined : 'mail-problem'}
        aria-invalid={problem === signIn.badMail}
      />
      <input type="hidden" name="next" value={next} readOnly />
      {officer ? <input type="hidden" name="as" value="officer" readOnly /> : null}
      <p className="mt-2">
        <button className="button button-strong">{signIn.send}</button>
      </p>
    </form>
  );
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/sign-in', query);
  const { words } = page;
  const officer = single(query, 'as') === 'officer';
  const next = localPath(single(query, 'next'), '');
  const shown: Page = { ...page, problem: undefined };
  return (
    <Frame page={shown} section={null} narrow>
      <h1>{officer ? words.signIn.officers : words.signIn.title}</h1>
      {officer ? <OfficersOwn page={page} problem={page.problem === 'oidc'} /> : null}
      <p>{words.signIn.lead}</p>
      <MailForm
        page={page}
        next={next}
        officer={officer}
        problem={page.problem === 'oidc' ? undefined : problemText(page.problem, words)}
      />
      {officer ? null : (
        <section className="section" aria-labelledby="no-mail">
          <h2 id="no-mail">{words.signIn.noMail}</h2>
          <p>{words.signIn.noMailText}</p>
          <p className="quiet mt-2">
            <WholeNumbers text={page.reading.compiled.catalogue.notice[page.locale].contact} />
          </p>
        </section>
      )}
    </Frame>
  );
}
