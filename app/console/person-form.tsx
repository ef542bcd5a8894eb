import { MAIL_SYSTEM } from '@/lib/identity/model';
import { timeText } from '../_ui/dates';
import { searchPath, type ConsolePage } from './console-page';
import { agesWords } from './erasures/ages/words';
import { erasuresWordsFor } from './erasures/words';
import { SelectField, TextField } from './field';

function systemsOf(page: ConsolePage): readonly string[] {
  const { touchpoints } = page.runtime.catalogues.current().catalogue;
  return [...new Set(touchpoints.map(({ system }) => system))];
}

export interface LookProblem {
  readonly text: string;
  readonly field: 'id' | 'ground';
}

export function lookProblem({ draft, personOver, words }: ConsolePage): LookProblem | undefined {
  const { person } = words;
  switch (draft?.problem) {
    case 'not_found':
      return { text: person.notFound, field: 'id' };
    case 'id':
      return { text: person.badId, field: 'id' };
    case 'ground':
      return { text: person.badGround, field: 'ground' };
    case undefined:
      return personOver ? { text: person.over, field: 'id' } : undefined;
  }
}

function OpenPerson({ page }: { page: ConsolePage }) {
  const { words, person, form, locale } = page;
  if (person === undefined) return null;
  return (
    <div className="note person-open">
      <div>
        <p className="font-semibold">{words.person.open}</p>
        <p>{words.person.openGround(person.ground)}</p>
        <p className="quiet small num">
          {words.person.openUntil(timeText(locale, person.expiresAtMs))}
        </p>
      </div>
      <div className="person-ways">
        <a className="plain-button" href={`/console/erasures?case=${form.case ?? ''}#ask`}>
          {erasuresWordsFor(locale).toErasures}
        </a>
        <a className="plain-button" href={`/console/erasures/ages?case=${form.case ?? ''}#ask`}>
          {agesWords[locale].toAges}
        </a>
        <a className="button" href={searchPath(form, { case: undefined, before: undefined })}>
          {words.person.close}
        </a>
      </div>
    </div>
  );
}

function LookForm({ page, problem }: { page: ConsolePage; problem: LookProblem | undefined }) {
  const { words } = page;
  return (
    <form method="post" action="/console/look" className="look-form">
      <PersonFields page={page} problem={problem} />
      <button className="button">{words.person.look}</button>
    </form>
  );
}

/** Whose record, and why: the same wherever an officer looks one person up. */
export function PersonFields({
  page,
  problem,
}: {
  page: ConsolePage;
  problem: LookProblem | undefined;
}) {
  const { words, shared, draft } = page;
  const { person } = words;
  const systems = systemsOf(page).map((key) => [key, shared.systems[key] ?? key] as const);
  const problemOf = (field: LookProblem['field']) =>
    problem?.field === field ? 'look-problem' : undefined;
  return (
    <>
      <SelectField
        id="look-system"
        name="system"
        label={person.system}
        value={draft?.system}
        options={[...systems, [MAIL_SYSTEM, shared.signIn.mail]]}
      />
      <TextField
        {...{ id: 'look-id', name: 'id', className: 'look-id', label: person.id }}
        {...{ hint: person.idHint, problem: problemOf('id'), value: draft?.id ?? '' }}
        longest={256}
        required
      />
      <TextField
        {...{ id: 'look-ground', name: 'ground', className: 'look-ground', label: person.ground }}
        {...{ hint: person.groundHint, problem: problemOf('ground'), value: draft?.ground ?? '' }}
        longest={500}
        required
      />
    </>
  );
}

/** Asks for a ground first; the look stands in that person's own record. */
export function PersonForm({ page }: { page: ConsolePage }) {
  const { words, person } = page;
  if (person !== undefined) return <OpenPerson page={page} />;
  const problem = lookProblem(page);
  return (
    <details className="person" id="look" open={problem !== undefined}>
      <summary>{words.person.title}</summary>
      <p className="quiet">{words.person.text}</p>
      {problem === undefined ? null : (
        <div className="problem problem-box" role="alert" id="look-problem">
          <p className="font-semibold">{words.person.problemTitle}</p>
          <p>
            <a href={`#look-${problem.field}`}>{problem.text}</a>
          </p>
        </div>
      )}
      <LookForm page={page} problem={problem} />
    </details>
  );
}
