import type { Metadata } from 'next';
import { comparedInstant, compareWith } from '@/lib/portal/compare';
import { Frame } from '../../../_ui/frame';
import { CompareResult } from '../../../_ui/history/compare-result';
import { wallDay } from '../../../_ui/history/wall-day';
import { getLocale } from '../../../_ui/locale';
import { messagesFor } from '../../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../../_ui/page';
import { SignInNote } from '../../../_ui/sign-in-note';

const DAY_MS = 86_400_000;
/** What stands in the fields at first: a week ago. */
const OFFERED_MS = 7 * DAY_MS;

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.compare.title) };
}

interface Asked {
  readonly date: string | undefined;
  readonly time: string | undefined;
}

function Fields({ page, asked, wrong }: { page: Page; asked: Asked; wrong: boolean }) {
  const { compare } = page.words;
  const { nowMs } = page.reading;
  return (
    <form method="get" action="/history/compare" className="compare-form">
      {wrong ? (
        <p role="alert" className="note problem" id="compare-problem">
          <a href="#date">{compare.invalid}</a>
        </p>
      ) : null}
      <div className="field">
        <label htmlFor="date">{compare.date}</label>
        <input
          id="date"
          name="date"
          type="date"
          required
          max={wallDay(nowMs)}
          defaultValue={asked.date ?? wallDay(nowMs - OFFERED_MS)}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? 'compare-problem' : undefined}
        />
      </div>
      <div className="field">
        <label htmlFor="time">{compare.time}</label>
        <input
          id="time"
          name="time"
          type="time"
          defaultValue={asked.time ?? (asked.date === undefined ? '12:00' : '00:00')}
        />
      </div>
      <button className="button">{compare.submit}</button>
    </form>
  );
}

async function Own({ page, asked }: { readonly page: Page; readonly asked: Asked }) {
  const { words, principal, runtime, locale } = page;
  if (principal.kind !== 'person') {
    return <SignInNote page={page} text={words.compare.signIn} />;
  }
  const atMs = comparedInstant(asked.date, asked.time, page.reading.nowMs);
  const wrong = asked.date !== undefined && atMs === undefined;
  const comparison =
    atMs === undefined ? undefined : await compareWith(runtime, principal, locale, atMs);
  return (
    <>
      <Fields page={page} asked={asked} wrong={wrong} />
      {comparison === undefined ? null : <CompareResult page={page} comparison={comparison} />}
    </>
  );
}

export default async function ComparePage(parts: { readonly searchParams: Promise<Query> }) {
  const query = await parts.searchParams;
  const page = await getPage('/history/compare', query);
  const { words } = page;
  const asked = { date: single(query, 'date'), time: single(query, 'time') };
  return (
    <Frame page={page} section="history">
      <p>
        <a className="plain-button inline-flex items-center" href="/history">
          {words.spread.back}
        </a>
      </p>
      <h1>{words.compare.title}</h1>
      <p className="lead mb-6">{words.compare.lead}</p>
      <Own page={page} asked={asked} />
    </Frame>
  );
}
