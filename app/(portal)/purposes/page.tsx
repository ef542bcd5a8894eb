import type { Metadata } from 'next';
import { purposeGroups } from '@/lib/portal/purposes';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, type Query } from '../../_ui/page';
import { PurposeChoice } from '../../_ui/purpose/purpose-choice';
import { Techniques } from '../../_ui/purpose/techniques';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.purposes.title) };
}

export default async function PurposesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await getPage('/purposes', await searchParams);
  const { compiled, state, nowMs } = page.reading;
  const { locale, words } = page;
  const groups = purposeGroups({ compiled, locale, state, nowMs });
  return (
    <Frame page={page} section="purposes" narrow>
      <h1>{words.purposes.title}</h1>
      <p className="lead">{words.purposes.lead}</p>
      <nav aria-label={words.purposes.groups} className="mt-4">
        <ul className="tags">
          {groups.map(({ key, name }) => (
            <li key={key}>
              <a className="inline-flex min-h-11 items-center" href={`#group-${key}`}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {groups.map(({ key, name, purposes }) => (
        <section key={key} className="section" id={`group-${key}`} aria-labelledby={`title-${key}`}>
          <h2 id={`title-${key}`}>{name}</h2>
          {purposes.map((purpose) => (
            <PurposeChoice key={purpose.key} page={page} purpose={purpose} />
          ))}
        </section>
      ))}
      <Techniques page={page} />
    </Frame>
  );
}
