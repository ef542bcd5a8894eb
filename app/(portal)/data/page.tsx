import type { Metadata } from 'next';
import { dataViews } from '@/lib/portal/data';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, type Query } from '../../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.data.title) };
}

export default async function DataPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await getPage('/data', await searchParams);
  const { compiled, state, stations, nowMs } = page.reading;
  const { locale, words } = page;
  const views = dataViews({ compiled, locale, state, stations, nowMs });
  return (
    <Frame page={page} section="data" narrow>
      <h1>{words.data.title}</h1>
      <p className="lead">{words.data.lead}</p>
      <ul className="data-list">
        {views.map(({ key, name, sensitive, places, permitted }) => (
          <li key={key}>
            <a href={`/data/${key}`}>
              <span>
                <strong>{name}</strong>
                {sensitive ? <span className="tag">{words.data.sensitive}</span> : null}
                <small>
                  {stations === null
                    ? words.data.mayPlaces(places)
                    : words.data.places(permitted, places)}
                </small>
              </span>
              <span className="meter" aria-hidden="true">
                {Array.from({ length: places }, (_, index) => (
                  <span
                    key={index}
                    data-on={stations !== null && index < permitted}
                    className="dot"
                  />
                ))}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p className="mt-6">
        <a className="plain-button inline-flex items-center" href="/delete">
          {words.erase.link}
        </a>
      </p>
    </Frame>
  );
}
