import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale } from '../../_ui/locale';
import { demoRuntime } from '../door';
import { daysAgoText } from '../talks';
import { DeskFrame } from './desk-frame';
import { textOf, type Query } from '../shop/visit';
import { writerOf } from './enquiries';
import { DESK } from './words';
import { WriteForm } from './write-form';
import { enquiries } from './written';

export async function generateMetadata(): Promise<Metadata> {
  return { title: DESK.title[await getLocale()] };
}

export default async function DeskPage({ searchParams }: { searchParams: Promise<Query> }) {
  if ((await demoRuntime()) === undefined) notFound();
  const [locale, query] = await Promise.all([getLocale(), searchParams]);
  return (
    <DeskFrame locale={locale} path="/demo/desk">
      <h1>{DESK.inbox[locale]}</h1>
      <p className="desk-quiet">{DESK.inboxText[locale]}</p>
      <ul className="inbox">
        {enquiries().map((enquiry) => (
          <li key={enquiry.number}>
            <a href={`/demo/desk/${enquiry.number}`}>
              <span className="inbox-number">{enquiry.number}</span>
              <span className="inbox-name">{writerOf(enquiry)?.name[locale]}</span>
              <span className="inbox-subject">{enquiry.subject[locale]}</span>
              <span className="inbox-order">{`${DESK.order[locale]} ${enquiry.order}`}</span>
              <span className="inbox-day">{daysAgoText(enquiry)[locale]}</span>
            </a>
          </li>
        ))}
      </ul>
      <WriteForm locale={locale} said={textOf(query, 'said')} />
    </DeskFrame>
  );
}
