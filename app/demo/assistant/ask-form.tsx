import type { Locale } from '@/lib/catalogue/model';
import { QUESTIONS, TOPICS } from './topics';
import { ASSIST } from './words';

const ACTION = '/demo/assistant/ask';

export function AskForm(parts: {
  readonly locale: Locale;
  /** 今回はみんなと同じ表示で見る. */
  readonly once: boolean;
  readonly lost: boolean;
  readonly begun: boolean;
}) {
  const { locale, once, lost, begun } = parts;
  const kept = once ? <input type="hidden" name="once" value="same" readOnly /> : null;
  return (
    <section className="asking" aria-labelledby="pick">
      <h2 id="pick">{ASSIST.pick[locale]}</h2>
      <form method="post" action={ACTION} className="topics">
        {kept}
        {TOPICS.map((topic) => (
          <button key={topic} name="topic" value={topic}>
            {QUESTIONS[topic][locale]}
          </button>
        ))}
      </form>
      <form method="post" action={ACTION} className="question" autoComplete="off">
        {kept}
        <label htmlFor="question">{ASSIST.write[locale]}</label>
        {lost ? (
          <p className="helper-note" role="alert" id="lost">
            {ASSIST.lost[locale]}
          </p>
        ) : null}
        <input
          id="question"
          name="question"
          maxLength={300}
          required
          aria-describedby={lost ? 'lost' : undefined}
        />
        <button>{ASSIST.ask[locale]}</button>
      </form>
      {begun ? (
        <form method="post" action={ACTION}>
          {kept}
          <button className="helper-clear" name="clear" value="1">
            {ASSIST.clear[locale]}
          </button>
        </form>
      ) : null}
    </section>
  );
}
