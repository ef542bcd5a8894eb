import type { Metadata } from 'next';
import { channelViews } from '@/lib/portal/channels';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, type Query } from '../../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.channels.title) };
}

export default async function ChannelsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await getPage('/channels', await searchParams);
  const { compiled, state, stations, nowMs } = page.reading;
  const { locale, words } = page;
  const views = channelViews({ compiled, locale, state, stations, nowMs });
  return (
    <Frame page={page} section={null} narrow>
      <h1>{words.channels.title}</h1>
      <p className="lead">{words.channels.lead}</p>
      <ul className="data-list">
        {views.map(({ key, name, places, permitted }) => (
          <li key={key}>
            <a href={`/channels/${key}`}>
              <span>
                <strong>{name}</strong>
                <small>
                  {stations === null
                    ? words.channels.mayPlaces(places.length)
                    : words.channels.places(permitted, places.length)}
                </small>
              </span>
              <span className="meter" aria-hidden="true">
                {places.map((place, index) => (
                  <span
                    key={place.key}
                    data-on={stations !== null && index < permitted}
                    className="dot"
                  />
                ))}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <nav className="more-ways" aria-label={words.channels.other}>
        <a href="/purposes">{words.purposes.title}</a>
        <a href="/data">{words.data.title}</a>
        <a href="/limits">{words.limits.title}</a>
      </nav>
    </Frame>
  );
}
