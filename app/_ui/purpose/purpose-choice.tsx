import type { PurposeView } from '@/lib/portal/model';
import { ChoicePair, Objection, RefuseOnly } from '../choice-pair';
import { Rest } from '../limits/rest';
import type { Page } from '../page';
import { WholeNumbers } from '../whole-numbers';
import { Cells } from './cells';
import { chosenOf, objects } from './chosen';
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
  const choice = {
    ...{ setting: page.setting, words, about: purpose.name },
    ...({ allow: 'allow-purpose', refuse: 'refuse-purpose' } as const),
    fields: { purpose: purpose.key },
    chosen: chosenOf(purpose.standing),
    describedBy: `effects-${purpose.key}`,
  };
  return (
    <section className="purpose" id={purpose.key} aria-labelledby={`name-${purpose.key}`}>
      <h3 id={`name-${purpose.key}`}>{purpose.name}</h3>
      <p>{purpose.summary}</p>
      <Effects page={page} purpose={purpose} />
      <p className="standing">
        <WholeNumbers text={standingText(purpose, words, locale)} />
      </p>
      {purpose.standing === 'signalled' ? (
        <p className="quiet mb-2">{words.purposes.overSignal}</p>
      ) : null}
      {purpose.forMinors ? <p className="note mb-4">{words.guardian.adPurpose}</p> : null}
      {contract ? null : (
        <>
          {purpose.restsUntilMs === undefined ? null : <Rest page={page} purpose={purpose} />}
          {purpose.forMinors ? (
            <RefuseOnly {...choice} />
          ) : objects(purpose.basis, purpose.standing) ? (
            <Objection {...choice} />
          ) : (
            <ChoicePair {...choice} twoSteps={purpose.explicit ? purpose.key : undefined} />
          )}
          <Cells page={page} purpose={purpose} />
          {purpose.restsUntilMs === undefined ? <Rest page={page} purpose={purpose} /> : null}
        </>
      )}
    </section>
  );
}
