import type { ReactNode } from 'react';
import type { GuardianAct } from '@/lib/portal/guardian-acts';
import type { Page } from '../page';

/** One form, one act; with `act` left out, the buttons in it say which. */
export function SayForm(parts: {
  readonly page: Page;
  readonly act?: GuardianAct['act'];
  readonly fields?: Readonly<Record<string, string>>;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { page, act, fields = {}, className, children } = parts;
  const hidden = { ...fields, ...(act !== undefined && { act }), once: page.setting.once() };
  return (
    <form method="post" action="/guardian/save" autoComplete="off" className={className}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} readOnly />
      ))}
      {children}
    </form>
  );
}

/** Two lists side by side, of equal weight. */
export function TwoLists(parts: {
  readonly id: string;
  readonly lists: readonly (readonly [title: string, items: readonly string[]])[];
}) {
  return (
    <div className="two-lists" id={parts.id}>
      {parts.lists.map(([title, items]) => (
        <div key={title}>
          <h3>{title}</h3>
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
