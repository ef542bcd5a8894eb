import type { Metadata } from 'next';
import { Frame } from '../_ui/frame';
import { getLocale } from '../_ui/locale';
import { HomeParts } from '../_ui/map/home-parts';
import { messagesFor } from '../_ui/messages/choose';
import { getPage, single, type Query } from '../_ui/page';

interface Parts {
  readonly searchParams: Promise<Query>;
}

/** The open place first: what a window's title is cut off to. */
export async function generateMetadata({ searchParams }: Parts): Promise<Metadata> {
  const query = await searchParams;
  const key = single(query, 'place');
  const words = messagesFor(await getLocale());
  if (key === undefined) return { title: words.title(words.home.title) };
  const { reading, locale } = await getPage('/', query);
  const name = reading.compiled.touchpoints.get(key)?.touchpoint.text[locale].name;
  return { title: words.title(name === undefined ? words.home.title : words.map.at(name)) };
}

export default async function HomePage({ searchParams }: Parts) {
  const query = await searchParams;
  const page = await getPage('/', query);
  return (
    <Frame page={page} section="map">
      <HomeParts page={page} query={query} />
    </Frame>
  );
}
