import type { LimitPart, LimitView } from '@/lib/portal/limits';
import type { PauseView } from '@/lib/portal/pauses';
import { dayText, instantText } from '../dates';
import { HiddenFields } from '../hidden-fields';
import type { Page } from '../page';
import { limitText } from './limit-text';

interface Standing {
  readonly sinceMs: number;
  readonly untilMs?: number;
}

function spanText({ words, locale }: Page, { sinceMs, untilMs }: Standing): string {
  const since = dayText(locale, sinceMs);
  return untilMs === undefined
    ? words.limits.since(since)
    : words.limits.span(since, dayText(locale, untilMs));
}

function Lift(parts: {
  readonly page: Page;
  readonly act: 'resume' | 'limit-remove';
  readonly fields: Readonly<Record<string, string>>;
  readonly text: string;
  readonly about: string;
}) {
  const { page, act, fields, text, about } = parts;
  return (
    <form method="post" action="/choices" data-enhance>
      <HiddenFields setting={page.setting} fields={fields} />
      <button className="button" name="act" value={act} aria-describedby="looser">
        {text}
        <span className="sr">{page.words.choice.about(about)}</span>
      </button>
    </form>
  );
}

function Pause({ page, pause }: { readonly page: Page; readonly pause: PauseView }) {
  const { limits } = page.words;
  const text = pause.name === null ? limits.paused.all : limits.paused.one(pause.name);
  return (
    <li className="in-force">
      <div>
        <p className="what">{text}</p>
        <p className="quiet small">{spanText(page, pause)}</p>
      </div>
      <Lift
        {...{ page, act: 'resume', fields: { pause: pause.key } }}
        text={limits.resume}
        about={text}
      />
    </li>
  );
}

/** How many messages are left, and from when they are counted anew. */
function Budget({ page, budget }: { page: Page; budget: NonNullable<LimitPart['budget']> }) {
  const { limits } = page.words;
  return (
    <p>
      {budget.left === 0 ? limits.leftNone : limits.left(budget.left)}{' '}
      {budget.anewAtMs === null ? null : limits.anew(instantText(page.locale, budget.anewAtMs))}
    </p>
  );
}

function Part({ page, part }: { readonly page: Page; readonly part: LimitPart }) {
  const reader = { ...page, compiled: page.reading.compiled };
  return (
    <>
      <p className="what">{limitText(reader, part.limit)}</p>
      {part.budget === undefined ? null : <Budget page={page} budget={part.budget} />}
      {part.idleBy === undefined ? null : (
        <p>{page.words.limits.idle(limitText(reader, part.idleBy))}</p>
      )}
      <p className="quiet small">{spanText(page, part)}</p>
    </>
  );
}

function Limit({ page, view }: { readonly page: Page; readonly view: LimitView }) {
  const reader = { ...page, compiled: page.reading.compiled };
  const about = page.words.list(view.parts.map(({ limit }) => limitText(reader, limit)));
  return (
    <li className="in-force">
      <div>
        {view.parts.map((part) => (
          <Part key={limitText(reader, part.limit)} page={page} part={part} />
        ))}
      </div>
      <Lift
        {...{ page, act: 'limit-remove', fields: { limit: view.key } }}
        text={page.words.limits.remove}
        about={about}
      />
    </li>
  );
}

export function InForce(parts: {
  readonly page: Page;
  readonly pauses: readonly PauseView[];
  readonly limits: readonly LimitView[];
}) {
  const { page, pauses, limits } = parts;
  const { words } = page;
  const none = pauses.length + limits.length === 0;
  return (
    <section className="section" aria-labelledby="in-force">
      <h2 id="in-force">{words.limits.inForce}</h2>
      <p className="quiet" id="looser">
        {none ? words.limits.none : words.limits.looser}
      </p>
      {none ? null : (
        <ul className="in-force-list">
          {pauses.map((pause) => (
            <Pause key={pause.key} page={page} pause={pause} />
          ))}
          {limits.map((view) => (
            <Limit key={view.key} page={page} view={view} />
          ))}
        </ul>
      )}
    </section>
  );
}
