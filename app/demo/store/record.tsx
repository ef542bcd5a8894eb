import type { Locale } from '@/lib/catalogue/model';
import { findGood } from '../shop/goods';
import type { Because } from '../shop/slots/slot';
import { tagName, words } from '../shop/words';
import { daysAgoText, saidIn } from '../talks';
import type { Serving } from './serving';
import { TABLET } from './words';

const WHY = words('この表示の理由', 'Why am I seeing this?');

function goodName(key: string, locale: Locale): string {
  return findGood(key)?.text[locale].name ?? key;
}

function Purchases({ serving, locale }: { readonly serving: Serving; readonly locale: Locale }) {
  return (
    <section aria-labelledby="purchases">
      <h3 id="purchases">{TABLET.purchases[locale]}</h3>
      <ul className="record-list">
        {serving.purchases.map(({ good, daysAgo }) => (
          <li key={good}>
            <span>{goodName(good, locale)}</span>
            <span className="tablet-quiet">{daysAgoText({ daysAgo })[locale]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Talks({ serving, locale }: { readonly serving: Serving; readonly locale: Locale }) {
  return (
    <section aria-labelledby="talks">
      <h3 id="talks">{TABLET.conversations[locale]}</h3>
      <ul className="record-list">
        {serving.talks.map((talk) => (
          <li key={talk.good}>
            <span>{saidIn(talk)?.question[locale] ?? talk.about[locale]}</span>
            <span className="tablet-quiet">{daysAgoText(talk)[locale]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Only what may be shown stands here; what may not is not mentioned either. */
export function Record(parts: {
  readonly serving: Serving;
  readonly because: readonly Because[];
  readonly locale: Locale;
}) {
  const { serving, because, locale } = parts;
  const { purchases, told, talks, age, ideas } = serving;
  return (
    <section className="record" data-place="store-tablet" data-personal="true">
      <h2>{TABLET.shown[locale]}</h2>
      <div className="record-parts">
        {purchases.length === 0 ? null : <Purchases serving={serving} locale={locale} />}
        {talks.length === 0 ? null : <Talks serving={serving} locale={locale} />}
        {told.length === 0 ? null : (
          <section aria-labelledby="told">
            <h3 id="told">{TABLET.told[locale]}</h3>
            <p>{told.map((tag) => tagName(tag)[locale]).join(locale === 'ja' ? '・' : ', ')}</p>
          </section>
        )}
        {age === null ? null : (
          <section aria-labelledby="age">
            <h3 id="age">{TABLET.age[locale]}</h3>
            <p>{TABLET.ageText(age)[locale]}</p>
          </section>
        )}
        {ideas.length === 0 ? null : (
          <section aria-labelledby="ideas">
            <h3 id="ideas">{TABLET.begin[locale]}</h3>
            <ul className="record-list">
              {ideas.map(({ key, text }) => (
                <li key={key}>{text[locale].name}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <details className="tablet-why">
        <summary>{WHY[locale]}</summary>
        <ul>
          {because.map(({ words: said }) => (
            <li key={said.ja}>{said[locale]}</li>
          ))}
        </ul>
      </details>
      <p className="tablet-quiet">{TABLET.live[locale]}</p>
    </section>
  );
}
