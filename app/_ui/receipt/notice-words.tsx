import type { CompiledCatalogue } from '@/lib/catalogue/compile';
import type { Locale, Purpose } from '@/lib/catalogue/model';
import type { Extent } from '@/lib/choice/model';
import type { Page } from '../page';
import { WholeNumbers } from '../whole-numbers';
import type { ReceiptReading } from './read-receipt';

/** More would not fit the printed sheet; the saved receipt holds all of them. */
const WHOLE_PURPOSES = 2;

interface Shown {
  readonly page: Page;
  readonly reading: ReceiptReading;
}

function namedPurposes({ body, then: { compiled } }: ReceiptReading): readonly Purpose[] {
  const named = 'purposes' in body ? body.purposes : [];
  if (named === undefined || named === '*') return [];
  return named.flatMap((key) => compiled.purposes.get(key) ?? []);
}

function namesOf(
  extent: Extent,
  table: CompiledCatalogue['channels'] | CompiledCatalogue['data'],
  locale: Locale,
): readonly string[] {
  return extent === '*' ? [] : extent.map((key) => table.get(key)?.text[locale].name ?? key);
}

function PurposeWords({ purpose, page, locale }: { purpose: Purpose; page: Page; locale: Locale }) {
  const { words } = page;
  const text = purpose.text[locale];
  const lists = [
    [words.purposes.stops, text.stops],
    [words.purposes.continues, text.continues],
  ] as const;
  return (
    <>
      <p className="quote-name">{text.name}</p>
      <p>{text.summary}</p>
      <dl className="quote-lists">
        {lists.map(([name, items]) => (
          <div key={name}>
            <dt lang={page.locale}>{name}</dt>
            {items.map((item) => (
              <dd key={item}>{item}</dd>
            ))}
          </div>
        ))}
      </dl>
    </>
  );
}

function Labelled({ page, rows }: { page: Page; rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className="quote-rows">
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt lang={page.locale}>{name}</dt>
          <dd>
            <WholeNumbers text={text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The place or technique that was switched, as it was described. */
function SwitchedWords({ page, reading, locale }: Shown & { readonly locale: Locale }) {
  const { body, then } = reading;
  const { place } = page.words;
  if ('touchpoint' in body) {
    const text = then.compiled.touchpoints.get(body.touchpoint)?.touchpoint.text[locale];
    if (text === undefined) return null;
    const rows = [
      [place.with, text.with],
      [place.without, text.without],
    ] as const;
    return (
      <>
        <p className="quote-name">{text.name}</p>
        <Labelled page={page} rows={rows} />
      </>
    );
  }
  if (!('technique' in body)) return null;
  const text = then.compiled.techniques.get(body.technique)?.text[locale];
  return text === undefined ? null : (
    <>
      <p className="quote-name">{text.name}</p>
      <p>{text.summary}</p>
    </>
  );
}

/** Where, on what; then who answers for it and how to stop: the end of every notice. */
function EndRows({ page, reading, locale }: Shown & { readonly locale: Locale }) {
  const { body, then } = reading;
  const { receipt } = page.words;
  const notice = then.compiled.catalogue.notice[locale];
  const painted = body.type === 'allow' || body.type === 'deny' ? body : undefined;
  const joined = (names: readonly string[]) => names.join(locale === 'ja' ? '・' : ', ');
  const channels = namesOf(painted?.channels ?? [], then.compiled.channels, locale);
  const data = namesOf(painted?.data ?? [], then.compiled.data, locale);
  const rows = [
    [receipt.places, joined(channels)],
    [receipt.used, joined(data)],
    [receipt.controller, notice.controller],
    [receipt.withdraw, notice.howToWithdraw],
  ] as const;
  return <Labelled page={page} rows={rows.filter(([, text]) => text !== '')} />;
}

/** The exact words in force, in the language in which they were shown (DESIGN §3 "notice"). */
export function NoticeWords({ page, reading }: Shown) {
  const { words } = page;
  const { then, receipt, body } = reading;
  const locale = then.locale ?? page.locale;
  const purposes = namedPurposes(reading);
  const every = 'purposes' in body && body.purposes === '*';
  const shown = receipt.notice !== undefined;
  return (
    <section className="sheet-part" aria-labelledby="words">
      <h2 id="words">{shown ? words.receipt.words : words.receipt.wordsInForce}</h2>
      <blockquote className="quote" lang={locale}>
        {every ? (
          <p className="quote-name" lang={page.locale}>
            {words.receipt.everyPurpose}
          </p>
        ) : null}
        {purposes.slice(0, WHOLE_PURPOSES).map((purpose) => (
          <PurposeWords key={purpose.key} {...{ purpose, page, locale }} />
        ))}
        {purposes.length > WHOLE_PURPOSES ? (
          <p lang={page.locale}>{words.receipt.morePurposes(purposes.length - WHOLE_PURPOSES)}</p>
        ) : null}
        <SwitchedWords page={page} reading={reading} locale={locale} />
        <EndRows page={page} reading={reading} locale={locale} />
      </blockquote>
      <p className="quiet small">
        {words.receipt.wordsFrom(then.compiled.version)} {shown ? words.receipt.wordsWhole : null}
      </p>
    </section>
  );
}
