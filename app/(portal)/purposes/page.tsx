import type { Metadata } from 'next';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, type Query } from '../../_ui/page';
import { PurposesParts } from '../../_ui/purpose/purposes-parts';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.purposes.title) };
}

export default async function PurposesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/purposes', query);
  return (
    <Frame page={page} section="purposes" narrow>
      <PurposesParts page={page} query={query} />
    </Frame>
  );
}
