import type { Technique } from '../../lib/catalogue/model';

export const techniques: readonly Technique[] = [
  {
    key: 'rules',
    text: {
      ja: {
        name: '決まった条件で選ぶ',
        summary:
          '「3日前に見た」のような決まった条件で、内容を選びます。同じ条件なら、だれでも同じ結果です。',
      },
      en: {
        name: 'Fixed rules',
        summary:
          'A fixed rule picks what you see, such as “viewed 3 days ago”. The same facts give the same result for everyone.',
      },
    },
  },
  {
    key: 'individual',
    text: {
      ja: {
        name: 'あなたの記録から選ぶ',
        summary: 'あなた自身の記録をもとに、コンピューターが内容や順番を選びます。',
      },
      en: {
        name: 'From your own records',
        summary: 'A computer uses your own records to pick what you see and in what order.',
      },
    },
  },
  {
    key: 'collective',
    text: {
      ja: {
        name: 'みんなの傾向から選ぶ',
        summary: '多くのお客様の記録を合計し、その傾向から内容を選びます。',
      },
      en: {
        name: 'From everyone’s totals',
        summary: 'The records of many customers are added up. The totals decide what is shown.',
      },
    },
  },
  {
    key: 'prediction',
    text: {
      ja: {
        name: '予測と推定',
        summary:
          '記録から、まだ分かっていないことをコンピューターが推測します。外れることがあります。',
      },
      en: {
        name: 'Prediction and guesses',
        summary:
          'A computer guesses things from your records that nobody told it. It can be wrong.',
      },
    },
  },
  {
    key: 'generative-ai',
    text: {
      ja: {
        name: '文章を作るAI',
        summary:
          'AIが文章を作ります。AIが作ったものには、必ず「AI」と表示します。間違えることがあります。',
      },
      en: {
        name: 'AI that writes',
        summary: 'An AI writes text. It is always marked “AI”. It can make mistakes.',
      },
    },
  },
  {
    key: 'staff',
    text: {
      ja: {
        name: '人が読む',
        summary: '担当者が記録を読み、人が考えて対応します。',
      },
      en: {
        name: 'People read it',
        summary: 'Our staff read the records, and a person decides what to do.',
      },
    },
  },
];
