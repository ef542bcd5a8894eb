import type { ReactNode } from 'react';
import { HiddenFields } from './hidden-fields';
import { EnhanceForms } from './enhance-forms';
import { Footer } from './footer';
import { LanguageForm } from './language-form';
import type { Page } from './page';
import { SavedBanner } from './saved-banner';
import { Wordmark } from './wordmark';

export const SECTIONS = ['map', 'purposes', 'data', 'history'] as const;
export type Section = (typeof SECTIONS)[number];
const PATHS: Readonly<Record<Section, string>> = {
  map: '/',
  purposes: '/purposes',
  data: '/data',
  history: '/history',
};

function Account({ page }: { readonly page: Page }) {
  const { account } = page.words;
  if (page.principal.kind === 'person' || page.principal.kind === 'officer') {
    return (
      <form method="post" action="/sign-out">
        <button className="plain-button">{account.signOut}</button>
      </form>
    );
  }
  const next = new URLSearchParams({ next: page.path }).toString();
  return (
    <a className="plain-button inline-flex items-center" href={`/sign-in?${next}`}>
      {account.signIn}
    </a>
  );
}

/** Always within reach, one activation, never red. */
function Stop({ page }: { readonly page: Page }) {
  return (
    <form method="post" action="/stop" className="stop-bar" data-enhance>
      <HiddenFields setting={page.setting} fields={{}} />
      <button className="button" name="act" value="stop" aria-describedby="stop-effect">
        {page.words.stop.button}
      </button>
      <span className="sr" id="stop-effect">
        {page.words.stop.effect}
      </span>
    </form>
  );
}

function Header(parts: {
  readonly page: Page;
  readonly section: Section | null;
  readonly withoutStop: boolean;
}) {
  const { page, section, withoutStop } = parts;
  const { words } = page;
  return (
    <header className="head">
      <div className="head-row">
        <Wordmark words={words} />
        <nav className="head-nav" aria-label={words.nav.label}>
          <ul>
            {SECTIONS.map((key) => (
              <li key={key}>
                <a href={PATHS[key]} aria-current={key === section ? 'page' : undefined}>
                  {words.nav[key]}
                </a>
              </li>
            ))}
            <li>
              <a href="#pages">
                {words.directory.more}
                <span className="sr">{words.choice.about(words.directory.label)}</span>
              </a>
            </li>
          </ul>
        </nav>
        <div className="head-side">
          <LanguageForm locale={page.locale} words={page.words.language} here={page.path} />
          <Account page={page} />
        </div>
        {withoutStop ? null : <Stop page={page} />}
      </div>
    </header>
  );
}

/** Header, live regions, content, footer: the same bones on every page people see. */
export function Frame(parts: {
  readonly page: Page;
  readonly section: Section | null;
  readonly narrow?: boolean;
  /** Where the page is about somebody whom this browser is not known to be. */
  readonly withoutStop?: boolean;
  readonly children: ReactNode;
}) {
  const { page, section, narrow, withoutStop = false, children } = parts;
  const { saved, errors } = page.words;
  return (
    <>
      <a className="skip" href="#main">
        {page.words.skip}
      </a>
      <Header page={page} section={section} withoutStop={withoutStop} />
      <main
        id="main"
        className={narrow ? 'page page-narrow' : 'page'}
        tabIndex={-1}
        data-standing={page.standing}
      >
        <SavedBanner page={page} />
        <EnhanceForms words={saved} />
        {page.reading.broken ? (
          <div className="note problem mb-6">
            <h2>{errors.brokenTitle}</h2>
            <p>{errors.broken}</p>
          </div>
        ) : null}
        {children}
      </main>
      <Footer page={page} />
    </>
  );
}
