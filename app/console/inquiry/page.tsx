import type { Metadata } from 'next';
import { answerInquiry, inquiryInstant } from '@/lib/evidence/inquiry';
import { ZONE } from '@/lib/portal/zone';
import { getLocale } from '../../_ui/locale';
import type { Query } from '../../_ui/page';
import { ConsoleFrame } from '../console-frame';
import { getConsolePage } from '../console-page';
import { evidenceWords } from '../console-words';
import { NoEntry } from '../no-entry';
import { Answer } from './answer';
import { InquiryForm } from './inquiry-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: evidenceWords[await getLocale()].inquiry.title };
}

function text(query: Query, name: string): string {
  const value = query[name];
  return typeof value === 'string' ? value.slice(0, 4096) : '';
}

export default async function InquiryView({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const draft = text(query, 'draft');
  const page = await getConsolePage(draft === '' ? {} : { draft });
  const { officer, runtime, locale } = page;
  if (officer === undefined) return <NoEntry page={page} />;
  const { inquiry } = evidenceWords[locale];
  const when = {
    date: text(query, 'date'),
    time: text(query, 'time'),
    place: text(query, 'place'),
  };
  const kept = text(query, 'case');
  const atMs = inquiryInstant(when.date, when.time, ZONE, runtime.clock.now());
  const asked = { case: kept, touchpoint: when.place, atMs };
  const answer = kept === '' ? undefined : await answerInquiry(runtime, officer, asked);
  const here = `/console/inquiry?${new URLSearchParams({ ...when, ...(kept !== '' && { case: kept }) }).toString()}`;
  return (
    <ConsoleFrame page={page} here={here}>
      <h1>{inquiry.title}</h1>
      {answer?.ok === true ? (
        <Answer page={page} answer={answer} place={when.place} kept={kept} />
      ) : (
        <>
          <p className="lead">{inquiry.lead}</p>
          <InquiryForm page={page} when={when} problem={answer?.problem} />
        </>
      )}
    </ConsoleFrame>
  );
}
