import type { PurposeView } from '@/lib/portal/model';
import { ChoicePair } from '../choice-pair';
import type { Page } from '../page';
import { Cells, chosenOf } from './cells';
import { standingText } from './standing-text';

interface Parts {
  readonly page: Page;
  readonly purpose: PurposeView;
}

/** Opens the group, at the purpose. */
export function purposePath({ key, group }: Pick<PurposeView, 'key' | 'group'>): string {
  return `/purposes?group=${group}#${key}`;
}

/** What stops and what goes on, before the choice (UX-08). */
export function Effects({ page, purpose }: Parts) {
  const { words } = page;
  const lists = [
    { title: words.purposes.stops, items: purpose.stops },
    { title: words.purposes.continues, items: purpose.continues },
  ].filter(({ items }) => items.length > 0);
  return (
    <div className="effects" id={`effects-${purpose.key}`}>
      {lists.map(({ title, items }) => (
        <div key={title}>
          <h4>{title}</h4>
          <ul className="bullets">
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

export function PurposeChoice({ page: seen, purpose }: Parts) {
  const back = purposePath(purpose);
  const page = { ...seen, setting: { ...seen.setting, back } };
  const { words, locale } = page;
  const contract = purpose.basis === 'contract';
  return (
    <section className="purpose" id={purpose.key} aria-labelledby={`name-${purpose.key}`}>
      <h3 id={`name-${purpose.key}`}>{purpose.name}</h3>
      <p>{purpose.summary}</p>
      <Effects page={page} purpose={purpose} />
      <p className="standing">{standingText(purpose, words, locale)}</p>
      {contract ? null : (
        <>
          <ChoicePair
            setting={page.setting}
            words={words}
            about={purpose.name}
            allow="allow-purpose"
            refuse="refuse-purpose"
            fields={{ purpose: purpose.key }}
            chosen={chosenOf(purpose.standing)}
            describedBy={`effects-${purpose.key}`}
            objection={purpose.basis === 'legitimate_interest'}
            allowHref={purpose.explicit ? `/purposes/${purpose.key}/explicit` : undefined}
          />
          <Cells page={page} purpose={purpose} />
        </>
      )}
    </section>
  );
}
