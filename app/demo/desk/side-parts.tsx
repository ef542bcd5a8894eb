import type { Place } from '../shop/places';
import { saidIn } from '../talks';
import type { Case } from './case';
import { DESK } from './words';

/** The same for every reason there is to show nothing. */
function Nothing({ place }: { readonly place: Place }) {
  return <div hidden data-place={place} data-personal="false" />;
}

/** There only where it may be: a desk that shows "no guess" would tell that somebody refused. */
export function FeelingPart({ opened }: { readonly opened: Case }) {
  const { feeling, locale } = opened;
  if (feeling.content === undefined) return <Nothing place="emotion-reading" />;
  const { guess, from } = feeling.content;
  return (
    <section
      className="desk-part"
      aria-labelledby="feeling"
      data-place="emotion-reading"
      data-personal="true"
    >
      <h2 id="feeling">{DESK.feeling[locale]}</h2>
      <p>
        <strong>{guess[locale]}</strong>{' '}
        <span className="desk-quiet">{DESK.fromWords(from.ja, from.en)[locale]}</span>
      </p>
      <p className="desk-quiet">{DESK.feelingText[locale]}</p>
    </section>
  );
}

/** Questions of other people, without their names. */
export function SimilarPart({ opened }: { readonly opened: Case }) {
  const { similar, locale } = opened;
  if (similar.length === 0) return <Nothing place="contact-similar" />;
  return (
    <section
      className="desk-part"
      aria-labelledby="similar"
      data-place="contact-similar"
      data-personal="true"
    >
      <h2 id="similar">{DESK.similar[locale]}</h2>
      <p className="desk-quiet">{DESK.similarText[locale]}</p>
      <ul className="talks">
        {similar.map((talk) => (
          <li key={talk.about.ja}>
            <span>{saidIn(talk)?.question[locale] ?? talk.about[locale]}</span>
            <span className="talk-answer">{saidIn(talk)?.answer[locale]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
