import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LINES, STAGES, type LineKey, type Locale } from '@/lib/catalogue/model';
import type { Runtime } from '@/lib/runtime/model';
import { getLocale } from '../../_ui/locale';
import { demoRuntime } from '../door';
import { findSeen } from '../integrations';
import { PERSONAS, type Persona } from '../personas';
import { currentPersona } from '../stage/read';
import { StageFrame } from '../stage/stage-frame';
import { words } from '../shop/words';
import './places.css';

const TEXT = {
  page: words('すべての場所｜納得', 'All places｜Nattoku'),
  title: words('すべての場所', 'All places'),
  lead: words(
    '路線図にあるどの場所も、ここから開けます。開くたびに、その場所のシステムがまずたずねます。',
    'Every place on the map opens from here. Each time, the system that runs it asks first.',
  ),
  back: words('案内つきデモへ戻る', 'Back to the guided demo'),
  settings: words('この場所の設定', 'Settings of this place'),
  nobody: words(
    'まだだれでもありません。先に、案内つきデモで人を選んでください。',
    'You are nobody yet. Pick a person on the guided page first.',
  ),
  count: (n: number) => words(`${String(n)}か所`, `${String(n)} places`),
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: TEXT.page[await getLocale()] };
}

/** In the order of the journey, as on the map. */
function placesOf(runtime: Runtime, line: LineKey) {
  const { channels, touchpoints } = runtime.catalogues.current();
  return [...touchpoints.values()]
    .map(({ touchpoint }) => touchpoint)
    .filter(({ channel, status }) => status === 'live' && channels.get(channel)?.line === line)
    .sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
}

function LineList({
  runtime,
  line,
  persona,
  locale,
}: {
  readonly runtime: Runtime;
  readonly line: LineKey;
  readonly persona: Persona | undefined;
  readonly locale: Locale;
}) {
  const places = placesOf(runtime, line);
  const name = runtime.catalogues.current().catalogue.lines.find(({ key }) => key === line);
  const as = persona ?? PERSONAS[0];
  return (
    <section className={`all-line all-line-${line}`} aria-labelledby={`line-${line}`}>
      <h2 id={`line-${line}`}>
        {name?.text[locale].name ?? line} <small>{TEXT.count(places.length)[locale]}</small>
      </h2>
      <ul>
        {places.map(({ key, text }) => {
          const seen = as && findSeen(key, as);
          return (
            <li key={key}>
              {seen === undefined ? (
                <span>{text[locale].name}</span>
              ) : (
                <a className="all-place" href={seen.path}>
                  {text[locale].name}
                </a>
              )}
              <p>{text[locale].with}</p>
              <a className="all-settings" href={`/places/${key}`}>
                {TEXT.settings[locale]}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export default async function PlacesPage() {
  const runtime = await demoRuntime();
  if (runtime === undefined) notFound();
  const [locale, persona] = await Promise.all([getLocale(), currentPersona()]);
  return (
    <StageFrame locale={locale} path="/demo/places">
      <div className="opening">
        <h1>{TEXT.title[locale]}</h1>
        <p>
          {TEXT.lead[locale]} <a href="/demo">{TEXT.back[locale]}</a>
        </p>
      </div>
      {persona === undefined ? <p className="device-note">{TEXT.nobody[locale]}</p> : null}
      <div className="all-lines">
        {LINES.map((line) => (
          <LineList key={line} {...{ runtime, line, persona, locale }} />
        ))}
      </div>
    </StageFrame>
  );
}
