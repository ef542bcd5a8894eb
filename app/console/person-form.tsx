import type { ConsolePage } from './console-page';
import { searchPath } from './console-page';

function systemsOf(page: ConsolePage): readonly string[] {
  const { touchpoints } = page.runtime.catalogues.current().catalogue;
  return [...new Set(touchpoints.map(({ system }) => system))];
}

function problemText(page: ConsolePage): string | undefined {
  const { person } = page.words;
  switch (page.problem) {
    case undefined:
      return page.personOver ? person.over : undefined;
    case 'not_found':
      return person.notFound;
    case 'ground':
      return person.badGround;
    default:
      return person.badId;
  }
}

/** Asks for a ground first; the look stands in that person's own record. */
export function PersonForm({ page }: { page: ConsolePage }) {
  const { words, shared, person, form } = page;
  if (person !== undefined) {
    return (
      <div className="note person-open">
        <p>{words.person.open(person.ground)}</p>
        <a
          className="plain-button inline-flex items-center"
          href={searchPath(form, { case: undefined, before: undefined })}
        >
          {words.person.close}
        </a>
      </div>
    );
  }
  const problem = problemText(page);
  return (
    <details className="person" open={problem !== undefined}>
      <summary>{words.person.title}</summary>
      <p className="quiet">{words.person.text}</p>
      {problem === undefined ? null : (
        <p className="problem px-4 py-2 mt-2" role="alert">
          {problem}
        </p>
      )}
      <form method="post" action="/console/look" className="filters">
        <label>
          <span>{words.person.system}</span>
          <select className="select" name="system" required>
            {systemsOf(page).map((system) => (
              <option key={system} value={system}>
                {shared.systems[system] ?? system}
              </option>
            ))}
            <option value="nattoku-mail">{shared.signIn.mail}</option>
          </select>
        </label>
        <label>
          <span>{words.person.id}</span>
          <input
            className="select"
            name="id"
            required
            maxLength={256}
            autoComplete="off"
            aria-describedby="id-hint"
          />
          <small id="id-hint" className="quiet">
            {words.person.idHint}
          </small>
        </label>
        <label className="wide">
          <span>{words.person.ground}</span>
          <input
            className="select"
            name="ground"
            required
            minLength={5}
            maxLength={500}
            aria-describedby="ground-hint"
          />
          <small id="ground-hint" className="quiet">
            {words.person.groundHint}
          </small>
        </label>
        <div className="filter-buttons">
          <button className="button">{words.person.look}</button>
        </div>
      </form>
    </details>
  );
}
