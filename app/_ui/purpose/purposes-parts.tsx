import type { PurposeGroupView } from '@/lib/portal/model';
import { purposeGroups, purposeView } from '@/lib/portal/purposes';
import { single, type Page, type Query } from '../page';
import { PurposeChoice } from './purpose-choice';
import { Techniques } from './techniques';

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

/** Every purpose in its group: what stands between the frame of the page. */
export function PurposesParts({ page, query }: { readonly page: Page; readonly query: Query }) {
  const open = single(query, 'group');
  const { compiled, state, nowMs } = page.reading;
  const { locale, words } = page;
  const groups = purposeGroups({ compiled, locale, state, nowMs });
  return (
    <>
      <h1>{words.purposes.title}</h1>
      <p className="lead">{words.purposes.lead}</p>
      <div className="groups">
        {groups.map((group) => (
          <Group key={group.key} page={page} group={group} open={group.key === open} />
        ))}
      </div>
      <Techniques page={page} />
    </>
  );
}
