import { linksWords } from './links/words';
import type { Page } from './page';

export function Footer({ page }: { readonly page: Page }) {
  const { footer } = page.words;
  const notice = page.reading.compiled.catalogue.notice[page.locale];
  const facts = [
    [footer.withdraw, notice.howToWithdraw],
    [footer.controller, notice.controller],
    [footer.contact, notice.contact],
    [footer.officer, notice.dataProtectionOfficer],
    [footer.storage, notice.storageLocation],
  ] as const;
  return (
    <footer className="foot" aria-label={footer.label}>
      <div className="foot-row">
        <section>
          <h2 className="text-base font-semibold">{footer.notCovered}</h2>
          <p>{notice.notCovered}</p>
          <p className="quiet mt-4">{footer.version(page.reading.compiled.version)}</p>
          <p>
            <a className="plain-button inline-flex items-center" href="/transparency">
              {page.words.transparency.title}
            </a>
          </p>
          <p>
            <a className="plain-button inline-flex items-center" href="/verify">
              {page.words.verify.title}
            </a>
          </p>
          <p>
            <a className="plain-button inline-flex items-center" href="/guesses">
              {page.words.guesses.title}
            </a>
          </p>
          <p>
            <a className="plain-button inline-flex items-center" href="/links">
              {linksWords[page.locale].title}
            </a>
          </p>
          <p>
            <a className="plain-button inline-flex items-center" href="/delete">
              {page.words.erase.link}
            </a>
          </p>
        </section>
        <dl>
          {facts.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </footer>
  );
}
