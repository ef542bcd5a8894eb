import type { ReactNode } from 'react';

interface Labelled {
  readonly id: string;
  readonly label: string;
  /** Stands under the field, as `{id}-hint`. */
  readonly hint?: string;
}

/** A labelled control of a console page; the control itself carries the id. */
export function Field(
  parts: Labelled & { readonly className?: string; readonly children: ReactNode },
) {
  const { id, label, hint, className, children } = parts;
  return (
    <div className={className === undefined ? 'look-field' : `look-field ${className}`}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="quiet small">
          {hint}
        </p>
      )}
    </div>
  );
}

/** One line of words. */
export function TextField(
  parts: Labelled & {
    readonly name: string;
    readonly longest: number;
    readonly shortest?: number;
    readonly required?: boolean;
    readonly value?: string;
    /** Ids of what else describes it, before and after its own hint. */
    readonly problem?: string | undefined;
    readonly note?: string;
    readonly className?: string;
  },
) {
  const { id, label, hint, className, name, longest, shortest, required, value, problem, note } =
    parts;
  const described = [problem, hint === undefined ? undefined : `${id}-hint`, note];
  return (
    <Field
      {...{ id, label }}
      {...(hint !== undefined && { hint })}
      {...(className !== undefined && { className })}
    >
      <input
        className="select"
        id={id}
        name={name}
        defaultValue={value}
        required={required}
        minLength={shortest}
        maxLength={longest}
        autoComplete="off"
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={described.filter((one) => one !== undefined).join(' ')}
      />
    </Field>
  );
}

/** One of several. */
export function SelectField(
  parts: Labelled & {
    readonly name: string;
    readonly options: readonly (readonly [value: string, text: string])[];
    readonly value?: string | undefined;
  },
) {
  const { name, options, value, ...labelled } = parts;
  return (
    <Field {...labelled}>
      <select className="select" id={labelled.id} name={name} defaultValue={value}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** A day or a time of day. */
export function TimeField(
  parts: Labelled & {
    readonly type: 'date' | 'time';
    readonly name: string;
    readonly value?: string;
    readonly earliest?: string;
  },
) {
  const { type, name, value, earliest, ...labelled } = parts;
  return (
    <Field {...labelled}>
      <input
        className="select"
        id={labelled.id}
        name={name}
        type={type}
        defaultValue={value}
        min={earliest}
        required
      />
    </Field>
  );
}
