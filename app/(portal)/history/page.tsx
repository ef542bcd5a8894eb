import type { Metadata } from 'next';
import type { PersonPrincipal } from '@/lib/identity/model';
import { askedOf, shownTo } from '@/lib/portal/activity';
import { audiencesFor } from '@/lib/portal/audiences';
import {
  historyKind,
  isEventKind,
  PAGE_SIZE,
  pageNumber,
  pageOf,
  type HistoryKind,
} from '@/lib/portal/history-kinds';
import { AudienceList } from '../../_ui/audience-list';
import { Frame } from '../../_ui/frame';
import { AskedDays } from '../../_ui/history/asked-days';
import { EventList } from '../../_ui/history/event-list';
import { KindsNav } from '../../_ui/history/kinds-nav';
import { ShownList } from '../../_ui/history/shown-list';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../_ui/page';
import { SignInNote } from '../../_ui/sign-in-note';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.history.title) };
}

interface Part {
  readonly page: Page;
  readonly person: PersonPrincipal;
  readonly kind: HistoryKind;
  readonly number: number;
}

async function Records({ page, person, kind, number }: Part) {
  const { runtime, reading, locale } = page;
  const { compiled } = reading;
  if (isEventKind(kind)) return <EventList {...{ page, person, kind, number }} />;
  if (kind === 'asked') {
    const asked = await askedOf(runtime, person, compiled, locale);
    return <AskedDays page={page} asked={asked} number={number} />;
  }
  if (kind === 'shown') {
    // One more than the page tells whether there is another.
    const shown = await shownTo(runtime, person, compiled, locale, number * PAGE_SIZE + 1);
    return <ShownList page={page} of={pageOf(shown, number)} />;
  }
  const audiences = await audiencesFor(runtime, person, compiled, locale);
  return <AudienceList page={page} audiences={pageOf(audiences, number)} />;
}

function Tools({ page }: { readonly page: Page }) {
  const { words } = page;
  const links = [
    { href: '/history/compare', text: words.record.compare, download: false },
    { href: '/history/export?format=json', text: words.history.exportJson, download: true },
    { href: '/history/export?format=csv', text: words.history.exportCsv, download: true },
    { href: '/guesses', text: words.guesses.title, download: false },
    { href: '/delete', text: words.erase.link, download: false },
  ];
  return (
    <div className="tags mb-4">
      {links.map(({ href, text, download }) => (
        <a
          key={href}
          className="plain-button inline-flex items-center"
          href={href}
          download={download}
        >
          {text}
        </a>
      ))}
    </div>
  );
}

function Own({ page, kind, number }: Omit<Part, 'person'>) {
  const { words, principal } = page;
  if (principal.kind !== 'person') {
    return <SignInNote page={page} text={words.history.signIn} />;
  }
  return (
    <>
      <Tools page={page} />
      <KindsNav page={page} kind={kind} />
      <section aria-labelledby="records">
        <h2 id="records" className="kinds-title">
          {words.record.kinds[kind]}
        </h2>
        <Records page={page} person={principal} kind={kind} number={number} />
      </section>
    </>
  );
}

export default async function HistoryPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/history', query);
  const { words } = page;
  const kind = historyKind(single(query, 'kind'));
  const number = pageNumber(single(query, 'page'));
  return (
    <Frame page={page} section="history">
      <h1>{words.history.title}</h1>
      <p className="lead mb-6">{words.history.lead}</p>
      <Own page={page} kind={kind} number={number} />
    </Frame>
  );
}
