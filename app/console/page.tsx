import type { Metadata } from 'next';
import { getLocale } from '../_ui/locale';
import type { Query } from '../_ui/page';
import { ConsoleFrame } from './console-frame';
import { getConsolePage } from './console-page';
import { FilterForm, FilterProblem } from './filter-form';
import { LogResult } from './log-result';
import { consoleMessagesFor } from './messages/choose';
import { NoEntry } from './no-entry';
import { PersonForm } from './person-form';

export async function generateMetadata(): Promise<Metadata> {
  const words = consoleMessagesFor(await getLocale());
  return { title: `${words.title}｜${words.name}` };
}

export default async function ConsolePageView({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await getConsolePage(await searchParams);
  const { officer, words, badFields, personOver } = page;
  if (officer === undefined) return <NoEntry page={page} />;
  const roles = words.list(officer.roles.map((role) => words.roles[role]));
  return (
    <ConsoleFrame page={page}>
      <div className="console-title">
        <h1>{words.title}</h1>
        <p className="quiet small">{words.signedInAs(roles)}</p>
      </div>
      <FilterProblem page={page} />
      <FilterForm page={page} />
      <PersonForm page={page} />
      {personOver || badFields.length > 0 ? null : <LogResult page={page} />}
    </ConsoleFrame>
  );
}
