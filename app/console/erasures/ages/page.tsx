import type { Metadata } from 'next';
import { ageOfCase } from '@/lib/evidence/age-desk';
import type { OfficerPrincipal } from '@/lib/identity/model';
import { listCorrections, type AskedCorrection } from '@/lib/record/age-corrections';
import { getLocale } from '../../../_ui/locale';
import type { Query } from '../../../_ui/page';
import { ConsoleFrame } from '../../console-frame';
import { getConsolePage, type ConsolePage } from '../../console-page';
import { consoleMessagesFor } from '../../messages/choose';
import { NoEntry } from '../../no-entry';
import { problemAt, Said } from '../said';
import { AgeRequest } from './age-request';
import { PersonAge } from './person-age';
import { agesWords } from './words';
import '../erasures.css';

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: `${agesWords[locale].title}｜${consoleMessagesFor(locale).name}` };
}

const FIELDS = { ground: 'ask-ground' } as const;

interface Parts {
  readonly page: ConsolePage;
  readonly officer: OfficerPrincipal;
  readonly requests: readonly AskedCorrection[];
  readonly query: Query;
}

async function Desk({ page, officer, requests, query }: Parts) {
  const { waiting } = agesWords[page.locale];
  const text = page.person === undefined ? undefined : page.form.case;
  const age = text === undefined ? undefined : await ageOfCase(page.runtime, officer, text);
  return (
    <>
      <section className="erasure-section" aria-labelledby="waiting">
        <h2 id="waiting">{waiting.title}</h2>
        {requests.length === 0 ? (
          <p className="quiet">{waiting.none}</p>
        ) : (
          <p className="quiet">{waiting.text}</p>
        )}
        <ul>
          {requests.map((request) => (
            <AgeRequest key={request.id} {...{ page, officer, request }} />
          ))}
        </ul>
      </section>
      <PersonAge page={page} age={age} problem={problemAt(query, 'ground')} />
    </>
  );
}

export default async function AgesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getConsolePage(query);
  const { principal, runtime, locale } = page;
  const words = agesWords[locale];
  if (principal.kind !== 'officer') return <NoEntry page={page} />;
  const requests = await listCorrections(runtime, principal);
  const opened = page.form.case === undefined ? '' : `?case=${page.form.case}`;
  return (
    <ConsoleFrame page={page} here={`/console/erasures/ages${opened}`}>
      <p className="mb-2">
        <a href={`/console/erasures${opened}`}>{words.back}</a>
      </p>
      <div className="console-title">
        <h1>{words.title}</h1>
      </div>
      {requests === undefined ? (
        <p className="note mt-4">{words.noEntry}</p>
      ) : (
        <>
          <Said words={words} query={query} fields={opened === '' ? {} : FIELDS} />
          <p className="lead mt-2">{words.lead}</p>
          <Desk page={page} officer={principal} requests={requests} query={query} />
        </>
      )}
    </ConsoleFrame>
  );
}
