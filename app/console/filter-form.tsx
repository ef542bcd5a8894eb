import { LOG_KIND_KEYS } from '@/lib/evidence/log-question';
import { ACTS_BY, SURFACES } from '@/lib/choice/model';
import type { ConsolePage } from './console-page';

interface Option {
  readonly value: string;
  readonly name: string;
}

function Pick(parts: {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly chosen: string | undefined;
  readonly options: readonly Option[];
}) {
  const { name, label, any, chosen, options } = parts;
  return (
    <label>
      <span>{label}</span>
      <select className="select" name={name} defaultValue={chosen ?? ''}>
        <option value="">{any}</option>
        {options.map(({ value, name: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Day({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <label>
      <span>{label}</span>
      <input className="select" type="date" name={name} defaultValue={value ?? ''} />
    </label>
  );
}

/** Filters that read as a sentence; a plain GET, so that a search has an address. */
export function FilterForm({ page }: { page: ConsolePage }) {
  const { words, shared, form, locale, runtime } = page;
  const { sentence, any } = words.filter;
  const { purposes } = runtime.catalogues.current().catalogue;
  return (
    <form
      method="get"
      action="/console"
      className="filters"
      role="search"
      aria-label={words.filter.label}
    >
      {form.case === undefined ? null : <input type="hidden" name="case" value={form.case} />}
      <Day name="from" label={sentence.from} value={form.from} />
      <Day name="to" label={sentence.to} value={form.to} />
      <Pick
        name="kind"
        label={sentence.kind}
        any={any}
        chosen={form.kind}
        options={LOG_KIND_KEYS.map((value) => ({ value, name: words.kinds[value] }))}
      />
      <Pick
        name="purpose"
        label={sentence.purpose}
        any={any}
        chosen={form.purpose}
        options={purposes.map(({ key, text }) => ({ value: key, name: text[locale].name }))}
      />
      <Pick
        name="surface"
        label={sentence.surface}
        any={any}
        chosen={form.surface}
        options={SURFACES.map((value) => ({ value, name: shared.surface[value] }))}
      />
      <Pick
        name="by"
        label={sentence.by}
        any={any}
        chosen={form.by}
        options={ACTS_BY.map((value) => ({ value, name: words.by[value] }))}
      />
      <div className="filter-buttons">
        <button className="button button-strong">{words.filter.apply}</button>
        <a className="plain-button inline-flex items-center" href="/console">
          {words.filter.clear}
        </a>
      </div>
    </form>
  );
}

/** The filter as a sentence: "choices · refused · mail · this week". */
export function filterSentence(page: ConsolePage): string {
  const { words, shared, form, locale, runtime } = page;
  const purpose = form.purpose && runtime.catalogues.current().purposes.get(form.purpose);
  const parts = [
    form.from === undefined && form.to === undefined ? '' : `${form.from ?? ''}–${form.to ?? ''}`,
    form.kind === undefined ? '' : words.kinds[form.kind],
    purpose ? purpose.text[locale].name : '',
    form.surface === undefined ? '' : shared.surface[form.surface],
    form.by === undefined ? '' : words.by[form.by],
  ].filter((part) => part !== '');
  return parts.length === 0 ? words.result.everything : parts.join(' · ');
}
