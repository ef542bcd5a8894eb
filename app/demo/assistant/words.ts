import { words } from '../shop/words';

export const ASSIST = {
  title: words('AIのお問い合わせ窓口｜みのり', 'AI help desk | Minori'),
  heading: words('AIのお問い合わせ窓口', 'AI help desk'),
  isAi: words('お答えするのはAIです。人ではありません。', 'An AI answers here, not a person.'),
  lead: words(
    'あなたの記録を使うのは、あなたが許可したときだけです。許可がなければAIを使わず、よくある質問からお答えします。',
    'Your records are used only if you allow it. If not, no AI is used: the answer comes from common questions.',
  ),
  invented: words(
    'デモのための、架空の窓口です。答えは、決まった規則で作っています。',
    'An invented desk. Its answers follow fixed rules.',
  ),
  pick: words('よくあるご用件', 'Common questions'),
  write: words('ご質問', 'Your question'),
  ask: words('たずねる', 'Ask'),
  talk: words('やりとり', 'Conversation'),
  you: words('あなた', 'You'),
  byAi: words('AIの答えです', 'Answer by an AI'),
  plain: words('よくある質問の答えです（AIは使っていません）', 'From common questions (no AI)'),
  used: words('この答えに使ったもの', 'Used for this answer'),
  usedNothing: words('あなたの記録は使っていません', 'None of your records were used'),
  person: words(
    '人に聞きたいときは、担当者が電話でお答えします。',
    'To ask a person, call our staff.',
  ),
  nobody: words(
    'どなたか分からないため、記録は使いません。',
    'We do not know who you are, so no records are used.',
  ),
  guideFirst: words('デモで人を選ぶ', 'Pick a person in the demo'),
  clear: words('やりとりを消す', 'Clear the conversation'),
  lost: words('質問を書いてから送ってください。', 'Please write a question first.'),
} as const;
