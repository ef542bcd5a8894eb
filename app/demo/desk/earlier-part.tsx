import { findGood } from '../shop/goods';
import { daysAgoText, saidIn } from '../talks';
import type { Case, Earlier } from './case';
import { DESK } from './words';

function History({ earlier, opened }: { readonly earlier: Earlier; readonly opened: Case }) {
  const { locale } = opened;
  const { talks, purchases } = earlier;
  return (
    <>
      {talks.length === 0 ? <p>{DESK.none[locale]}</p> : null}
      <ul className="talks">
        {talks.map((talk) => (
          <li key={talk.good}>
            <span className="desk-quiet">{daysAgoText(talk)[locale]}</span>
            <span>{saidIn(talk)?.question[locale] ?? talk.about[locale]}</span>
            <span className="talk-answer">{saidIn(talk)?.answer[locale]}</span>
          </li>
        ))}
      </ul>
      {purchases.length === 0 ? null : (
        <>
          <h3>{DESK.alsoBought[locale]}</h3>
          <p>
            {purchases
              .map(({ good }) => findGood(good)?.text[locale].name ?? good)
              .join(locale === 'ja' ? '・' : ', ')}
          </p>
        </>
      )}
    </>
  );
}

/** Reading is a step of its own. What may not be read is not mentioned: one sentence, for any reason. */
export function EarlierPart({ opened }: { readonly opened: Case }) {
  const { earlier, enquiry, locale } = opened;
  const here = `/demo/desk/${enquiry.number}`;
  const shown = earlier?.content;
  return (
    <section
      className="desk-part"
      aria-labelledby="earlier"
      data-place="contact-reply"
      data-personal={shown !== undefined}
    >
      <h2 id="earlier">{DESK.earlier[locale]}</h2>
      {earlier === undefined ? (
        <>
          <p className="desk-quiet">{DESK.earlierText[locale]}</p>
          <a className="desk-button" href={`${here}?read=1#earlier`}>
            {DESK.read[locale]}
          </a>
        </>
      ) : (
        <>
          {shown === undefined ? (
            <p className="no-history">{DESK.without[locale]}</p>
          ) : (
            <History earlier={shown} opened={opened} />
          )}
          <a className="desk-button desk-button-quiet" href={`${here}#earlier`}>
            {DESK.close[locale]}
          </a>
        </>
      )}
    </section>
  );
}
