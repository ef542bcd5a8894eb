import type { Grant } from '../grant';
import { tagName, words, type Words } from '../words';
import { answered } from './reasons';
import { generic, told, type Because, type Composed } from './slot';

export interface Question {
  readonly ask: Words;
  readonly choices: readonly [Words, Words];
}
export interface Quiz {
  readonly title: Words;
  readonly text: Words;
  /** Answers from before, in the order of the questions; absent ones are asked. */
  readonly kept: readonly (0 | 1)[];
}

export const QUESTIONS: readonly Question[] = [
  {
    ask: words('いつ飲みますか', 'When do you drink it?'),
    choices: [words('朝', 'In the morning'), words('夜', 'In the evening')],
  },
  {
    ask: words('味は', 'Which taste?'),
    choices: [words('渋めが好き', 'Rather strong'), words('まろやかが好き', 'Rather mild')],
  },
  {
    ask: words('いれかたは', 'How do you make it?'),
    choices: [words('急須で', 'In a pot'), words('カップに袋で', 'With a bag in the cup')],
  },
  {
    ask: words('何と一緒に', 'With what?'),
    choices: [words('ごはんと', 'With meals'), words('お菓子と', 'With something sweet')],
  },
  {
    ask: words('だれと', 'With whom?'),
    choices: [words('ひとりで', 'On my own'), words('だれかと', 'With somebody')],
  },
];

/** The tea that fits: evening and mild lead to hojicha, sweet things to black tea, else sencha. */
export function teaFor(answers: readonly (0 | 1)[]): string {
  const [time, taste, , beside] = answers;
  if (time === 1) return 'hojicha';
  if (beside === 1 || taste === 1) return 'black-tea';
  return 'sencha';
}

export function composeQuiz(grant: Grant | undefined): Composed<Quiz> {
  const kept = grant?.known.survey[0]?.answers ?? [];
  if (kept.length === 0) {
    return generic({
      title: words('あなたに合うお茶は', 'Which tea suits you?'),
      text: words(
        '5つの質問に、そのつどお答えください。答えは残りません。',
        'Answer five questions. Nothing is kept.',
      ),
      kept: [],
    });
  }
  const tag = grant?.known['interests-told'].find((one) => one.includes('tea'));
  const because: Because[] = [answered(kept.length)];
  if (tag !== undefined) because.push(told(tag));
  const liked = tag === undefined ? undefined : tagName(tag);
  return {
    content: {
      title: words(
        `前回の続き、あと${String(QUESTIONS.length - kept.length)}問`,
        `Go on: ${String(QUESTIONS.length - kept.length)} questions left`,
      ),
      text: words(
        `前のお答えは、覚えています。${liked === undefined ? '' : `「${liked.ja}」がお好きとのことでした。`}`,
        `We kept your answers. ${liked === undefined ? '' : `You like ${liked.en}.`}`.trim(),
      ),
      kept,
    },
    personal: true,
    because,
  };
}
