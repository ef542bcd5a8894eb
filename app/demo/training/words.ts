import { words } from '../shop/words';

export const JOB = {
  title: words('AIの学習ジョブ｜みのり', 'AI training job | Minori'),
  brand: words('みのり データ室', 'Minori data room'),
  invented: words(
    'デモのための、架空の仕事です。人も記録も実在しません。',
    'An invented job. Neither people nor records exist.',
  ),
  heading: words('次に見られやすい商品を学ぶ', 'Learning what people view next'),
  lead: words(
    '使う直前に、お一人ずつたずねます。学ぶのは、許可した方の記録からだけです。',
    'Each person is asked about just before use. Only those who allow it are learned from.',
  ),
  start: words('学習を始める', 'Start the training'),
  again: words('もう一度学習する', 'Train again'),
  running: words('学習しています', 'Training'),
  reload: words('進みぐあいを見る', 'See how far it is'),
  progress: (asked: number, people: number) =>
    words(
      `${String(people)}人中${String(asked)}人にたずねました`,
      `Asked about ${String(asked)} of ${String(people)} people`,
    ),
  checking: words('使う前に、もう一度たずねています', 'Asking once more before use'),
  telling: words(
    '使ったことを、お一人ずつに知らせています',
    'Telling each person that they were used',
  ),
  failed: words(
    '答えが得られず、止めました。何も学んでいません。',
    'It stopped without answers. Nothing was learned.',
  ),
  gate: words('対象と、使ってよい人', 'People before and after the gate'),
  before: words('対象', 'People'),
  after: words('使ってよい', 'May be used'),
  people: (n: number) => words(`${String(n)}人`, n === 1 ? '1 person' : `${String(n)} people`),
  sentence: (people: number, usable: number, records: number) =>
    words(
      `対象${String(people)}人のうち、使ってよい${String(usable)}人の記録${String(records)}件から学びました。`,
      `Learned from ${String(records)} records of ${String(usable)} people, out of ${String(people)}.`,
    ),
  change: (n: number) =>
    n === 0
      ? words('前回と同じ人数です。', 'As many as last time.')
      : words(
          `前回より${String(Math.abs(n))}人${n > 0 ? '増えました' : '減りました'}。`,
          `${String(Math.abs(n))} ${n > 0 ? 'more' : 'fewer'} than last time.`,
        ),
  withdrew: (n: number) =>
    words(
      `途中で断った${String(n)}人の記録は、使わずに外しました。`,
      `${String(n)} said no on the way; their records were taken out.`,
    ),
  reasons: words('使わなかった人', 'People not used'),
  reason: words('答え', 'Answer'),
  reasonPeople: words('人数', 'People'),
  few: words(
    '10人より少ない答えは「ほか」にまとめます。',
    'Answers of fewer than ten people stand together as “other”.',
  ),
  other: words('ほか', 'Other'),
  learned: words('学んだこと', 'What it learned'),
  learnedText: words(
    'この商品を見た人が、次に見るか買うかした商品です。3人より少ない組は出しません。',
    'What people viewed or bought after a product. Pairs of fewer than three people are left out.',
  ),
  nothing: words(
    '3人以上に共通することは、まだありません。',
    'Nothing yet that three people have in common.',
  ),
  viewed: words('見た商品', 'Viewed'),
  next: words('次の商品', 'Next'),
  likely: words('見込み', 'Chance'),
  fresh: words('新しい', 'New'),
  earlier: words('これまでの学習', 'Earlier runs'),
  time: words('時刻', 'Time'),
  records: words('記録', 'Records'),
  none: words('まだ学習していません。', 'No training has been run yet.'),
  usedYours: (name: { readonly ja: string; readonly en: string }) =>
    words(`${name.ja}さんの記録は、この学習に使いました。`, `The records of ${name.en} were used.`),
  notYours: (name: { readonly ja: string; readonly en: string }) =>
    words(
      `${name.ja}さんの記録は、この学習に使っていません。`,
      `The records of ${name.en} were not used.`,
    ),
  why: words('この表示の理由', 'Why am I seeing this?'),
  own: words(
    'あなたの記録を学習に使うかどうかは、こちらで選べます。',
    'You can choose here if your records may be used.',
  ),
  ownLink: words('「AIの学習」の設定を開く', 'Open the settings of “AI training”'),
} as const;

/** Answers that are a no, in words for the people who run the job. */
export const REASON_NAMES: Readonly<Record<string, ReturnType<typeof words>>> = {
  never_asked: words('まだ返事がない', 'Not asked yet'),
  refused: words('許可していない', 'Not allowed'),
  withdrawn: words('許可を取り消した', 'Permission taken back'),
  technique_off: words('AIを使わない設定', 'AI switched off'),
  paused: words('休止中', 'Paused'),
  expired: words('許可の期限切れ', 'Permission ended'),
  renewal_needed: words('もう一度の確認が必要', 'To be asked again'),
  touchpoint_off: words('この場所では行わない', 'Switched off here'),
  unavailable: words('答えが間に合わない', 'No answer in time'),
  error: words('答えを確かめられない', 'Answer not certain'),
  other: JOB.other,
};
