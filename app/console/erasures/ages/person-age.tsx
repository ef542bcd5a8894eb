import type { AgeOnRecord } from '@/lib/evidence/age-desk';
import { dayText } from '../../../_ui/dates';
import { WholeNumbers } from '../../../_ui/whole-numbers';
import type { ConsolePage } from '../../console-page';
import { TextField } from '../../field';
import { OpenARecord } from '../request-pieces';
import { AgeForm } from './age-form';
import { agesWords } from './words';

function OnRecord({ page, age }: { readonly page: ConsolePage; readonly age: AgeOnRecord }) {
  const { ask } = agesWords[page.locale];
  const { shared, words } = page;
  if (age.band === null) return <p>{ask.adult}</p>;
  const band = ask.bands[age.band];
  const systems = age.systems.map((system) => shared.systems[system] ?? system);
  return (
    <>
      <p>
        {age.endsAtMs === null ? (
          ask.nowOpen(band)
        ) : (
          // The band ends as the next day begins.
          <WholeNumbers text={ask.now(band, dayText(page.locale, age.endsAtMs - 1))} />
        )}
      </p>
      {systems.length === 0 ? null : <p>{ask.saidBy(words.list(systems))}</p>}
      {age.own ? <p>{ask.own}</p> : null}
      {age.asked ? <p>{ask.asked}</p> : null}
    </>
  );
}

interface Parts {
  readonly page: ConsolePage;
  /** Undefined: no record is open. */
  readonly age: AgeOnRecord | undefined;
  /** Id of what is said of the reason that was given. */
  readonly problem: string | undefined;
}

function AskForm({ page, problem }: Pick<Parts, 'page' | 'problem'>) {
  const { ask } = agesWords[page.locale];
  return (
    <AgeForm fields={{ act: 'ask', case: page.form.case }} className="erasure-form">
      <TextField
        {...{ id: 'ask-ground', name: 'ground', label: ask.ground, hint: ask.groundHint }}
        {...{ shortest: 5, longest: 500, problem }}
        required
      />
      <button className="button">{ask.send}</button>
    </AgeForm>
  );
}

/** About the person whose record is open: what is on record of their age, and a request to correct it. */
export function PersonAge({ page, age, problem }: Parts) {
  const { ask } = agesWords[page.locale];
  return (
    <section className="erasure-section" id="ask" aria-labelledby="ask-title">
      <h2 id="ask-title">{ask.title}</h2>
      {age === undefined ? (
        <OpenARecord words={ask} />
      ) : (
        <>
          <p className="note">{ask.open(page.person?.ground ?? '')}</p>
          <div className="mt-2">
            <OnRecord page={page} age={age} />
          </div>
          {age.band === null || age.own || age.asked ? null : <AskForm {...{ page, problem }} />}
        </>
      )}
    </section>
  );
}
