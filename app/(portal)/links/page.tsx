import type { Metadata } from 'next';
import { linkViews, openCode, type LinkView, type ShownCode } from '@/lib/portal/links';
import { instantText } from '../../_ui/dates';
import { Frame } from '../../_ui/frame';
import { linksWords } from '../../_ui/links/words';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../_ui/page';
import { SignInNote } from '../../_ui/sign-in-note';

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: messagesFor(locale).title(linksWords[locale].title) };
}

function Linked({ page, link }: { readonly page: Page; readonly link: LinkView }) {
  const words = linksWords[page.locale];
  const names = link.systems.map((system) => page.words.systems[system] ?? system);
  const name = names.length === 0 ? words.browser : names.join(page.locale === 'ja' ? '、' : ', ');
  return (
    <li className="in-force">
      <div>
        <p className="what">{name}</p>
        <p className="quiet small">{link.confirmed ? words.confirmed : words.unconfirmed}</p>
      </div>
      <form method="post" action="/links/not-me">
        <input type="hidden" name="tag" value={link.tag} readOnly />
        <button
          className="button"
          aria-describedby="not-me-effect"
          aria-label={`${words.notMe}: ${name}`}
        >
          {words.notMe}
        </button>
      </form>
    </li>
  );
}

function CodePart({ page, shown }: { readonly page: Page; readonly shown: ShownCode | undefined }) {
  const words = linksWords[page.locale];
  return (
    <section className="section" id="code" aria-labelledby="code-title">
      <h2 id="code-title">{words.codeTitle}</h2>
      <p>{words.codeText}</p>
      {shown === undefined ? null : (
        <div className="saved mt-4 px-4 py-2" role="status">
          <p className="num text-2xl font-semibold">{shown.code}</p>
          <p>{words.code(instantText(page.locale, shown.expiresAtMs))}</p>
        </div>
      )}
      <form method="post" action="/links/code" className="mt-4">
        <button className="button">{words.take}</button>
      </form>
    </section>
  );
}

function Said({ page, said }: { readonly page: Page; readonly said: string | undefined }) {
  const words = linksWords[page.locale];
  if (said === 'ended') {
    return (
      <p className="saved mt-4 px-4 py-2" role="status">
        {words.ended}
      </p>
    );
  }
  if (said !== 'failed') return null;
  return (
    <p className="problem mt-4 px-4 py-2" role="alert">
      {words.failed}
    </p>
  );
}

export default async function LinksPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/links', query);
  const { principal, runtime, locale } = page;
  const words = linksWords[locale];
  const person = principal.kind === 'person' ? principal : undefined;
  const links = person === undefined ? [] : await linkViews(runtime, person);
  return (
    <Frame page={{ ...page, path: '/links' }} section={null} narrow>
      <h1>{words.title}</h1>
      <Said page={page} said={single(query, 'link')} />
      <p className="lead">{words.lead}</p>
      {person === undefined ? (
        <SignInNote page={page} text={words.signIn} />
      ) : (
        <>
          <section className="section" aria-labelledby="links-title">
            <h2 id="links-title">{words.listTitle}</h2>
            <p id="not-me-effect">{links.length === 0 ? words.none : words.effect}</p>
            <ul className="in-force-list">
              {links.map((link) => (
                <Linked key={link.tag} page={page} link={link} />
              ))}
            </ul>
          </section>
          <CodePart page={page} shown={openCode(runtime, person, single(query, 'code'))} />
        </>
      )}
    </Frame>
  );
}
