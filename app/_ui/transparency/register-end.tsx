import { dayText } from '../dates';
import { Fingerprint } from '../receipt/fingerprint';
import { WholeNumbers } from '../whole-numbers';
import type { RegisterPage } from './register-view';

export function NotCovered({ at }: { readonly at: RegisterPage }) {
  const { words } = at.page;
  const { notice } = at.register;
  const facts = [
    [words.transparency.transfers, notice.transfers],
    [words.data.retention, notice.retention],
    [words.footer.storage, notice.storageLocation],
    [words.transparency.law, notice.jurisdiction],
    [words.footer.controller, notice.controller],
    [words.footer.contact, notice.contact],
    [words.footer.officer, notice.dataProtectionOfficer],
  ] as const;
  return (
    <>
      <p>{notice.notCovered}</p>
      <dl className="facts mt-6">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <WholeNumbers text={text} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Newest first; the oldest shown leads to the ones before it. */
export function Versions({ at }: { readonly at: RegisterPage }) {
  const { page, reading } = at;
  const { words, locale } = page;
  const { newest, versions, compiled } = reading;
  const behind = versions.every(({ version }) => version !== newest.version);
  return (
    <ol className="register-versions">
      {(behind ? [newest, ...versions] : versions).map(({ version, publishedAtMs, digest }) => (
        <li key={version}>
          <a
            href={version === newest.version ? '/transparency' : `/transparency?version=${version}`}
            aria-current={version === compiled.version ? 'page' : undefined}
          >
            {words.history.version(version)}
          </a>
          <span>{dayText(locale, publishedAtMs)}</span>
          <span>{version === newest.version ? words.transparency.newest : null}</span>
          <span className="small">
            <span className="quiet">{words.transparency.digest}</span>
            <Fingerprint text={digest} />
          </span>
        </li>
      ))}
    </ol>
  );
}

export function Files({ at }: { readonly at: RegisterPage }) {
  const { transparency } = at.page.words;
  const { version } = at.reading.compiled;
  return (
    <>
      <p>{transparency.filesText}</p>
      <p className="sheet-acts">
        <a className="button" href={`/transparency.json?version=${version}`} download>
          {transparency.save}
        </a>
        <a className="plain-button inline-flex items-center" href="/docs#get-transparency-json">
          {transparency.fields}
        </a>
      </p>
    </>
  );
}
