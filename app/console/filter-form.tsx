import { LOG_KIND_KEYS } from '@/lib/evidence/log-question';
import { ACTS_BY, SURFACES } from '@/lib/choice/model';
import type { ConsolePage } from './console-page';
import type { FilterField } from './filter-field';
import { surfaceName } from './row-text';

interface Option {
  readonly value: string;
  readonly name: string;
}

function optionsOf(page: ConsolePage, field: Exclude<FilterField, 'from' | 'to'>): Option[] {
  const { words, locale, runtime } = page;
  switch (field) {
    case 'kind':
      return LOG_KIND_KEYS.map((value) => ({ value, name: words.kinds[value] }));
    case 'by':
      return ACTS_BY.map((value) => ({ value, name: words.by[value] }));
    case 'surface':
      return SURFACES.map((value) => ({ value, name: surfaceName(page, value) }));
    case 'purpose':
      return runtime.catalogues
        .current()
        .catalogue.purposes.map(({ key, text }) => ({ value: key, name: text[locale].name }));
  }
}

function Control({ page, field }: { page: ConsolePage; field: FilterField }) {
  const { words, form, badFields } = page;
  const bad = badFields.includes(field);
  const common = {
    ...{ id: `filter-${field}`, name: field, defaultValue: form[field] ?? '' },
    'aria-invalid': bad ? true : undefined,
    'aria-describedby': bad ? 'filter-problem' : undefined,
    'data-set': form[field] === undefined ? undefined : '',
  };
  if (field === 'from' || field === 'to') return <input type="date" {...common} />;
  return (
    <select {...common}>
      <option value="">{words.filter.any[field]}</option>
      {optionsOf(page, field).map(({ value, name }) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Filters that read as a sentence; a plain GET, so that a search has an address. */
export function FilterForm({ page }: { page: ConsolePage }) {
  const { words, form } = page;
  const { filter } = words;
  return (
    <form
      method="get"
      action="/console"
      className="filters"
      role="search"
      aria-label={filter.label}
    >
      {form.case === undefined ? null : (
        <input type="hidden" name="case" value={form.case} readOnly />
      )}
      <div className="sentence">
        {filter.sentence.map(([field, before, after]) => (
          <span className="sentence-part" key={field}>
            <label className="sr" htmlFor={`filter-${field}`}>
              {filter.names[field]}
            </label>
            {before === '' ? null : <span aria-hidden="true">{before}</span>}
            <Control page={page} field={field} />
            {after === '' ? null : <span aria-hidden="true">{after}</span>}
          </span>
        ))}
      </div>
      <div className="filter-buttons">
        <button className="button button-strong">{filter.apply}</button>
        <a className="plain-button inline-flex items-center" href="/console">
          {filter.clear}
        </a>
      </div>
    </form>
  );
}

/** What could not be read, above everything else, each with a way to its field. */
export function FilterProblem({ page }: { page: ConsolePage }) {
  const { words, badFields } = page;
  const names: Readonly<Record<string, string>> = words.filter.names;
  if (badFields.length === 0) return null;
  return (
    <div className="problem problem-box" role="alert" id="filter-problem">
      <p className="font-semibold">{words.filter.problemTitle}</p>
      <ul>
        {badFields.map((field) => (
          <li key={field}>
            {field in names ? (
              <a href={`#filter-${field}`}>{words.filter.problem(names[field] ?? field)}</a>
            ) : (
              words.filter.problem(field)
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The filter in short: "refused · mail · 1–7 Nov". */
export function filterSentence(page: ConsolePage): string {
  const { words, form, locale, runtime, person } = page;
  const purpose = form.purpose && runtime.catalogues.current().purposes.get(form.purpose);
  const parts = [
    form.kind === undefined ? '' : words.kinds[form.kind],
    purpose ? purpose.text[locale].name : '',
    form.surface === undefined ? '' : surfaceName(page, form.surface),
    form.by === undefined ? '' : words.by[form.by],
    form.from === undefined && form.to === undefined ? '' : `${form.from ?? ''}–${form.to ?? ''}`,
  ].filter((part) => part !== '');
  const whole = person === undefined ? words.result.everything : words.result.onePerson;
  if (person !== undefined) return [whole, ...parts].join(' · ');
  return parts.length === 0 ? whole : parts.join(' · ');
}
