import { getLocale } from './_ui/locale';
import { messagesFor } from './_ui/messages/choose';
import { Wordmark } from './_ui/wordmark';

const WAYS = { '/data': 'byData', '/purposes': 'byPurpose' } as const;

/** Also what a page shows in its place where it is about something that is not there. */
export default async function NotFound() {
  const words = messagesFor(await getLocale());
  const { errors, home } = words;
  return (
    <>
      <header className="head">
        <div className="head-row">
          <Wordmark words={words} />
        </div>
      </header>
      <main className="page page-narrow" data-own data-status={404}>
        <title>{words.title(errors.notFoundTitle)}</title>
        <svg className="dead-end" viewBox="0 0 144 24" aria-hidden="true" focusable="false">
          <path d="M0 12h126" />
          <path className="stop" d="M126 2v20" />
        </svg>
        <h1>{errors.notFoundTitle}</h1>
        <p>{errors.notFound}</p>
        <p className="mt-4">
          <a className="button" href="/">
            {errors.home}
          </a>
        </p>
        <p className="more-ways">
          {Object.entries(WAYS).map(([href, key]) => (
            <a key={href} href={href}>
              {home[key]}
            </a>
          ))}
        </p>
      </main>
    </>
  );
}
