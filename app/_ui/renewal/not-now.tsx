import { HiddenFields } from '../hidden-fields';
import type { Page } from '../page';

/** Leaves everything as it is, and is not asked again. */
export function NotNow({ page }: { readonly page: Page }) {
  const { renewal } = page.words;
  return (
    <form method="post" action="/choices" data-enhance>
      <HiddenFields setting={page.setting} fields={{}} />
      <button className="plain-button" name="act" value="dismiss" aria-describedby="not-now-effect">
        {renewal.later}
      </button>
      <span className="sr" id="not-now-effect">
        {renewal.laterEffect}
      </span>
    </form>
  );
}
