import type { GuessView, SaidWrong } from '@/lib/portal/guesses';
import { instantText } from './dates';
import { HiddenFields } from './hidden-fields';
import type { Page } from './page';

interface Row {
  readonly page: Page;
  readonly guess: GuessView;
}

/** What it rests on and where it was used. */
function Facts({ page, guess }: Row) {
  const { guesses, choice } = page.words;
  const { data, places } = guess;
  return (
    <>
      <p className="quiet small">
        {guesses.data}
        {choice.about('')}
        {data === null ? (
          guesses.noData
        ) : (
          <>
            <a href={`/data/${data.key}`}>{data.name}</a>
            {guesses.source(data.source)}
          </>
        )}
      </p>
      <p className="quiet small">
        {guesses.places}
        {choice.about('')}
        {places.map(({ key, name, times }, at) => (
          <span key={key}>
            {at === 0 ? null : page.locale === 'ja' ? '・' : ', '}
            <a href={`/places/${key}`}>{name}</a>
            {guesses.times(times)}
          </span>
        ))}
      </p>
    </>
  );
}

/** That it was said, to whom, and whether it is still used. */
function Said({ page, said }: { readonly page: Page; readonly said: SaidWrong }) {
  const { words, locale } = page;
  const { guesses } = words;
  return (
    <>
      <p>
        <strong>{guesses.said(instantText(locale, said.atMs))}</strong>
      </p>
      {said.systems.map(({ system, receivedAtMs }) => {
        const name = words.systems[system] ?? system;
        return (
          <p className="small" key={system}>
            {receivedAtMs === null
              ? guesses.waiting(name)
              : guesses.received(name, instantText(locale, receivedAtMs))}
          </p>
        );
      })}
      {said.since === null ? null : (
        <p className="small">
          {guesses.since(said.since.times, instantText(locale, said.since.lastAtMs))}
        </p>
      )}
    </>
  );
}

function Answer({ page, guess }: Row) {
  const { words, setting } = page;
  const about = <span className="sr">{words.choice.about(guess.words.text)}</span>;
  return (
    <>
      {guess.mayContest ? (
        <form method="post" action="/choices" data-enhance>
          <HiddenFields setting={setting} fields={{ guess: guess.tag }} />
          <button className="button" name="act" value="contest" aria-describedby="wrong-effect">
            {words.guesses.wrong}
            {about}
          </button>
        </form>
      ) : null}
      {guess.said?.undoable ? (
        <form method="post" action="/choices" data-enhance>
          <HiddenFields setting={setting} fields={{ events: guess.said.eventIds.join(' ') }} />
          <button className="plain-button" name="act" value="undo">
            {words.saved.undo}
            {about}
          </button>
        </form>
      ) : null}
    </>
  );
}

/** The page says beside it, under `wrong-effect`, what the answer does. */
export function GuessList({ page, guesses }: { page: Page; guesses: readonly GuessView[] }) {
  const { words, locale } = page;
  return (
    <ol className="log">
      {guesses.map((guess) => (
        <li key={guess.tag}>
          <time className="num" dateTime={new Date(guess.lastAtMs).toISOString()}>
            {words.guesses.last(instantText(locale, guess.lastAtMs))}
          </time>
          <div>
            <p className="what" lang={guess.words.lang ?? undefined}>
              {guess.words.text}
            </p>
            <Facts page={page} guess={guess} />
            {guess.said === null ? null : <Said page={page} said={guess.said} />}
          </div>
          <div className="log-acts">
            <Answer page={page} guess={guess} />
          </div>
        </li>
      ))}
    </ol>
  );
}
