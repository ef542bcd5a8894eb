import type { Metadata } from 'next';
import { openMailLink, type MailLink } from '@/lib/identity/mail-link';
import { mailChoices, type MailChoicesView } from '@/lib/portal/mail-choices';
import { dayText, timeText } from '../../../_ui/dates';
import { Frame } from '../../../_ui/frame';
import { getLocale } from '../../../_ui/locale';
import { openRefused } from '../../../_ui/mail/flash';
import { MailChoices } from '../../../_ui/mail/mail-choices';
import { messagesFor } from '../../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../../_ui/page';

interface Parts {
  readonly params: Promise<{ readonly token: string }>;
  readonly searchParams: Promise<Query>;
}

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.mail.title) };
}

/** Nothing here tells what somebody chose before: who holds the link may be anybody. */
function Saved(parts: {
  readonly page: Page;
  readonly view: MailChoicesView;
  readonly refused: ReturnType<typeof openRefused>;
}) {
  const { page, view, refused } = parts;
  const { words, locale } = page;
  if (refused === undefined) return <div role="status" />;
  const { choice, atMs, changed } = refused;
  const done =
    choice === 'this' ? words.mail.this.done(view.place) : words.mail[choice].done(view.channel);
  return (
    <div role="status">
      <div className="banner saved">
        <p>
          <strong title={dayText(locale, atMs)}>
            {changed ? words.saved.at(timeText(locale, atMs)) : words.saved.unchanged}
          </strong>{' '}
          {done}
        </p>
      </div>
    </div>
  );
}

function Finer({ page, channel }: { readonly page: Page; readonly channel: string }) {
  const { mail } = page.words;
  return (
    <>
      <p>
        <a href={`/channels/${channel}`}>{mail.finer}</a>
        <br />
        <span className="quiet">{mail.finerText}</span>
      </p>
      <p className="quiet mt-4">{mail.onlyRefuses}</p>
    </>
  );
}

function Unknown({ page }: { readonly page: Page }) {
  const { words, reading, locale } = page;
  return (
    <>
      <h1>{words.mail.unknownTitle}</h1>
      <p>{words.mail.unknown}</p>
      <ul className="bullets mt-4">
        <li>
          <a href="/channels">{words.mail.unknownSignIn}</a>
        </li>
        <li>
          {words.mail.unknownCall}
          <br />
          <span className="quiet">{reading.compiled.catalogue.notice[locale].contact}</span>
        </li>
      </ul>
    </>
  );
}

function Choices(parts: {
  readonly page: Page;
  readonly link: MailLink;
  readonly action: string;
  readonly refused: ReturnType<typeof openRefused>;
}) {
  const { page, link, action, refused } = parts;
  const { words, locale, reading } = page;
  const view = mailChoices(reading.compiled, link, locale);
  return (
    <>
      <Saved page={page} view={view} refused={refused} />
      <h1>{words.mail.title}</h1>
      <p>{words.mail.lead}</p>
      <p className="quiet">{words.mail.about(view.place)}</p>
      <MailChoices words={words} view={view} action={action} />
      <Finer page={page} channel={link.channel} />
    </>
  );
}

/** Opening it changes nothing, however often a scanner does it: its buttons do (SEC-17). */
export default async function MailPage({ params, searchParams }: Parts) {
  const [{ token }, query] = await Promise.all([params, searchParams]);
  const path = `/mail/${token}`;
  const page = await getPage(path, query);
  const link = openMailLink(page.runtime.vault, token);
  const refused = openRefused(page.runtime, token, single(query, 'saved'));
  return (
    <Frame page={page} section={null} narrow withoutStop>
      {link === undefined ? (
        <Unknown page={page} />
      ) : (
        <Choices page={page} link={link} action={`${path}/save`} refused={refused} />
      )}
    </Frame>
  );
}
