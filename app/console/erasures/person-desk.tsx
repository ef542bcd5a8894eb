import { ERASURE_GROUNDS } from '@/lib/choice/model';
import type { OfficerPrincipal } from '@/lib/identity/model';
import type { Hold } from '@/lib/record/holds';
import type { ConsolePage } from '../console-page';
import { ActForm } from './act-form';
import { HoldPart } from './hold-part';
import { erasuresWordsFor } from './words';

function AskForm({ page }: { readonly page: ConsolePage }) {
  const { ask, grounds } = erasuresWordsFor(page.locale);
  return (
    <ActForm fields={{ act: 'ask', case: page.form.case }} className="erasure-form">
      <div className="look-field">
        <label htmlFor="ask-ground">{ask.ground}</label>
        <select className="select" id="ask-ground" name="ground">
          {ERASURE_GROUNDS.map((ground) => (
            <option key={ground} value={ground}>
              {grounds[ground]}
            </option>
          ))}
        </select>
      </div>
      <div className="look-field">
        <label htmlFor="ask-words">{ask.words}</label>
        <input
          className="select"
          id="ask-words"
          name="words"
          maxLength={500}
          autoComplete="off"
          aria-describedby="ask-words-hint"
        />
        <p id="ask-words-hint" className="quiet small">
          {ask.wordsHint}
        </p>
      </div>
      <button className="button">{ask.send}</button>
    </ActForm>
  );
}

/** About the person whose record is open: ask that they be erased, and their holds. */
export function PersonDesk(parts: {
  readonly page: ConsolePage;
  readonly officer: OfficerPrincipal;
  /** Undefined: no record is open. */
  readonly holds: readonly Hold[] | undefined;
}) {
  const { page, officer, holds } = parts;
  const { ask, hold } = erasuresWordsFor(page.locale);
  return (
    <section className="erasure-section" id="ask" aria-labelledby="ask-title">
      <h2 id="ask-title">{ask.title}</h2>
      {holds === undefined ? (
        <>
          <p>{ask.needsPerson}</p>
          <p>
            <a className="plain-button inline-flex items-center" href="/console#look">
              {ask.look}
            </a>
          </p>
        </>
      ) : (
        <>
          <p className="note">{ask.open(page.person?.ground ?? '')}</p>
          <p className="mt-2">{ask.text}</p>
          <AskForm page={page} />
          <h3 className="mt-6">{hold.title}</h3>
          <HoldPart page={page} officer={officer} holds={holds} request={undefined} />
        </>
      )}
    </section>
  );
}
