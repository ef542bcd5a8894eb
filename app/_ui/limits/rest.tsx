import type { PurposeView } from '@/lib/portal/model';
import { dayText } from '../dates';
import type { Page } from '../page';

/** Until when a purpose rests, or the way to pause it. */
export function Rest({ page, purpose }: { readonly page: Page; readonly purpose: PurposeView }) {
  const { words, locale } = page;
  const { restsUntilMs } = purpose;
  const { paused } = words.limits;
  return (
    <p className={restsUntilMs === undefined ? 'rest' : 'rest note'}>
      {restsUntilMs === undefined ? null : paused.until(dayText(locale, restsUntilMs))}{' '}
      <a href={restsUntilMs === undefined ? `/limits?pause=${purpose.key}#pause` : '/limits'}>
        {restsUntilMs === undefined ? paused.link : paused.see}
        <span className="sr">{words.choice.about(purpose.name)}</span>
      </a>
    </p>
  );
}
