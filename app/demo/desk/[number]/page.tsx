import type { Metadata } from 'next';
import { getLocale } from '../../../_ui/locale';
import { findGood } from '../../shop/goods';
import { textOf, type Query } from '../../shop/visit';
import { daysAgoText } from '../../talks';
import { getCase, type Case } from '../case';
import { DeskFrame } from '../desk-frame';
import { EarlierPart } from '../earlier-part';
import { ReplyForm } from '../reply-form';
import { FeelingPart, SimilarPart } from '../side-parts';
import { DESK } from '../words';

interface Parts {
  readonly params: Promise<{ readonly number: string }>;
  readonly searchParams: Promise<Query>;
}

export async function generateMetadata({ params }: Parts): Promise<Metadata> {
  const [locale, { number }] = await Promise.all([getLocale(), params]);
  return { title: `${number}｜${DESK.title[locale]}` };
}

function Order({ opened }: { readonly opened: Case }) {
  const { enquiry, order, locale } = opened;
  return (
    <section
      className="desk-part"
      aria-labelledby="order"
      data-place="order-enquiry"
      data-personal={order !== undefined}
    >
      <h2 id="order">{DESK.orderAsked[locale]}</h2>
      <p className="desk-quiet">{DESK.orderText[locale]}</p>
      {order === undefined ? (
        <p role="alert">{DESK.orderFailed[locale]}</p>
      ) : (
        <p className="order-line">
          <strong>{enquiry.order}</strong>
          <span>{findGood(order.good)?.text[locale].name}</span>
          <span>{DESK.ordered(daysAgoText(order)[locale])[locale]}</span>
        </p>
      )}
    </section>
  );
}

export default async function CasePage({ params, searchParams }: Parts) {
  const [{ number }, query] = await Promise.all([params, searchParams]);
  const reading = textOf(query, 'read') === '1';
  const opened = await getCase(number, reading);
  const { enquiry, writer, locale } = opened;
  const path = `/demo/desk/${number}${reading ? '?read=1' : ''}`;
  return (
    <DeskFrame locale={locale} path={path}>
      <p>
        <a className="desk-back" href="/demo/desk">
          {DESK.back[locale]}
        </a>
      </p>
      <h1>
        <span className="inbox-number">{number}</span> {enquiry.subject[locale]}
      </h1>
      <div className="case">
        <section className="desk-part" aria-labelledby="enquiry">
          <h2 id="enquiry">{DESK.enquiry[locale]}</h2>
          <p className="desk-quiet">
            {writer.name[locale]} <span aria-hidden="true">／</span> {daysAgoText(enquiry)[locale]}
          </p>
          <p className="enquiry-text">{enquiry.text[locale]}</p>
        </section>
        <div className="case-side">
          <Order opened={opened} />
          <EarlierPart opened={opened} />
          <FeelingPart opened={opened} />
          <SimilarPart opened={opened} />
        </div>
        <ReplyForm opened={opened} reading={reading} said={textOf(query, 'said')} />
      </div>
    </DeskFrame>
  );
}
