import type { ReactNode } from 'react';
import type { Act } from '@/lib/portal/form-schema';
import { HiddenFields } from '../hidden-fields';
import type { Page } from '../page';

export interface FormParts {
  readonly page: Page;
  readonly act: Act['act'];
}

/** What was typed into this very form before, where it could not be saved. */
export function typedBefore({ page, act }: FormParts): Readonly<Record<string, string>> {
  return page.typed?.fields['act'] === act ? page.typed.fields : {};
}

/** A form with fields of its own; what was typed stays in it when it cannot be saved. */
export function ActForm(
  parts: FormParts & {
    readonly fields?: Readonly<Record<string, string>>;
    readonly children: ReactNode;
  },
) {
  const { page, act, fields, children } = parts;
  return (
    <form
      key={JSON.stringify(typedBefore(parts))}
      method="post"
      action="/choices"
      className="act-form"
      autoComplete="off"
      data-enhance
    >
      <HiddenFields setting={page.setting} fields={{ ...fields, act }} />
      {children}
    </form>
  );
}

interface FieldParts extends FormParts {
  readonly name: string;
  readonly label: string;
}

export function TypedField(
  parts: FieldParts & {
    readonly type?: 'text' | 'time' | 'date';
    readonly numeric?: boolean;
    readonly maxLength?: number;
    readonly hint?: string;
  },
) {
  const { page, act, name, label, type = 'text', numeric, maxLength, hint } = parts;
  const id = `${act}-${name}`;
  const before = typedBefore(parts)[name];
  const fault = before !== undefined && page.typed?.field === name;
  const describedBy = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(fault ? [`${id}-fault`] : []),
  ];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <p className="quiet small" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        name={name}
        type={type}
        inputMode={numeric ? 'numeric' : undefined}
        maxLength={maxLength}
        defaultValue={before}
        autoFocus={fault}
        aria-invalid={fault || undefined}
        aria-describedby={describedBy.length === 0 ? undefined : describedBy.join(' ')}
      />
      {fault ? (
        <p className="fault" id={`${id}-fault`}>
          {page.words.limits.faults[name]}
        </p>
      ) : null}
    </div>
  );
}

export function SelectField(
  parts: FieldParts & {
    readonly options: readonly { readonly key: string; readonly name: string }[];
    readonly initial?: string | undefined;
  },
) {
  const { act, name, label, options, initial } = parts;
  const id = `${act}-${name}`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={name}
        className="select"
        defaultValue={typedBefore(parts)[name] ?? initial}
      >
        {options.map((option) => (
          <option key={option.key} value={option.key}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Ready-made answers: each is one press. */
export function Answers(parts: {
  readonly name: string;
  readonly about: string;
  readonly describedBy: string;
  readonly answers: readonly { readonly value: string; readonly text: string }[];
}) {
  return (
    <fieldset className="answers">
      <legend className="label">{parts.about}</legend>
      {parts.answers.map(({ value, text }) => (
        <button
          key={value}
          className="button"
          name={parts.name}
          value={value}
          aria-describedby={parts.describedBy}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}

/** What the ready-made answers do not say; open where something typed there was at fault. */
export function Other(parts: FormParts & { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="other-answer" open={Object.keys(typedBefore(parts)).length > 0}>
      <summary>{parts.title}</summary>
      <div className="typed-row">{parts.children}</div>
    </details>
  );
}
