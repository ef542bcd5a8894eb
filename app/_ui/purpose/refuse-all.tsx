import type { CellEffect } from '@/lib/portal/model';
import type { Act } from '@/lib/portal/form-schema';
import { HiddenFields } from '../hidden-fields';
import type { Page } from '../page';
import { CellEffectText } from './effect-text';

interface Parts {
  readonly page: Page;
  readonly act: Act['act'];
  readonly fields: Readonly<Record<string, string>>;
  readonly label: string;
  readonly effect: CellEffect;
  /** Said in place of the button where everything is refused already. */
  readonly stopped: string | undefined;
  /** What goes on all the same. */
  readonly always?: string;
}

/** One refusal of everything in one row of the cube, what is added later too. */
export function RefuseAll({ page, act, fields, label, effect, stopped, always }: Parts) {
  if (stopped !== undefined) return <p className="note">{stopped}</p>;
  const effectId = `${act}-effect`;
  return (
    <form method="post" action="/choices" data-enhance>
      <HiddenFields setting={page.setting} fields={fields} />
      <button className="button" name="act" value={act} aria-describedby={effectId}>
        {label}
      </button>
      <div className="mt-2" id={effectId}>
        <CellEffectText {...{ page, pressed: true, effect }} id={`${act}-places`} />
        {always === undefined ? null : <p className="quiet small">{always}</p>}
      </div>
    </form>
  );
}
