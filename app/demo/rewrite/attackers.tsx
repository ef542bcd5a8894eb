import { ATTACKS, type Attack } from '@/lib/evidence/rewrite/model';
import type { StageLocale } from '../stage/words';
import { REWRITE_WORDS } from './words';

/** One button each: plain forms, so that they work with scripts and without. */
export function Attackers({
  locale,
  tried,
}: {
  readonly locale: StageLocale;
  readonly tried: Attack | undefined;
}) {
  const words = REWRITE_WORDS[locale];
  return (
    <section aria-labelledby="attackers">
      <div className="part-head">
        <h2 id="attackers">{words.choose}</h2>
        <p className="part-text">{words.chooseText}</p>
      </div>
      <form method="post" action="/demo/rewrite/try">
        <ul className="attackers">
          {ATTACKS.map((attack, index) => (
            <li key={attack}>
              <button
                className="attacker"
                name="attack"
                value={attack}
                aria-describedby={`attack-${attack}`}
                aria-label={words.attacks[attack].name}
                aria-pressed={attack === tried}
              >
                <span className="attacker-mark" aria-hidden="true">
                  {index + 1}
                </span>
                <strong>{words.attacks[attack].name}</strong>
                <span id={`attack-${attack}`}>{words.attacks[attack].text}</span>
              </button>
            </li>
          ))}
        </ul>
      </form>
    </section>
  );
}
