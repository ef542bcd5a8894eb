import type { Metadata } from 'next';
import { placesForLists } from '@/lib/asking/audience/kept-lists';
import { getLocale } from '../../_ui/locale';
import { single, type Query } from '../../_ui/page';
import { ConsoleFrame } from '../console-frame';
import { getConsolePage, type ConsolePage } from '../console-page';
import { Field, SelectField, TextField } from '../field';
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
    <TextField
      {...{ id: name, name, label: words[name], hint: words[`${name}Example`] }}
      {...{ longest: 200, note: 'words-note' }}
      required
    />
  );
}

function People({ words }: { readonly words: AudienceWords }) {
  return (
    <>
      <Field id="people" label={words.people} hint={words.peopleNote}>
        <textarea
          className="select audience-people"
          id="people"
          name="people"
          rows={6}
          autoComplete="off"
          spellCheck={false}
          aria-describedby="people-hint"
        />
      </Field>
      <Field id="file" label={words.file}>
        <input type="file" id="file" name="file" accept=".csv,.txt,text/csv,text/plain" />
      </Field>
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
      <SelectField
        {...{ id: 'touchpoint', name: 'touchpoint', label: words.touchpoint }}
        value={places.includes(place) ? place : USUAL_PLACE}
        options={places.map((key) => [key, placeName(page, key)])}
      />
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
