import type { ReactNode } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import { GoodPicture } from './art/picture';
import { findGood } from './goods';
import { Panel } from './panel';
import type { Piece, PieceLine } from './slots/piece';
import type { Shown, Visit } from './visit';
import { words, type Words } from './words';

export const SENDING: Readonly<Record<Piece['form'], Words>> = {
  personal: words('あなたに合わせて送ります', 'Sent, tailored to you'),
  generic: words('みんなと同じものを送ります', 'Sent, the same for everyone'),
  not_sent: words('送りません', 'Not sent'),
};

function Line({ line, locale }: { readonly line: PieceLine; readonly locale: Locale }) {
  const good = line.good === undefined ? undefined : findGood(line.good);
  return (
    <li className={good === undefined ? 'piece-line' : 'piece-line piece-line-pictured'}>
      {good === undefined ? null : <GoodPicture good={good.key} genre={good.genre} />}
      <span className="piece-title">{line.title[locale]}</span>
      {line.note === undefined ? null : <span className="piece-note">{line.note[locale]}</span>}
    </li>
  );
}

/** One place in its own face; what is sent says whether it is. */
export function PieceView({
  visit,
  shown,
  sent = false,
  href,
  children,
}: {
  readonly visit: Visit;
  readonly shown: Shown<Piece>;
  readonly sent?: boolean;
  /** Where its button leads. */
  readonly href?: string;
  readonly children?: ReactNode;
}) {
  const { locale } = visit;
  const { place, content } = shown;
  const { form, title, text, lines = [], button } = content;
  return (
    <section className={`piece piece-${form} piece-of-${place}`} aria-labelledby={place}>
      {sent ? <p className={`form-mark form-mark-${form}`}>{SENDING[form][locale]}</p> : null}
      {children}
      <h2 id={place}>{title[locale]}</h2>
      <p className="piece-text">{text[locale]}</p>
      {lines.length === 0 ? null : (
        <ul className="piece-lines">
          {lines.map((line) => (
            <Line key={line.title.ja} line={line} locale={locale} />
          ))}
        </ul>
      )}
      {button === undefined || href === undefined ? null : (
        <p>
          <a className="piece-button" href={href}>
            {button[locale]}
          </a>
        </p>
      )}
      <Panel visit={visit} shown={shown} {...(sent ? { state: SENDING[form] } : {})} />
    </section>
  );
}
