import type { Metadata } from 'next';
import { erasureDesk, holdsOfCase, type ErasureDesk } from '@/lib/evidence/erasure-desk';
import type { OfficerPrincipal } from '@/lib/identity/model';
import { listCorrections } from '@/lib/record/age-corrections';
import { getLocale } from '../../_ui/locale';
import type { Query } from '../../_ui/page';
import { ConsoleFrame } from '../console-frame';
import { getConsolePage, type ConsolePage } from '../console-page';
import { consoleMessagesFor } from '../messages/choose';
import { NoEntry } from '../no-entry';
import { agesWords } from './ages/words';
import { DoneErasures } from './done-erasures';
import { PersonDesk } from './person-desk';
import { RequestList } from './request-list';
import { problemAt, Said } from './said';
import { erasuresWordsFor } from './words';
import './erasures.css';

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: `${erasuresWordsFor(locale).title}｜${consoleMessagesFor(locale).name}` };
}

const FIELDS = { words: 'ask-words' } as const;

interface Parts {
  readonly page: ConsolePage;
  readonly officer: OfficerPrincipal;
  readonly desk: ErasureDesk;
  readonly query: Query;
}

async function Desk({ page, officer, desk, query }: Parts) {
  const text = page.person === undefined ? undefined : page.form.case;
  const holds = text === undefined ? undefined : await holdsOfCase(page.runtime, officer, text);
  return (
    <>
      <RequestList page={page} officer={officer} requests={desk.waiting} list="waiting" />
      <RequestList page={page} officer={officer} requests={desk.held} list="held" />
      <PersonDesk {...{ page, officer, holds }} problem={problemAt(query, 'words')} />
      <DoneErasures page={page} done={desk.done} />
    </>
  );
}

export default async function ErasuresPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getConsolePage(query);
  const { principal, runtime, locale } = page;
  const words = erasuresWordsFor(locale);
  const [desk, corrections] = await Promise.all([
    erasureDesk(runtime, principal),
    listCorrections(runtime, principal),
  ]);
  if (principal.kind !== 'officer') return <NoEntry page={page} />;
  const opened = page.form.case === undefined ? '' : `?case=${page.form.case}`;
  const here = `/console/erasures${opened}`;
  return (
    <ConsoleFrame page={page} here={here}>
      <div className="console-title">
        <h1>{words.title}</h1>
        <p className="quiet small">
          {page.words.signedInAs(
            page.words.list(principal.roles.map((role) => page.words.roles[role])),
          )}
        </p>
      </div>
      {desk === undefined ? (
        <p className="note mt-4">{words.noEntry}</p>
      ) : (
        <>
          <Said words={words} query={query} fields={opened === '' ? {} : FIELDS} />
          <p className="lead mt-2">{words.lead}</p>
          <p className="mt-2">
            <a href={`/console/erasures/ages${opened}`}>
              {agesWords[locale].waitingElsewhere(corrections?.length ?? 0)}
            </a>
          </p>
          <Desk page={page} officer={principal} desk={desk} query={query} />
        </>
      )}
    </ConsoleFrame>
  );
}
