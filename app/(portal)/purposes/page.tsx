import type { Metadata } from 'next';
import type { PurposeGroupView } from '@/lib/portal/model';
import { purposeGroups } from '@/lib/portal/purposes';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../../_ui/page';
import { PurposeChoice } from '../../_ui/purpose/purpose-choice';
import { Techniques } from '../../_ui/purpose/techniques';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.purposes.title) };
}

/** Five groups and nothing else before the first tap (UX-10b). */
function Group(parts: { page: Page; group: PurposeGroupView; open: boolean }) {
  const { page, group, open } = parts;
  const { key, name, purposes } = group;
  const optional = purposes.filter(({ basis }) => basis !== 'contract');
  const allowed = optional.filter(({ standing }) => standing === 'allowed').length;
  return (
    <details className="group" id={`group-${key}`} open={open}>
      <summary>
        <span>
          <h2>{name}</h2>
          <small>
            {optional.length === 0
              ? page.words.standing.always
              : page.words.purposes.tally(purposes.length, allowed)}
          </small>
        </span>
      </summary>
      {purposes.map((purpose) => (
        <PurposeChoice key={purpose.key} page={page} purpose={purpose} />
      ))}
    </details>
  );
}

export default async function PurposesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/purposes', query);
  const open = single(query, 'group');
  const { compiled, state, nowMs } = page.reading;
  const { locale, words } = page;
  const groups = purposeGroups({ compiled, locale, state, nowMs });
  return (
    <Frame page={page} section="purposes" narrow>
      <h1>{words.purposes.title}</h1>
      <p className="lead">{words.purposes.lead}</p>
      <div className="groups">
        {groups.map((group) => (
          <Group key={group.key} page={page} group={group} open={group.key === open} />
        ))}
      </div>
      <Techniques page={page} />
    </Frame>
  );
}
