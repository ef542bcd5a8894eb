import { PERSONAS, type Persona } from '../personas';
import { STAGE_WORDS, type StageLocale } from './words';

const INITIALS: Readonly<Record<Persona['key'], string>> = {
  misaki: '美',
  kenichi: '健',
  emily: 'E',
  haru: '陽',
  aoi: '葵',
};

/** One click each: plain forms, so that they work with scripts and without. */
export function People({
  current,
  locale,
}: {
  readonly current: Persona | undefined;
  readonly locale: StageLocale;
}) {
  const words = STAGE_WORDS[locale];
  return (
    <section className="people" aria-labelledby="people">
      <div className="part-head">
        <h2 id="people">{words.who}</h2>
        <p className="part-text">{words.whoText}</p>
      </div>
      <ul>
        {PERSONAS.map(({ key, name, about }) => (
          <li key={key}>
            <form method="post" action="/demo/persona">
              <input type="hidden" name="back" value="/demo#people" readOnly />
              <button
                className={`somebody somebody-${key}`}
                name="persona"
                value={key}
                aria-label={words.become(name[locale])}
                aria-describedby={`about-${key}`}
                aria-pressed={current?.key === key}
              >
                <span className="face" aria-hidden="true">
                  {INITIALS[key]}
                </span>
                <span className="somebody-name">{name[locale]}</span>
                <span className="somebody-about" id={`about-${key}`}>
                  {about[locale]}
                </span>
                {current?.key === key ? (
                  <span className="somebody-current">{words.current}</span>
                ) : null}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
