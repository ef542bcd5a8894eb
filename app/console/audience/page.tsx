import type { Metadata } from 'next';
import { placesForLists } from '@/lib/asking/audience/kept-lists';
import { getLocale } from '../../_ui/locale';
import { single, type Query } from '../../_ui/page';
import { ConsoleFrame } from '../console-frame';
import { getConsolePage, type ConsolePage } from '../console-page';
import { consoleMessagesFor } from '../messages/choose';
import { NoEntry } from '../no-entry';
import { placeName } from './place-name';
import { audienceWords, type AudienceWords } from './words';
import './audience.css';

const USUAL_PLACE = 'campaign-mail';

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: `${audienceWords[locale].title}｜${consoleMessagesFor(locale).name}` };
}

function Words(parts: { readonly name: 'campaign' | 'segment'; readonly words: AudienceWords }) {
  const { name, words } = parts;
  return (
    <div className="look-field">
      <label htmlFor={name}>{words[name]}</label>
      <input
        className="select"
        id={name}
        name={name}
        required
        maxLength={200}
        autoComplete="off"
        aria-describedby={`${name}-note words-note`}
      />
      <p className="quiet small" id={`${name}-note`}>
        {words[`${name}Example`]}
      </p>
    </div>
  );
}

function People({ words }: { readonly words: AudienceWords }) {
  return (
    <>
      <div className="look-field">
        <label htmlFor="people">{words.people}</label>
        <textarea
          className="select audience-people"
          id="people"
          name="people"
          rows={6}
          autoComplete="off"
          spellCheck={false}
          aria-describedby="people-note"
        />
        <p className="quiet small" id="people-note">
          {words.peopleNote}
        </p>
      </div>
      <div className="look-field">
        <label htmlFor="file">{words.file}</label>
        <input
          className="audience-file"
          type="file"
          id="file"
          name="file"
          accept=".csv,.txt,text/csv,text/plain"
        />
      </div>
    </>
  );
}

function AudienceForm({ page, place }: { readonly page: ConsolePage; readonly place: string }) {
  const words = audienceWords[page.locale];
  const places = placesForLists(page.runtime);
  return (
    <form
      method="post"
      action="/console/audience/ask"
      encType="multipart/form-data"
      className="audience-form"
    >
      <div className="look-field">
        <label htmlFor="touchpoint">{words.touchpoint}</label>
        <select
          className="select"
          id="touchpoint"
          name="touchpoint"
          defaultValue={places.includes(place) ? place : USUAL_PLACE}
        >
          {places.map((key) => (
            <option key={key} value={key}>
              {placeName(page, key)}
            </option>
          ))}
        </select>
      </div>
      <Words name="campaign" words={words} />
      <Words name="segment" words={words} />
      <p className="note small" id="words-note">
        {words.wordsNote}
      </p>
      <People words={words} />
      <button className="button button-strong">{words.ask}</button>
    </form>
  );
}

export default async function AudiencePage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getConsolePage({});
  const { principal, locale } = page;
  if (principal.kind !== 'officer') return <NoEntry page={page} />;
  const words = audienceWords[locale];
  const problems: Readonly<Record<string, string>> = words.problems;
  const problem = problems[single(query, 'problem') ?? ''];
  return (
    <ConsoleFrame page={page} here="/console/audience">
      <h1>{words.title}</h1>
      {principal.roles.includes('author') ? (
        <>
          {problem === undefined ? null : (
            <div className="problem problem-box" role="alert">
              <p className="font-semibold">{words.problemTitle}</p>
              <p>{problem}</p>
            </div>
          )}
          <p className="lead">{words.lead}</p>
          <AudienceForm page={page} place={single(query, 'touchpoint') ?? ''} />
        </>
      ) : (
        <p className="note mt-4">{words.noEntry}</p>
      )}
    </ConsoleFrame>
  );
}
