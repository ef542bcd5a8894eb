import { pauseViews } from '@/lib/portal/pauses';
import { dayText } from '../dates';
import { HiddenFields } from '../hidden-fields';
import type { Page } from '../page';

/** What rests now, until when, and the way to end it. */
export function PauseNote({ page }: { readonly page: Page }) {
  const { words, locale, reading, setting } = page;
  const { limits } = words;
  const pauses = pauseViews(reading.compiled, locale, reading.state, reading.nowMs);
  if (pauses.length === 0) return null;
  return (
    <div className="note">
      {pauses.map(({ key, name, sinceMs, untilMs }) => (
        <p key={key}>
          {name === null ? limits.paused.all : limits.paused.one(name)}
          {words.choice.about(limits.span(dayText(locale, sinceMs), dayText(locale, untilMs)))}
        </p>
      ))}
      <form method="post" action="/choices" data-enhance>
        <HiddenFields setting={setting} fields={{ pause: '' }} />
        <button className="plain-button" name="act" value="resume">
          {pauses.length === 1 ? limits.resume : limits.resumeAll}
        </button>
      </form>
    </div>
  );
}
