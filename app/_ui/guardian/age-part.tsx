import type { AgeView } from '@/lib/portal/guardian';
import { dayText } from '../dates';
import type { Page } from '../page';
import { AgeForm } from './age-form';
import { SayForm, TwoLists } from './say-form';

interface Part {
  readonly page: Page;
  readonly age: AgeView;
}

function Effect({ page }: { readonly page: Page }) {
  const { changes, changesList, stays, staysList } = page.words.guardian;
  return (
    <TwoLists
      id="age-effect"
      lists={[
        [changes, changesList],
        [stays, staysList],
      ]}
    />
  );
}

/** Said once: from here on nobody else has a word. */
export function OfAge({ page, age }: Part) {
  const { ofAge } = page.words.guardian;
  return (
    <div className="note mt-6">
      <h2 className="text-base font-semibold">{ofAge.title}</h2>
      <p>{ofAge.text}</p>
      {age.wasGuarded ? <p>{ofAge.again}</p> : null}
      <div className="guardian-acts">
        <a className="button" href="/purposes">
          {ofAge.choose}
        </a>
        <SayForm page={page} act="heard">
          <button className="button">{ofAge.heard}</button>
        </SayForm>
      </div>
    </div>
  );
}

function Declare({ page }: { readonly page: Page }) {
  const { young } = page.words.guardian;
  return (
    <section className="section" aria-labelledby="young">
      <h2 id="young">{young.title}</h2>
      <p>{young.text}</p>
      <Effect page={page} />
      <AgeForm page={page} />
    </section>
  );
}

function Declared({ page, age, band }: Part & { readonly band: 'child' | 'teen' }) {
  const words = page.words.guardian;
  const state = words.age.now[band];
  // The band ends as the next day begins.
  const day = age.endsAtMs === null ? undefined : dayText(page.locale, age.endsAtMs - 1);
  return (
    <section className="section" aria-labelledby="age">
      <h2 id="age">{words.age.title}</h2>
      <p className="standing">{day === undefined ? state : words.age.until(state, day)}</p>
      {band === 'teen' ? <p>{words.age.teen}</p> : null}
      <Effect page={page} />
      {age.takeBack ? (
        <SayForm page={page} act="take-back" className="mt-4">
          <p id="take-back-effect">{words.age.takeBackText}</p>
          <button className="button mt-2" aria-describedby="take-back-effect">
            {words.age.takeBack}
          </button>
        </SayForm>
      ) : null}
      {band === 'teen' ? (
        <details className="mt-4" open={page.typed !== undefined}>
          <summary>{words.age.younger}</summary>
          <AgeForm page={page} />
        </details>
      ) : null}
    </section>
  );
}

export function AgePart({ page, age }: Part) {
  const { band } = age;
  return band === null ? <Declare page={page} /> : <Declared page={page} age={age} band={band} />;
}
