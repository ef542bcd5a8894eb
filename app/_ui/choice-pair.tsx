import type { ReactNode } from 'react';
import type { Act } from '@/lib/portal/form-schema';
import type { Messages } from './messages/ja';

export interface FormSetting {
  readonly once: () => string;
  readonly version: number;
  /** Where the form leads back to. */
  readonly back: string;
}

export interface ChoicePairParts {
  readonly setting: FormSetting;
  readonly words: Messages;
  /** What is chosen about, for names that make sense on their own. */
  readonly about: string;
  readonly allow: Act['act'];
  /** Where allowing takes two steps, it is a way to them. */
  readonly allowHref?: string | undefined;
  readonly refuse: Act['act'];
  readonly fields: Readonly<Record<string, string>>;
  readonly chosen: 'allowed' | 'refused' | 'none';
  readonly describedBy?: string;
  readonly small?: boolean;
  /** Legitimate interest: refused with one button, and taken up again with one. */
  readonly objection?: boolean;
}

export function HiddenFields(parts: {
  readonly setting: FormSetting;
  readonly fields: Readonly<Record<string, string>>;
}) {
  const { setting, fields } = parts;
  const all = {
    ...fields,
    once: setting.once(),
    version: String(setting.version),
    back: setting.back,
  };
  return Object.entries(all).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} readOnly />
  ));
}

function ChoiceButton(parts: {
  readonly act: string;
  readonly pressed: boolean;
  readonly describedBy: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <button
      className="choice"
      name="act"
      value={parts.act}
      aria-pressed={parts.pressed}
      aria-describedby={parts.describedBy}
    >
      <span className="choice-mark" aria-hidden="true" />
      <span>{parts.children}</span>
    </button>
  );
}

/** Two worded choices of the same size and weight; each is one activation, with or without scripts. */
export function ChoicePair(parts: ChoicePairParts) {
  const { setting, words, about, allow, refuse, fields, chosen, describedBy } = parts;
  const { choice } = words;
  const name = <span className="sr">{choice.about(about)}</span>;
  const objected = parts.objection && chosen !== 'refused';
  return (
    <form method="post" action="/choices" className="choices" data-small={parts.small} data-enhance>
      <HiddenFields setting={setting} fields={fields} />
      {parts.allowHref !== undefined && chosen !== 'allowed' ? (
        <a className="choice" href={parts.allowHref} aria-describedby={describedBy}>
          <span className="choice-mark" aria-hidden="true" />
          <span>
            {choice.allow}
            {name}
          </span>
        </a>
      ) : objected ? null : (
        <ChoiceButton act={allow} pressed={chosen === 'allowed'} describedBy={describedBy}>
          {parts.objection ? choice.resume : choice.allow}
          {name}
        </ChoiceButton>
      )}
      {parts.objection && !objected ? null : (
        <ChoiceButton act={refuse} pressed={chosen === 'refused'} describedBy={describedBy}>
          {parts.objection ? choice.object : choice.refuse}
          {name}
        </ChoiceButton>
      )}
    </form>
  );
}
