import { DIRECTORY, DIRECTORY_GROUPS, type DirectoryGroup } from './directory';
import type { Page } from './page';
import { WholeNumbers } from './whole-numbers';

function Group({ page, group }: { readonly page: Page; readonly group: DirectoryGroup }) {
  const here = page.path.split(/[?#]/)[0];
  return (
    <div>
      <h2 id={`pages-${group}`}>{page.words.directory[group]}</h2>
      <ul aria-labelledby={`pages-${group}`}>
        {DIRECTORY[group].map(({ href, words }) => (
          <li key={href}>
            <a href={href} aria-current={href === here ? 'page' : undefined}>
              {words(page)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Facts({ page }: { readonly page: Page }) {
  const { footer } = page.words;
  const { catalogue, version } = page.reading.compiled;
  const notice = catalogue.notice[page.locale];
  const facts = [
    [footer.notCovered, notice.notCovered],
    [footer.withdraw, notice.howToWithdraw],
    [footer.controller, notice.controller],
    [footer.contact, notice.contact],
    [footer.officer, notice.dataProtectionOfficer],
    [footer.storage, notice.storageLocation],
  ] as const;
  return (
    <div className="foot-facts">
      <dl>
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <WholeNumbers text={text} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{footer.version(version)}</p>
    </div>
  );
}

/** The way to every page, and who stands behind it. */
export function Footer({ page }: { readonly page: Page }) {
  const { directory, footer } = page.words;
  return (
    <footer className="foot" aria-label={footer.label}>
      <div className="foot-row">
        <nav className="foot-pages" id="pages" aria-label={directory.label} tabIndex={-1}>
          {DIRECTORY_GROUPS.map((group) => (
            <Group key={group} page={page} group={group} />
          ))}
        </nav>
        <Facts page={page} />
      </div>
    </footer>
  );
}
