import { clockText } from './clock-text';
import type { AskedView } from './happened';
import { STAGE_WORDS, type StageLocale } from './words';

function Text(parts: { readonly name: string; readonly detail: string; readonly text: string }) {
  return (
    <div>
      <h3>
        {parts.name} <code>{parts.detail}</code>
      </h3>
      <pre tabIndex={0} aria-label={parts.name}>
        {parts.text}
      </pre>
    </div>
  );
}

function Row({ asked, locale }: { readonly asked: AskedView; readonly locale: StageLocale }) {
  const words = STAGE_WORDS[locale];
  const { outcome, permitted, denied, validUntilMs } = asked;
  const separator = locale === 'ja' ? '・' : ', ';
  return (
    <details className={`row row-${outcome}`}>
      <summary>
        <span className="row-time">{clockText(locale, asked.atMs)}</span>
        <span className="row-place">
          {asked.name} <code>{asked.touchpoint}</code>
        </span>
        <span className="row-answer">
          <strong>{words[outcome]}</strong>
          {asked.changed ? <em>{words.changed}</em> : null}
        </span>
        <span className="row-reason">
          {asked.reasonText} {asked.reason === '' ? null : <code>{asked.reason}</code>}{' '}
          {asked.tries > 1 ? words.tries(asked.tries) : null}
        </span>
      </summary>
      <div className="row-body">
        <dl>
          <dt>{words.permitted}</dt>
          <dd>{permitted.length === 0 ? words.none : permitted.join(separator)}</dd>
          <dt>{words.denied}</dt>
          <dd>{denied.length === 0 ? words.none : denied.join(separator)}</dd>
          {validUntilMs === null ? null : (
            <>
              <dt>validUntil</dt>
              <dd>{words.until(clockText(locale, validUntilMs))}</dd>
            </>
          )}
        </dl>
        <div className="row-texts">
          <Text name={words.question} detail={asked.request} text={asked.question} />
          <Text
            name={words.answer}
            detail={words.took(asked.tookMs)}
            text={asked.answer === '' ? words.late : asked.answer}
          />
          {asked.report === '' ? null : (
            <Text name={words.report} detail="POST /api/v1/exposures" text={asked.report} />
          )}
        </div>
      </div>
    </details>
  );
}

/** A departures board: what was asked last stands on top. */
export function Board({
  asked,
  locale,
}: {
  readonly asked: readonly AskedView[];
  readonly locale: StageLocale;
}) {
  if (asked.length === 0) return <p className="board-empty">{STAGE_WORDS[locale].empty}</p>;
  return (
    <div className="rows">
      {asked.map((one) => (
        <Row key={one.id} asked={one} locale={locale} />
      ))}
    </div>
  );
}
