import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readOutbox, type OutboxMail } from '@/lib/delivery/outbox';
import { getLocale } from '../../_ui/locale';
import { demoRuntime } from '../door';
import { dayClockText } from '../stage/clock-text';
import { OneClick } from './one-click';
import { StageFrame } from '../stage/stage-frame';
import { STAGE_WORDS, type StageLocale } from '../stage/words';

const MAILS = 30;
const SENDING = { ja: 'お店のメールを送ってみる', en: 'Send one of the shop’s mails' } as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: STAGE_WORDS[await getLocale()].outboxTitle };
}

function MailView({ mail, locale }: { readonly mail: OutboxMail; readonly locale: StageLocale }) {
  const words = STAGE_WORDS[locale];
  const code = /^\s*(\d{6})\s*$/m.exec(mail.text)?.[1];
  // The one link of a mail that signs somebody in; others have several, where they belong.
  const link = code === undefined ? undefined : /https?:\/\/\S+/.exec(mail.text)?.[0];
  const lang = mail.lang === locale ? undefined : mail.lang;
  return (
    <article className="mail">
      <p className="mail-head">
        <time dateTime={new Date(mail.createdAtMs).toISOString()}>
          {dayClockText(locale, mail.createdAtMs)}
        </time>
        <span>
          {words.to} {mail.to}
        </span>
      </p>
      <h2 lang={lang}>{mail.subject}</h2>
      <OneClick mail={mail} locale={locale} />
      <pre lang={lang}>{mail.text}</pre>
      <p className="mail-ways">
        {code === undefined ? null : (
          <span>
            {words.code} <strong>{code}</strong>
          </span>
        )}
        {link === undefined ? null : <a href={link}>{words.open}</a>}
      </p>
    </article>
  );
}

export default async function OutboxPage() {
  const runtime = await demoRuntime();
  if (runtime === undefined) notFound();
  const [locale, mails] = await Promise.all([getLocale(), readOutbox(runtime, MAILS)]);
  const words = STAGE_WORDS[locale];
  return (
    <StageFrame locale={locale} path="/demo/outbox">
      <div className="opening">
        <h1>{words.outboxHeading}</h1>
        <p>{words.outboxText}</p>
      </div>
      <p className="outbox-ways">
        <a href="/demo">{words.back}</a>
        <a href="/demo/mailer">{SENDING[locale]}</a>
      </p>
      {mails.length === 0 ? <p className="board-empty">{words.outboxEmpty}</p> : null}
      <div className="mails">
        {mails.map((mail) => (
          <MailView key={mail.id} mail={mail} locale={locale} />
        ))}
      </div>
    </StageFrame>
  );
}
