import type { Metadata } from 'next';
import type { Locale } from '@/lib/catalogue/model';
import { ShopFrame } from '../frame';
import { findGood } from '../goods';
import { Panel } from '../panel';
import { GoodCard } from '../shelf';
import { QUESTIONS, composeQuiz, teaFor, type Question } from '../slots/quiz';
import { getVisit, show, textOf, type Query } from '../visit';
import { words } from '../words';

export const metadata: Metadata = { title: 'お茶の診断 Tea quiz｜みのり Minori' };

const TEXT = {
  title: words('お茶の診断', 'Tea quiz'),
  before: words('前のお答え', 'Answered before'),
  see: words('結果を見る', 'See the result'),
  result: words('あなたに合うお茶', 'The tea for you'),
};

function asAnswer(text: string): 0 | 1 | undefined {
  return text === '0' ? 0 : text === '1' ? 1 : undefined;
}

function Ask({
  question,
  index,
  given,
  locale,
}: {
  readonly question: Question;
  readonly index: number;
  readonly given: 0 | 1 | undefined;
  readonly locale: Locale;
}) {
  return (
    <fieldset className="quiz-ask">
      <legend>{question.ask[locale]}</legend>
      {question.choices.map((choice, value) => (
        <label key={choice.ja}>
          <input
            type="radio"
            name={`q${String(index)}`}
            value={value}
            defaultChecked={given === value}
            required
          />
          <span>{choice[locale]}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Nothing is stored: the answers stand in the address of the result alone. */
export default async function QuizPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const query = await searchParams;
  const visit = await getVisit('/demo/shop/quiz', query, ['diagnosis']);
  const { locale } = visit;
  const shown = show(visit, 'diagnosis', composeQuiz);
  const { title, text, kept } = shown.content;
  const given = QUESTIONS.map((_, index) => asAnswer(textOf(query, `q${String(index)}`)));
  const all = given.map((answer, index) => kept[index] ?? answer);
  const answers = all.flatMap((answer) => answer ?? []);
  const tea = answers.length === QUESTIONS.length ? findGood(teaFor(answers)) : undefined;
  return (
    <ShopFrame visit={visit}>
      <h1>{TEXT.title[locale]}</h1>
      <section className="piece" aria-labelledby="diagnosis">
        <h2 id="diagnosis">{title[locale]}</h2>
        <p className="piece-text">{text[locale]}</p>
        {kept.length === 0 ? null : (
          <dl className="quiz-kept" aria-label={TEXT.before[locale]}>
            {kept.map((answer, index) => (
              <div key={QUESTIONS[index]?.ask.ja}>
                <dt>{QUESTIONS[index]?.ask[locale]}</dt>
                <dd>{QUESTIONS[index]?.choices[answer][locale]}</dd>
              </div>
            ))}
          </dl>
        )}
        <form action="/demo/shop/quiz" className="quiz">
          {QUESTIONS.map((question, index) =>
            kept[index] === undefined ? (
              <Ask key={question.ask.ja} {...{ question, index, locale, given: given[index] }} />
            ) : null,
          )}
          <button className="piece-button">{TEXT.see[locale]}</button>
        </form>
        <Panel visit={visit} shown={shown} />
      </section>
      {tea === undefined ? null : (
        <section className="shelf" aria-labelledby="tea">
          <h2 id="tea">{TEXT.result[locale]}</h2>
          <ul className="goods">
            <GoodCard good={tea} locale={locale} />
          </ul>
        </section>
      )}
    </ShopFrame>
  );
}
