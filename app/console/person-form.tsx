import { MAIL_SYSTEM } from '@/lib/identity/model';
import { timeText } from '../_ui/dates';
import { searchPath, type ConsolePage } from './console-page';
import { erasuresWordsFor } from './erasures/words';

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
      <a
        className="plain-button inline-flex items-center"
        href={`/console/erasures?case=${form.case ?? ''}#ask`}
      >
        {erasuresWordsFor(locale).toErasures}
      </a>
      <a className="button" href={searchPath(form, { case: undefined, before: undefined })}>
        {words.person.close}
      </a>
    </div>
  );
}

/** A field with its hint, and its problem where it has one. */
function Field(parts: {
  readonly page: ConsolePage;
  readonly name: 'id' | 'ground';
  readonly hint: string;
  readonly problem: LookProblem | undefined;
  readonly longest: number;
}) {
  const { page, name, hint, longest } = parts;
  const bad = parts.problem?.field === name;
  return (
    <div className={`look-field look-${name}`}>
      <label htmlFor={`look-${name}`}>{page.words.person[name]}</label>
      <input
        className="select"
        id={`look-${name}`}
        name={name}
        defaultValue={page.draft?.[name] ?? ''}
        required
        maxLength={longest}
        autoComplete="off"
        aria-invalid={bad ? true : undefined}
        aria-describedby={bad ? `look-problem look-${name}-hint` : `look-${name}-hint`}
      />
      <p id={`look-${name}-hint`} className="quiet small">
        {hint}
      </p>
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
  return (
    <>
      <div className="look-field">
        <label htmlFor="look-system">{person.system}</label>
        <select className="select" id="look-system" name="system" defaultValue={draft?.system}>
          {systemsOf(page).map((system) => (
            <option key={system} value={system}>
              {shared.systems[system] ?? system}
            </option>
          ))}
          <option value={MAIL_SYSTEM}>{shared.signIn.mail}</option>
        </select>
      </div>
      <Field page={page} name="id" hint={person.idHint} problem={problem} longest={256} />
      <Field page={page} name="ground" hint={person.groundHint} problem={problem} longest={500} />
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
