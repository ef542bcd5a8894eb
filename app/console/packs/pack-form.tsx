import type { Locale } from '@/lib/catalogue/model';
import { evidenceWords } from '../console-words';
import { TextField } from '../field';

/** Asks for a pack of a search or of one person; `hidden` is what the search is made of. */
export function PackForm(parts: {
  readonly locale: Locale;
  readonly hidden: Readonly<Record<string, string>>;
  readonly ground: string;
  readonly bad: boolean;
}) {
  const { packs } = evidenceWords[parts.locale];
  return (
    <form method="post" action="/console/packs/ask" className="pack-form" id="pack">
      {Object.entries(parts.hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} readOnly />
      ))}
      {parts.bad ? (
        <p className="problem problem-box" role="alert" id="pack-problem">
          {packs.badGround}
        </p>
      ) : null}
      <TextField
        {...{ id: 'pack-ground', name: 'ground', label: packs.ground, value: parts.ground }}
        {...{ shortest: 5, longest: 500, note: 'pack-text' }}
        problem={parts.bad ? 'pack-problem' : undefined}
        required
      />
      <button className="button">{packs.ask}</button>
      <p className="quiet small" id="pack-text">
        {Object.keys(parts.hidden).length === 0 ? packs.askWhole : packs.askText}
      </p>
    </form>
  );
}
