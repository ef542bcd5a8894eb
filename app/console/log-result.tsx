import { logQuestion } from '@/lib/evidence/log-question';
import { countLog, searchLog } from '@/lib/evidence/log-search';
import { ZONE } from '@/lib/portal/zone';
import { searchPath, type ConsolePage } from './console-page';
import { filterSentence } from './filter-form';
import { LogTable } from './log-table';
import { PackForm } from './packs/pack-form';

const PAGE_LINES = 50;

/** The search as fields of a form, without the place in its pages. */
function searchFields(form: ConsolePage['form']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      value === undefined || name === 'before' ? [] : [[name, String(value)]],
    ),
  );
}

function ExportForm({ page }: { page: ConsolePage }) {
  const { words, form } = page;
  return (
    <form method="post" action="/console/export" className="export" aria-label={words.export.label}>
      {Object.entries(searchFields(form)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} readOnly />
      ))}
      {(['csv', 'ndjson', 'parquet'] as const).map((format) => (
        <button
          className="button"
          key={format}
          name="format"
          value={format}
          aria-describedby="export-text"
        >
          {words.export[format]}
        </button>
      ))}
      <p className="quiet small" id="export-text">
        {words.export.text}
      </p>
    </form>
  );
}

function Pages({ page, last }: { page: ConsolePage; last: number | undefined }) {
  const { form, words } = page;
  if (form.before === undefined && last === undefined) return null;
  return (
    <nav className="tags mt-4" aria-label={words.result.pages}>
      {form.before === undefined ? null : (
        <a className="plain-button" href={searchPath(form, { before: undefined })}>
          {words.result.newest}
        </a>
      )}
      {last === undefined ? null : (
        <a className="plain-button" href={searchPath(form, { before: String(last) })}>
          {words.result.older}
        </a>
      )}
    </nav>
  );
}

export async function LogResult({ page }: { page: ConsolePage }) {
  const { runtime, officer, form, words, locale, person } = page;
  if (officer === undefined) return null;
  const question = logQuestion(form, ZONE, person?.subjects);
  const before = form.before === undefined ? {} : { beforeSeq: form.before };
  const [found, count] = await Promise.all([
    searchLog(runtime, officer, question, { ...before, limit: PAGE_LINES + 1 }),
    countLog(runtime, officer, question),
  ]);
  const lines = found.slice(0, PAGE_LINES);
  const filter = filterSentence(page);
  return (
    <section aria-labelledby="result">
      <div className="result-head">
        <h2 id="result">
          {filter}{' '}
          <span className="num quiet">{words.result.count(numberText(locale, count))}</span>
        </h2>
        {lines.length === 0 ? null : <ExportForm page={page} />}
      </div>
      {lines.length === 0 ? (
        <div className="log-empty">
          <p className="font-semibold">{words.result.emptyTitle}</p>
          <p className="quiet">{words.result.empty}</p>
        </div>
      ) : (
        <LogTable page={page} lines={lines} caption={words.result.caption(filter)} />
      )}
      <Pages page={page} last={found.length > PAGE_LINES ? lines.at(-1)?.seq : undefined} />
      {lines.length === 0 ? null : (
        <PackForm
          locale={locale}
          hidden={searchFields(form)}
          ground={person?.ground ?? ''}
          bad={false}
        />
      )}
    </section>
  );
}

function numberText(locale: string, count: number): string {
  return new Intl.NumberFormat(locale).format(count);
}
