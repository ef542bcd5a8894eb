import type { Metadata } from 'next';
import type { PurposeGroupView } from '@/lib/portal/model';
import { purposeGroups, purposeView } from '@/lib/portal/purposes';
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

/** One line that says what stands; what is in it is drawn once it is asked for (UX-10b). */
function Group(parts: { page: Page; group: PurposeGroupView; open: boolean }) {
  const { page, group, open } = parts;
  const { compiled, state, nowMs } = page.reading;
  const { key, name, purposes } = group;
  const optional = purposes.filter(({ basis }) => basis !== 'contract');
  const allowed = optional.filter(({ standing }) => standing === 'allowed').length;
  const drawn = open ? purposes : [];
  return (
    <section className="group" id={`group-${key}`} aria-labelledby={`group-${key}-name`}>
      <h2>
        <a
          className="group-lead"
          href={open ? `/purposes#group-${key}` : `/purposes?group=${key}#group-${key}`}
          aria-expanded={open}
        >
          <span id={`group-${key}-name`}>{name}</span>
          <small>
            {optional.length === 0
              ? page.words.standing.always
              : page.words.purposes.tally(purposes.length, allowed)}
          </small>
        </a>
      </h2>
      {drawn.map((brief) => {
        const purpose = purposeView({ compiled, locale: page.locale, state, nowMs }, brief.key);
        return purpose && <PurposeChoice key={brief.key} page={page} purpose={purpose} />;
      })}
    </section>
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
