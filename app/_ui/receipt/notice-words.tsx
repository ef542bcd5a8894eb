import type { CompiledCatalogue } from '@/lib/catalogue/compile';
import type { Locale, Purpose } from '@/lib/catalogue/model';
import type { Extent } from '@/lib/choice/model';
import type { Page } from '../page';
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

/** The place or technique that was switched, as it was described. */
function SwitchedWords({ reading, locale }: { reading: ReceiptReading; locale: Locale }) {
  const { body, then } = reading;
  if ('touchpoint' in body) {
    const text = then.compiled.touchpoints.get(body.touchpoint)?.touchpoint.text[locale];
    return text === undefined ? null : (
      <>
        <p className="quote-name">{text.name}</p>
        <p>{text.with}</p>
        <p>{text.without}</p>
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

function Extents({ page, reading, locale }: Shown & { readonly locale: Locale }) {
  const { body, then } = reading;
  if (body.type !== 'allow' && body.type !== 'deny') return null;
  const { words } = page;
  const rows = [
    [words.receipt.places, namesOf(body.channels, then.compiled.channels, locale)],
    [words.receipt.used, namesOf(body.data, then.compiled.data, locale)],
  ] as const;
  return rows.map(([name, names]) =>
    names.length === 0 ? null : (
      <p key={name} className="quote-extent">
        <span lang={page.locale}>{name}</span> {names.join(locale === 'ja' ? '・' : ', ')}
      </p>
    ),
  );
}

/** The exact words in force, in the language in which they were shown (DESIGN §3 "notice"). */
export function NoticeWords({ page, reading }: Shown) {
  const { words } = page;
  const { then, receipt, body } = reading;
  const locale = then.locale ?? page.locale;
  const notice = then.compiled.catalogue.notice[locale];
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
        <SwitchedWords reading={reading} locale={locale} />
        <Extents page={page} reading={reading} locale={locale} />
        <p>{notice.controller}</p>
        <p>{notice.howToWithdraw}</p>
      </blockquote>
      <p className="quiet small">
        {words.receipt.wordsFrom(then.compiled.version)} {shown ? words.receipt.wordsWhole : null}
      </p>
    </section>
  );
}
