import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale } from '../../_ui/locale';
import { openTyped } from '../../_ui/typed';
import { demoRuntime } from '../door';
import { daysAgoText } from '../talks';
import { DeskFrame } from './desk-frame';
import { textOf, type Query } from '../shop/visit';
import { writerOf } from './enquiries';
import { DESK, DESK_CLERK } from './words';
import { WriteForm } from './write-form';
import { enquiries } from './written';

export async function generateMetadata(): Promise<Metadata> {
  return { title: DESK.title[await getLocale()] };
}

export default async function DeskPage({ searchParams }: { searchParams: Promise<Query> }) {
  const runtime = await demoRuntime();
  if (runtime === undefined) notFound();
  const [locale, query] = await Promise.all([getLocale(), searchParams]);
  const was = typeof query['was'] === 'string' ? query['was'] : undefined;
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
      <WriteForm
        locale={locale}
        said={textOf(query, 'said')}
        typed={openTyped(runtime, was, DESK_CLERK)}
      />
    </DeskFrame>
  );
}
