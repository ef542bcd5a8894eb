import type { Act } from '@/lib/portal/form-schema';
import { readFirst } from '@/lib/portal/read-first';
import { HiddenFields, type FormSetting } from './hidden-fields';
import type { Messages } from './messages/ja';

export interface ChoiceParts {
  readonly setting: FormSetting;
  readonly words: Messages;
  /** What is chosen about: the name of the group. */
  readonly about: string;
  readonly allow: Act['act'];
  readonly refuse: Act['act'];
  readonly fields: Readonly<Record<string, string>>;
  readonly chosen: 'allowed' | 'refused' | 'none';
  readonly describedBy?: string;
  readonly small?: boolean;
}

function Radio(parts: {
  readonly act: string;
  readonly checked: boolean;
  readonly describedBy: string | undefined;
  readonly text: string;
  readonly hint?: string | undefined;
}) {
  const { act, checked, describedBy, text, hint } = parts;
  return (
    <label className="choice">
      <input
        type="radio"
        name="act"
        value={act}
        defaultChecked={checked}
        required
        aria-describedby={describedBy}
      />
      <span>
        {text}
        {hint === undefined ? null : <small>{hint}</small>}
      </span>
    </label>
  );
}

/**
 * Two worded radios of the same size and weight. With scripts, choosing one saves it; without,
 * the button that stands there as soon as something unsaved is chosen does.
 */
export function ChoicePair(
  parts: ChoiceParts & {
    /** The purpose whose two steps allowing leads to; nothing is saved by that. */
    readonly twoSteps?: string | undefined;
    /** A third one of the same size: allowed for a quarter of an hour. */
    readonly briefly?: { readonly act: Act['act']; readonly chosen: boolean } | undefined;
  },
) {
  const { setting, words, about, fields, chosen, describedBy, twoSteps, briefly } = parts;
  const { choice } = words;
  return (
    <form
      method="post"
      action="/choices"
      className="choices"
      autoComplete="off"
      data-small={parts.small}
      data-enhance
    >
      <HiddenFields setting={setting} fields={fields} />
      <fieldset>
        <legend className="sr">{about}</legend>
        <div className="choice-row">
          <Radio
            act={twoSteps === undefined ? parts.allow : readFirst(twoSteps)}
            checked={chosen === 'allowed' && briefly?.chosen !== true}
            text={choice.allow}
            hint={twoSteps === undefined ? undefined : choice.readFirst}
            describedBy={describedBy}
          />
          {briefly === undefined ? null : (
            <Radio
              act={briefly.act}
              checked={briefly.chosen}
              text={choice.briefly}
              describedBy={describedBy}
            />
          )}
          <Radio
            act={parts.refuse}
            checked={chosen === 'refused'}
            text={choice.refuse}
            describedBy={describedBy}
          />
        </div>
      </fieldset>
      <button className="button save">
        {choice.save}
        <span className="sr">{choice.about(about)}</span>
      </button>
    </form>
  );
}

/** What is never done at this person's age, as stands above it: no yes that would do nothing. */
export function RefuseOnly(parts: ChoiceParts) {
  const { setting, words, about, refuse, fields, chosen, describedBy, small } = parts;
  const { choice, guardian } = words;
  const refused = chosen === 'refused';
  return (
    <>
      {small ? null : <p className="mb-3">{refused ? guardian.adRefused : guardian.adLater}</p>}
      {refused ? null : (
        <form method="post" action="/choices" data-enhance>
          <HiddenFields setting={setting} fields={fields} />
          <button className="button" name="act" value={refuse} aria-describedby={describedBy}>
            {choice.refuse}
            <span className="sr">{choice.about(about)}</span>
          </button>
        </form>
      )}
    </>
  );
}

/** Legitimate interest: done from the start, refused with one button, taken up again with one. */
export function Objection(parts: ChoiceParts) {
  const { setting, words, about, allow, refuse, fields, chosen, describedBy } = parts;
  const { choice } = words;
  const refused = chosen === 'refused';
  return (
    <form method="post" action="/choices" data-enhance>
      <HiddenFields setting={setting} fields={fields} />
      <button
        className="button"
        name="act"
        value={refused ? allow : refuse}
        aria-describedby={describedBy}
      >
        {refused ? choice.resume : choice.object}
        <span className="sr">{choice.about(about)}</span>
      </button>
    </form>
  );
}
