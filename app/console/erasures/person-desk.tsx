import { ERASURE_GROUNDS } from '@/lib/choice/erasing-model';
import type { OfficerPrincipal } from '@/lib/identity/model';
import type { Hold } from '@/lib/record/holds';
import type { ConsolePage } from '../console-page';
import { SelectField, TextField } from '../field';
import { ActForm } from './act-form';
import { HoldPart } from './hold-part';
import { OpenARecord } from './request-pieces';
import { erasuresWordsFor } from './words';

interface Parts {
  readonly page: ConsolePage;
  readonly officer: OfficerPrincipal;
  /** Undefined: no record is open. */
  readonly holds: readonly Hold[] | undefined;
  /** Id of what is said of the explanation that was given. */
  readonly problem: string | undefined;
}

function AskForm({ page, problem }: Pick<Parts, 'page' | 'problem'>) {
  const { ask, grounds } = erasuresWordsFor(page.locale);
  return (
    <ActForm fields={{ act: 'ask', case: page.form.case }} className="erasure-form">
      <SelectField
        {...{ id: 'ask-ground', name: 'ground', label: ask.ground }}
        options={ERASURE_GROUNDS.map((ground) => [ground, grounds[ground]])}
      />
      <TextField
        {...{ id: 'ask-words', name: 'words', label: ask.words, hint: ask.wordsHint }}
        {...{ longest: 500, problem }}
      />
      <button className="button">{ask.send}</button>
    </ActForm>
  );
}

/** About the person whose record is open: ask that they be erased, and their holds. */
export function PersonDesk({ page, officer, holds, problem }: Parts) {
  const { ask, hold } = erasuresWordsFor(page.locale);
  return (
    <section className="erasure-section" id="ask" aria-labelledby="ask-title">
      <h2 id="ask-title">{ask.title}</h2>
      {holds === undefined ? (
        <OpenARecord words={ask} />
      ) : (
        <>
          <p className="note">{ask.open(page.person?.ground ?? '')}</p>
          <p className="mt-2">{ask.text}</p>
          <AskForm {...{ page, problem }} />
          <h3 className="mt-6">{hold.title}</h3>
          <HoldPart page={page} officer={officer} holds={holds} request={undefined} />
        </>
      )}
    </section>
  );
}
