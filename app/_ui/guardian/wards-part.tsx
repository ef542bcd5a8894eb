import type { WardView } from '@/lib/portal/guardian';
import type { Page } from '../page';
import { SayForm, TwoLists } from './say-form';
import { WardPart } from './ward';

/** Of an adult: the children they decide with, and letting one in. */
export function WardsPart(parts: {
  readonly page: Page;
  readonly wards: readonly WardView[];
  /** The code entered last let nobody in. */
  readonly fault: boolean;
}) {
  const { page, wards, fault } = parts;
  const { ward: words } = page.words.guardian;
  return (
    <section className="section" id="wards" aria-labelledby="wards-title">
      <h2 id="wards-title">{words.title}</h2>
      {wards.map((ward, index) => (
        <WardPart key={ward.tag} page={page} ward={ward} number={index + 1} />
      ))}
      {wards.length === 0 ? null : <h3>{words.another}</h3>}
      <p id="link-effect">{words.text}</p>
      <TwoLists
        id="ward-sees"
        lists={[
          [words.sees, words.seesList],
          [words.seesNot, words.seesNotList],
        ]}
      />
      <SayForm page={page} act="link" className="age-form">
        <div className="field">
          <label htmlFor="guardian-code">{words.code}</label>
          <input
            id="guardian-code"
            name="code"
            className="code"
            required
            maxLength={20}
            autoCapitalize="characters"
            spellCheck={false}
            autoFocus={fault}
            aria-invalid={fault || undefined}
            aria-describedby={fault ? 'guardian-problem' : undefined}
          />
        </div>
        <button className="button" aria-describedby="link-effect">
          {words.link}
        </button>
      </SayForm>
    </section>
  );
}
