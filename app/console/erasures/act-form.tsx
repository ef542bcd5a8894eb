import type { ReactNode } from 'react';

/** Every form of this page goes to one door; the open record, if any, comes back with it. */
export function ActForm(parts: {
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly className?: string;
  readonly action?: string;
  readonly children: ReactNode;
}) {
  const { fields, className, action = '/console/erasures/act', children } = parts;
  return (
    <form method="post" action={action} className={className}>
      {Object.entries(fields).map(([name, value]) =>
        value === undefined ? null : (
          <input key={name} type="hidden" name={name} value={value} readOnly />
        ),
      )}
      {children}
    </form>
  );
}
