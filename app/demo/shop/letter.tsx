import { SendForm } from '../mailer/send-form';
import { Panel } from './panel';
import { SENDING } from './piece-view';
import { GoodCard } from './shelf';
import type { Letter } from './slots/mails';
import type { Shown, Visit } from './visit';
import { words } from './words';

const TEXT = {
  from: words('差出人', 'From'),
  to: words('宛先', 'To'),
  sender: words('みのり', 'Minori'),
  nobody: words('どなたか分かりません', 'Unknown'),
} as const;

export function LetterView({
  visit,
  shown,
}: {
  readonly visit: Visit;
  readonly shown: Shown<Letter>;
}) {
  const { locale, customer } = visit;
  const { form, subject, text, goods } = shown.content;
  return (
    <article className={`letter letter-${form}`} aria-labelledby={shown.place}>
      <p className={`form-mark form-mark-${form}`}>{SENDING[form][locale]}</p>
      <h2 id={shown.place}>{subject[locale]}</h2>
      {form === 'not_sent' ? null : (
        <dl className="letter-head">
          <dt>{TEXT.from[locale]}</dt>
          <dd>{TEXT.sender[locale]}</dd>
          <dt>{TEXT.to[locale]}</dt>
          <dd>{customer?.name[locale] ?? TEXT.nobody[locale]}</dd>
        </dl>
      )}
      <p>{text[locale]}</p>
      {goods.length === 0 ? null : (
        <ul className="goods goods-small">
          {goods.map((good) => (
            <GoodCard key={good.key} good={good} locale={locale} />
          ))}
        </ul>
      )}
      {customer === undefined || form === 'not_sent' ? null : (
        <SendForm place={shown.place} locale={locale} />
      )}
      <Panel visit={visit} shown={shown} state={SENDING[form]} />
    </article>
  );
}
