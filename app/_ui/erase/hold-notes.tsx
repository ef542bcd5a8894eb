import type { ErasingView } from '@/lib/portal/erasing';
import { dayText } from '../dates';
import type { Page } from '../page';

/** Why it cannot happen yet and until when; and whether it was asked for already. */
export function HoldNotes({ page, view }: { readonly page: Page; readonly view: ErasingView }) {
  const { holds, waitingSinceMs } = view;
  if (holds.length === 0) return null;
  const { locale } = page;
  const words = page.words.erase.holds;
  const lastMs = Math.max(...holds.map(({ untilMs }) => untilMs));
  return (
    <section className="note mt-6" aria-labelledby="holds">
      <h2 id="holds">{words.title}</h2>
      {waitingSinceMs === undefined ? (
        <p>{words.text}</p>
      ) : (
        <p role="status">
          {words.waiting(dayText(locale, waitingSinceMs), dayText(locale, lastMs))}
        </p>
      )}
      {holds.map(({ id, ground, untilMs }) => (
        <dl key={id} className="facts">
          <div>
            <dt>{words.until}</dt>
            <dd>{dayText(locale, untilMs)}</dd>
          </div>
          <div>
            <dt>{words.ground}</dt>
            <dd>{ground}</dd>
          </div>
        </dl>
      ))}
    </section>
  );
}
