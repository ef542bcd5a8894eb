import type { Metadata } from 'next';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, type Query } from '../../_ui/page';
import { RenewalParts } from '../../_ui/renewal/renewal-parts';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.renewal.title) };
}

export default async function RenewalPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await getPage('/renewal', await searchParams);
  return (
    <Frame page={page} section={null} narrow>
      <RenewalParts page={page} />
    </Frame>
  );
}
