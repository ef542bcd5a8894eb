import type { Touchpoint } from '../../../lib/catalogue/model';
import { place } from '../place';

export const backstage: readonly Touchpoint[] = [
  place('contact-similar', {
    channel: 'internal',
    stage: 'consult',
    purposes: ['reuse-conversations'],
    requires: ['conversations'],
    technique: 'rules',
    neverUsed: ['purchases', 'age', 'skin-analysis'],
    ja: {
      name: '似たお問い合わせを探す',
      with: '名前を外したあなたの質問を、似た質問に答えるときに担当者が見ます。例：「ふたが開かない」。',
      without: '担当者は、説明書とよくある質問をもとに答えます。',
    },
    en: {
      name: 'Finding similar enquiries',
      with: 'Staff see your question, with your name removed, when someone asks the same. For example, “the lid is stuck”.',
      without: 'Staff answer from manuals and common questions.',
    },
  }),
  place('trend-count', {
    channel: 'internal',
    stage: 'none',
    purposes: ['count-me-in'],
    requires: ['purchases'],
    technique: 'collective',
    alsoTo: 'statistics-partner',
    neverUsed: ['age', 'home-area', 'conversations'],
    ja: {
      name: '購入傾向の集計',
      with: 'あなたの購入も、名前を外して合計に入ります。例：「急須と茶こしを一緒に買った人、312人」。',
      without: 'あなたの購入を除いて合計します。ご自分の購入の記録は、そのまま見られます。',
    },
    en: {
      name: 'Counting shopping trends',
      with: 'Your purchases go into the totals with your name removed. For example, “312 people bought a teapot with a strainer”.',
      without:
        'Your purchases are left out of the totals. You can still see them in your own list.',
    },
  }),
  place('effect-measuring', {
    channel: 'internal',
    stage: 'none',
    purposes: ['measure'],
    requires: ['mail-engagement'],
    mayUse: ['push-engagement', 'browsing'],
    technique: 'rules',
    neverUsed: ['purchases', 'conversations', 'current-location'],
    ja: {
      name: '効果の測定',
      with: 'メールを開いた人の数に、あなたの分も入ります。例：「9月のお知らせは、100人中32人が開封」。',
      without: '送った数だけを数えます。お知らせは同じように届きます。',
    },
    en: {
      name: 'Measuring results',
      with: 'You are counted when you open a mail. For example, “32 of 100 people opened the September news”.',
      without: 'We count only how many we sent. Messages reach you as before.',
    },
  }),
  place('model-training', {
    channel: 'internal',
    stage: 'none',
    purposes: ['train-ai'],
    requires: ['browsing'],
    mayUse: ['purchases', 'conversations'],
    technique: 'prediction',
    alsoTo: 'ai-provider',
    neverUsed: ['skin-photos', 'dna', 'life-events'],
    ja: {
      name: 'AIの学習',
      with: 'あなたの記録も、AIが傾向を学ぶ材料になります。例：次に見られやすい商品の傾向。',
      without: '許可した方の記録だけで学びます。サービスの内容は同じです。',
    },
    en: {
      name: 'AI training',
      with: 'Your records help an AI learn trends. For example, which product people tend to view next.',
      without: 'The AI learns only from people who allowed it. You get the same service.',
    },
  }),
];
