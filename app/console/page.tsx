import type { Metadata } from 'next';
import { logQuestion } from '@/lib/evidence/log-question';
import { countLog, searchLog } from '@/lib/evidence/log-search';
import { ZONE } from '../_ui/dates';
import { getLocale } from '../_ui/locale';
import type { Query } from '../_ui/page';
import { ConsoleFrame, NoEntry } from './console-frame';
import { getConsolePage, searchPath, type ConsolePage } from './console-page';
import { FilterForm, filterSentence } from './filter-form';
import { LogTable } from './log-table';
import { consoleMessagesFor } from './messages/choose';
import { PersonForm } from './person-form';

const PAGE_LINES = 50;

export async function generateMetadata(): Promise<Metadata> {
  const words = consoleMessagesFor(await getLocale());
  return { title: `${words.title}｜${words.name}` };
}

function ExportForm({ page }: { page: ConsolePage }) {
  const { words, form } = page;
  return (
    <form method="post" action="/console/export" className="export">
      {Object.entries(form).map(([name, value]) =>
        value === undefined || name === 'before' ? null : (
          <input key={name} type="hidden" name={name} value={String(value)} readOnly />
        ),
      )}
      <h2 id="export">{words.export.title}</h2>
      <p className="quiet">{words.export.text}</p>
      <div className="tags mt-2">
        <button className="button" name="format" value="csv">
          {words.export.csv}
        </button>
        <button className="button" name="format" value="ndjson">
          {words.export.ndjson}
        </button>
      </div>
    </form>
  );
}

async function Result({ page }: { page: ConsolePage }) {
  const { runtime, officer, form, words, locale, person } = page;
  if (officer === undefined) return null;
  const question = logQuestion(form, ZONE, person?.subjects);
  const before = form.before === undefined ? {} : { beforeSeq: form.before };
  const [lines, count] = await Promise.all([
    searchLog(runtime, officer, question, { ...before, limit: PAGE_LINES }),
    countLog(runtime, officer, question),
  ]);
  const last = lines.at(-1);
  const number = new Intl.NumberFormat(locale).format(count);
  return (
    <section aria-labelledby="result">
      <h2 id="result" className="num" role="status">
        {words.result.sentence(number, filterSentence(page))}
      </h2>
      {lines.length === 0 ? (
        <p className="note mt-4">{words.result.empty}</p>
      ) : (
        <LogTable page={page} lines={lines} />
      )}
      <nav className="tags mt-4" aria-label={words.result.caption}>
        {form.before === undefined ? null : (
          <a href={searchPath(form, { before: undefined })}>{words.result.newest}</a>
        )}
        {last !== undefined && lines.length === PAGE_LINES ? (
          <a href={searchPath(form, { before: String(last.seq) })}>{words.result.older}</a>
        ) : null}
      </nav>
      {lines.length === 0 ? null : <ExportForm page={page} />}
    </section>
  );
}

export default async function ConsolePageView({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await getConsolePage(await searchParams);
  const { officer, words } = page;
  if (officer === undefined) return <NoEntry page={page} />;
  const roles = words.list(officer.roles.map((role) => words.roles[role]));
  const { badField } = page;
  const fields: Readonly<Record<string, string>> = words.filter.sentence;
  return (
    <ConsoleFrame page={page}>
      <h1>{words.title}</h1>
      <p className="quiet">{words.signedInAs(roles)}</p>
      {badField === undefined ? null : (
        <p className="problem px-4 py-2 mt-4" role="alert">
          {words.filter.problem(fields[badField] ?? badField)}
        </p>
      )}
      <FilterForm page={page} />
      <PersonForm page={page} />
      {page.personOver ? null : <Result page={page} />}
    </ConsoleFrame>
  );
}
