import { instantText, dayText } from '../dates';
import { historyText } from '../history-text';
import type { Page } from '../page';
import { WholeNumbers } from '../whole-numbers';
import { WholeWords } from '../whole-words';
import { Fingerprint } from './fingerprint';
import { NoticeWords } from './notice-words';
import { Qr } from './qr';
import type { ReceiptReading } from './read-receipt';
import { untilOf } from './until';

interface Shown {
  readonly page: Page;
  readonly reading: ReceiptReading;
}

function Facts({ page, reading }: Shown) {
  const { words, locale } = page;
  const { body, item, receipt } = reading;
  const system =
    item.system === null ? '' : words.history.bySystem(words.systems[item.system] ?? item.system);
  const until = untilOf(body);
  const rows: readonly (readonly [string, string])[] = [
    [words.receipt.when, instantText(locale, item.atMs)],
    [words.receipt.by, words.receipt.actors[body.by]],
    [words.receipt.from, `${words.surface[item.surface]}${system}`],
    ...(until === undefined ? [] : [[words.receipt.until, dayText(locale, until)] as const]),
  ];
  return (
    <dl className="sheet-facts">
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">
            <WholeNumbers text={text} />
          </dd>
        </div>
      ))}
      <div>
        <dt>{words.receipt.number}</dt>
        <dd>
          <code translate="no">{receipt.id}</code>
        </dd>
      </div>
    </dl>
  );
}

/** The stub: what is torn off, so to speak, and compared with the ledger. */
function Stub({ page, reading }: Shown) {
  const { receipt: words } = page.words;
  const { receipt, place } = reading;
  const { verify } = receipt.issued;
  return (
    <section className="sheet-stub" aria-labelledby="ledger">
      <h2 id="ledger">{words.ledger}</h2>
      <div className="stub-row">
        <Qr text={verify} label={words.qr} />
        <dl className="stub-facts">
          <div>
            <dt>{words.log}</dt>
            <dd>
              <code translate="no">{place.log}</code>
            </dd>
          </div>
          <div>
            <dt>{words.place}</dt>
            <dd className="num">{words.placeOf(place.number, place.size)}</dd>
          </div>
          <div>
            <dt>{words.root}</dt>
            <dd>
              <Fingerprint text={place.root} />
            </dd>
          </div>
        </dl>
      </div>
    </section>
  );
}

function Meaning({ page }: { readonly page: Page }) {
  const { receipt: words } = page.words;
  return (
    <section className="sheet-part" aria-labelledby="meaning">
      <h2 id="meaning">{words.meaning}</h2>
      <ul className="bullets">
        {words.shows.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p className="quiet small">{words.showsNot}</p>
    </section>
  );
}

function Verifying({ page, reading }: Shown) {
  const { receipt: words } = page.words;
  const { verify } = reading.receipt.issued;
  const keys = new URL('/.well-known/consent-log.json', verify).href;
  return (
    <section className="sheet-part" aria-labelledby="verify">
      <h2 id="verify">{words.verify}</h2>
      <p>
        {words.verifyHere} <a href="/verify">{words.verifyLink}</a>
        <span className="on-paper"> {verify}</span>
      </p>
      <p>{words.verifyElsewhere}</p>
      <pre className="command">
        <code>
          npx nattoku ledger verify receipt.json <span className="whole">--policy policy.txt</span>
        </code>
      </pre>
      <p className="small">
        {words.verifyKeys} <a href={keys}>{keys}</a>
      </p>
    </section>
  );
}

function Saving({ page, reading }: Shown) {
  const { receipt: words } = page.words;
  const file = `/history/${reading.receipt.id}/receipt/file`;
  return (
    <p className="sheet-acts">
      <a className="button button-strong" href={file} download>
        {words.saveJson}
      </a>
      <a className="button" href={`${file}?format=iso27560`} download>
        {words.saveIso}
      </a>
    </p>
  );
}

function Together({ page, reading }: Shown) {
  const { receipt: words } = page.words;
  const { together, receipt } = reading;
  if (together.length < 2) return null;
  return (
    <nav className="sheet-together" aria-label={words.parts(together.length)}>
      <p>{words.parts(together.length)}</p>
      <ol>
        {together.map((id, index) => (
          <li key={id}>
            <a
              href={`/history/${id}/receipt`}
              aria-current={id === receipt.id ? 'page' : undefined}
            >
              {words.part(index + 1)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** One sheet: what was said, the words, and a stub that says where it stands in the ledger. */
export function ReceiptSheet({ page, reading }: Shown) {
  const { words, locale } = page;
  return (
    <>
      <Saving page={page} reading={reading} />
      <Together page={page} reading={reading} />
      <article className="sheet">
        <header className="sheet-head">
          <p className="sheet-what">
            <WholeWords text={historyText(reading.item, words, locale)} locale={locale} />
          </p>
          <Facts page={page} reading={reading} />
        </header>
        <NoticeWords page={page} reading={reading} />
        <Stub page={page} reading={reading} />
        <div className="sheet-pair">
          <Meaning page={page} />
          <Verifying page={page} reading={reading} />
        </div>
      </article>
    </>
  );
}
