import { guessesFor } from '@/lib/portal/guesses';
import { GuessList } from '../guess-list';
import { Heading, under } from '../heading';
import type { PlacePart } from './place-parts';

const REASONS_MAX = 5;

/** What was said to be the reason here, lately, with an answer on the spot. */
export async function PlaceReasons({ page, place, level }: PlacePart) {
  const { words, locale, runtime, principal, reading } = page;
  if (principal.kind !== 'person') return null;
  const here = await guessesFor(runtime, principal, reading.compiled, locale, place.station.key);
  return (
    <section className="section" aria-labelledby="place-reasons">
      <Heading level={under(level)} id="place-reasons">
        {words.guesses.here}
      </Heading>
      {here.length === 0 ? (
        <p className="quiet">{words.guesses.hereNone}</p>
      ) : (
        <>
          <p className="quiet mb-3" id="wrong-effect">
            {words.guesses.effect}
          </p>
          <GuessList page={page} guesses={here.slice(0, REASONS_MAX)} />
          <p className="mt-3">
            <a className="plain-button inline-flex items-center" href="/guesses">
              {words.guesses.title}
            </a>
          </p>
        </>
      )}
    </section>
  );
}
