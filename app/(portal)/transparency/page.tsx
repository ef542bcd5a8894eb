import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { filterChoices, parseFilter } from '@/lib/portal/filter';
import type { MapFilter } from '@/lib/portal/model';
import { readRegister } from '@/lib/portal/read-transparency';
import { registerOf } from '@/lib/portal/transparency';
import NotFound from '../../not-found';
import { dayText } from '../../_ui/dates';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { MapFilterForm } from '../../_ui/map/map-filter';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, single, type Query } from '../../_ui/page';
import { DataTable } from '../../_ui/transparency/data-table';
import { PlaceTables } from '../../_ui/transparency/place-tables';
import { RecipientTables } from '../../_ui/transparency/recipient-tables';
import { Files, NotCovered, Versions } from '../../_ui/transparency/register-end';
import { registerPath, type RegisterPage } from '../../_ui/transparency/register-view';
import { WholeNumbers } from '../../_ui/whole-numbers';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.transparency.title) };
}

const SECTIONS = ['places', 'sending', 'sources', 'beyond', 'versions', 'files'] as const;
type Section = (typeof SECTIONS)[number];

function Head({ at }: { readonly at: RegisterPage }) {
  const { words, locale } = at.page;
  const { transparency } = words;
  const { version, publishedAtMs } = at.reading.compiled.catalogue;
  const former = version !== at.reading.newest.version;
  const say = former ? transparency.former : transparency.inForce;
  return (
    <header className="register-head">
      <h1>{transparency.title}</h1>
      <p className="lead">{transparency.lead}</p>
      <p className={former ? 'note' : undefined}>
        <strong>
          <WholeNumbers
            text={say(words.history.version(version), dayText(locale, publishedAtMs))}
          />
        </strong>
        {former ? (
          <>
            <br />
            <a href="/transparency">{transparency.toNewest}</a>
          </>
        ) : null}
      </p>
      <p className="quiet">{transparency.made}</p>
      <nav className="register-contents" aria-label={transparency.contents}>
        <ul className="tags">
          {SECTIONS.map((section) => (
            <li key={section}>
              <a href={`#${section}`}>{transparency[section]}</a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

function Filter({ at, filter }: { at: RegisterPage; filter: MapFilter | undefined }) {
  const { page, reading, register } = at;
  const { version } = reading.compiled;
  return (
    <MapFilterForm
      choices={filterChoices(reading.compiled, page.locale)}
      filter={filter}
      matching={register.lines.reduce((sum, { places }) => sum + places.length, 0)}
      signedIn={false}
      words={page.words}
      kept={version === reading.newest.version ? {} : { version: String(version) }}
      to={{ action: '/transparency#places', label: page.words.transparency.filter }}
    />
  );
}

function Part(parts: {
  readonly at: RegisterPage;
  readonly id: Section;
  readonly children: ReactNode;
}) {
  return (
    <section className="section" id={parts.id} aria-labelledby={`${parts.id}-title`}>
      <h2 id={`${parts.id}-title`}>{parts.at.page.words.transparency[parts.id]}</h2>
      {parts.children}
    </section>
  );
}

export default async function TransparencyPage(parts: { searchParams: Promise<Query> }) {
  const query = await parts.searchParams;
  const page = await getPage('/transparency', query);
  const reading = await readRegister(page.runtime, single(query, 'version'));
  if (reading === undefined) return <NotFound />;
  const { compiled, publishedAtMs } = reading;
  const known = parseFilter(single(query, 'show'), compiled);
  const filter = known?.kind === 'asked' || known?.kind === 'now' ? undefined : known;
  const register = registerOf({ compiled, locale: page.locale, publishedAtMs, filter });
  const at: RegisterPage = { page, register, reading };
  const { transparency } = page.words;
  return (
    <Frame page={page} section={null}>
      <div className="register">
        <Head at={at} />
        <Part at={at} id="places">
          <Filter at={at} filter={filter} />
          {filter === undefined ? null : (
            <p>
              <a href={`${registerPath(at, {})}#places`}>{page.words.map.everything}</a>
            </p>
          )}
          <PlaceTables at={at} />
        </Part>
        <Part at={at} id="sending">
          <p>{transparency.sendingText}</p>
          <p className="mt-4">
            <strong>{transparency.stop}</strong>
            <WholeNumbers text={page.words.choice.about(register.notice.howToWithdraw)} />
          </p>
          <RecipientTables at={at} />
        </Part>
        <Part at={at} id="sources">
          <DataTable at={at} />
        </Part>
        <Part at={at} id="beyond">
          <NotCovered at={at} />
        </Part>
        <Part at={at} id="versions">
          <Versions at={at} />
        </Part>
        <Part at={at} id="files">
          <Files at={at} />
        </Part>
      </div>
    </Frame>
  );
}
