import type { Metadata } from 'next';
import { historyFor } from '@/lib/portal/history';
import { readOldNew } from '@/lib/portal/old-new';
import type { PersonPrincipal } from '@/lib/identity/model';
import NotFound from '../../../not-found';
import { Frame } from '../../../_ui/frame';
import { EventActs, EventFacts } from '../../../_ui/history/event-facts';
import { readPageSpread } from '../../../_ui/history/read-page-spread';
import { SpreadTable } from '../../../_ui/history/spread-table';
import { getLocale } from '../../../_ui/locale';
import { messagesFor } from '../../../_ui/messages/choose';
import { getPage, type Page, type Query } from '../../../_ui/page';
import { SignInNote } from '../../../_ui/sign-in-note';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.spread.eventTitle) };
}

async function Event(parts: {
  readonly page: Page;
  readonly person: PersonPrincipal;
  readonly eventId: string;
}) {
  const { page, person, eventId } = parts;
  const { runtime, reading, locale, words } = page;
  const items = await historyFor(runtime, person, reading.compiled, locale);
  const item = items.find((one) => one.eventId === eventId);
  if (item === undefined) return <NotFound />;
  const changes = await readOldNew(runtime, person.subject, reading.compiled, [eventId]);
  const spread = await readPageSpread(page, [eventId]);
  return (
    <>
      {item.undone ? <p className="note mb-4">{words.spread.undone}</p> : null}
      <EventFacts page={page} item={item} change={changes.get(eventId)} />
      <EventActs page={page} item={item} />
      <section className="section" aria-labelledby="spread">
        <h2 id="spread">{words.spread.title}</h2>
        {spread === undefined ? (
          <p className="quiet">{words.spread.none}</p>
        ) : (
          <SpreadTable page={page} spread={spread} />
        )}
      </section>
    </>
  );
}

export default async function EventPage(parts: {
  readonly params: Promise<{ readonly event: string }>;
  readonly searchParams: Promise<Query>;
}) {
  const { event } = await parts.params;
  const page = await getPage(`/history/${encodeURIComponent(event)}`, await parts.searchParams);
  const { words, principal } = page;
  return (
    <Frame page={page} section="history">
      <p>
        <a className="plain-button inline-flex items-center" href="/history">
          {words.spread.back}
        </a>
      </p>
      <h1>{words.spread.eventTitle}</h1>
      {principal.kind === 'person' ? (
        <Event page={page} person={principal} eventId={event} />
      ) : (
        <SignInNote page={page} text={words.history.signIn} />
      )}
    </Frame>
  );
}
