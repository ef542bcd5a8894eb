import type { Metadata } from 'next';
import { ShopFrame } from '../shop/frame';
import { getVisit, textOf, type Query, type Visit } from '../shop/visit';
import { words, type Words } from '../shop/words';
import { findMailing, MAILING_NAMES, MAILINGS, type Mailing } from './letters';
import { OUTCOMES, type Outcome } from './send';
import '../shop/shop.css';
import './mailer.css';

export const metadata: Metadata = { title: '配信 Sending｜みのり Minori' };

const TEXT = {
  title: words('お知らせのメールを送る', 'Send our mails'),
  text: words(
    'みのりの配信係です。送る直前にたずね、答えのとおりに送るか、やめます。送ったメールには、一度押すだけで断れるリンクが付きます。',
    'This is Minori’s mail desk. It asks just before it sends, and does as it is told. Each mail carries a link that refuses with one press.',
  ),
  send: words('送る', 'Send'),
  about: words('：', ': '),
  nobody: words(
    'お店にサインインした方に送ります。',
    'Mails go to whoever is signed in at the shop.',
  ),
  guide: words('案内つきデモで人を選ぶ', 'Choose a person in the guided demo'),
  to: words('宛先', 'To'),
  outbox: words('送信箱を見る', 'Open the outbox'),
} as const;

const SAID: Readonly<Record<Outcome, Words>> = {
  personal: words('あなたに合わせて送りました。', 'Sent, tailored to you.'),
  generic: words('みんなと同じものを送りました。', 'Sent, the same for everyone.'),
  not_sent: words(
    '送っていません。許可がないか、上限に達したか、お伝えすることがありません。',
    'Not sent: no permission, a limit is reached, or there is nothing to say.',
  ),
  failed: words('送れませんでした。', 'It could not be sent.'),
};

interface Last {
  readonly mailing: Mailing;
  readonly was: Outcome;
  readonly inOutbox: boolean;
}

function lastOf(query: Query): Last | undefined {
  const mailing = findMailing(textOf(query, 'mailing'));
  const was = OUTCOMES.find((outcome) => outcome === textOf(query, 'was'));
  if (mailing === undefined || was === undefined) return undefined;
  const sent = was === 'personal' || was === 'generic';
  return { mailing, was, inOutbox: sent && textOf(query, 'way') === 'outbox' };
}

function Said({
  visit: { locale },
  last,
}: {
  readonly visit: Visit;
  readonly last: Last | undefined;
}) {
  return (
    <div role="status" className="mailing-said">
      {last === undefined ? null : (
        <p>
          <strong>{MAILING_NAMES[last.mailing][locale]}</strong>
          {TEXT.about[locale]}
          {SAID[last.was][locale]}{' '}
          {last.inOutbox ? <a href="/demo/outbox">{TEXT.outbox[locale]}</a> : null}
        </p>
      )}
    </div>
  );
}

function Mailings({ visit: { locale, customer } }: { readonly visit: Visit }) {
  if (customer === undefined) {
    return (
      <p>
        {TEXT.nobody[locale]} <a href="/demo">{TEXT.guide[locale]}</a>
      </p>
    );
  }
  return (
    <>
      <p>
        {TEXT.to[locale]}
        {TEXT.about[locale]}
        {customer.name[locale]} &lt;{customer.email}&gt;
      </p>
      <form method="post" action="/demo/mailer/send">
        <ul className="mailings">
          {MAILINGS.map((mailing) => (
            <li key={mailing}>
              <span id={`mailing-${mailing}`}>{MAILING_NAMES[mailing][locale]}</span>
              <button name="mailing" value={mailing} aria-describedby={`mailing-${mailing}`}>
                {TEXT.send[locale]}
                <span className="sr">
                  {TEXT.about[locale]}
                  {MAILING_NAMES[mailing][locale]}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </form>
    </>
  );
}

export default async function MailerPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const visit = await getVisit('/demo/mailer', query, []);
  const { locale } = visit;
  return (
    <ShopFrame visit={visit}>
      <h1>{TEXT.title[locale]}</h1>
      <p className="intro">{TEXT.text[locale]}</p>
      <Said visit={visit} last={lastOf(query)} />
      <Mailings visit={visit} />
    </ShopFrame>
  );
}
