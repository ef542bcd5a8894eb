import type { Touchpoint } from '../../../lib/catalogue/model';
import { place } from '../place';

export const counter: readonly Touchpoint[] = [
  place('store-tablet', {
    channel: 'store',
    stage: 'buy',
    purposes: ['store-service'],
    requires: ['purchases'],
    mayUse: ['conversations', 'age', 'interests-told'],
    technique: 'staff',
    neverUsed: ['skin-photos', 'dna', 'social'],
    ja: {
      name: 'お店の接客タブレット',
      with: '担当者が購入の記録を見ながら接客します。例：前に買った靴のサイズから始めます。',
      without: '担当者がご希望をうかがい、同じ品ぞろえから一緒に選びます。',
    },
    en: {
      name: 'Staff tablet in the store',
      with: 'Staff look at your purchases while they serve you. For example, they start from the shoe size you bought.',
      without: 'Staff ask what you wish and help you choose from the same goods.',
    },
  }),
  place('store-bonus', {
    channel: 'store',
    stage: 'buy',
    purposes: ['cross-channel', 'store-service'],
    requires: ['store-visits'],
    technique: 'rules',
    alsoTo: 'group',
    neverUsed: ['current-location', 'age', 'browsing'],
    ja: {
      name: 'よく行くお店のボーナスポイント',
      with: 'よく行くお店が、ボーナスの対象に選ばれます。例：月に3回利用した駅前店。',
      without: '対象のお店を、ご自分で1店選べます。つくポイントは同じです。',
    },
    en: {
      name: 'Bonus points at the store you use most',
      with: 'The store you use most is set as your bonus store. For example, the station store you used three times this month.',
      without: 'You choose one bonus store yourself. The points are the same.',
    },
  }),
  place('contact-reply', {
    channel: 'contact',
    stage: 'consult',
    purposes: ['human-reading'],
    requires: ['conversations'],
    mayUse: ['purchases'],
    technique: 'staff',
    neverUsed: ['browsing', 'social', 'skin-analysis'],
    ja: {
      name: 'お問い合わせへの返信',
      with: '担当者が過去のやりとりを読んでから返信します。例：前に聞いた機種を、もう一度書く必要はありません。',
      without: '今回の質問と、おたずねの注文だけを見て返信します。返信の早さは同じです。',
    },
    en: {
      name: 'Replies to your enquiries',
      with: 'Staff read your past messages before they reply. For example, they know the model you named before.',
      without:
        'Staff look only at this question and the order you ask about. You get the reply just as fast.',
    },
  }),
  place('emotion-reading', {
    channel: 'contact',
    stage: 'consult',
    purposes: ['infer-emotion'],
    requires: ['conversations'],
    technique: 'prediction',
    neverUsed: ['purchases', 'age', 'life-events'],
    ja: {
      name: 'お問い合わせの気持ちの推定',
      with: '文面から、急いでいるか、困っているか、怒っているかを推定します。例：「今日中に」を急ぎと推定。',
      without: '「急ぎ」の印をご自分でつけられます。推定で急ぎとした場合と、同じ順番で返信します。',
    },
    en: {
      name: 'Guessing feelings in enquiries',
      with: 'A computer guesses from your words if you are in a hurry, in trouble or angry. “By today”, for example, means a hurry.',
      without:
        'You can mark your mail as urgent. It gets the same turn as one that was guessed to be urgent.',
    },
  }),
  place('ai-assistant', {
    channel: 'contact',
    stage: 'consult',
    purposes: ['assist'],
    requires: ['conversations'],
    mayUse: ['purchases'],
    technique: 'generative-ai',
    alsoTo: 'ai-provider',
    neverUsed: ['skin-photos', 'age', 'social'],
    ja: {
      name: 'AIのお問い合わせ窓口',
      with: 'AIが過去のやりとりを使って答えます。「AIの答えです」と表示します。例：前に聞いた部品の続き。',
      without: '担当者が答えます。よくある質問も検索できます。',
    },
    en: {
      name: 'AI help desk',
      with: 'An AI answers with the help of your past messages. Each answer is marked “AI”. For example, it goes on from the part you asked about.',
      without: 'Our staff answer you. You can also search common questions.',
    },
  }),
  place('ai-tech-support', {
    channel: 'contact',
    stage: 'consult',
    purposes: ['assist'],
    requires: ['device'],
    mayUse: ['purchases', 'conversations'],
    technique: 'generative-ai',
    alsoTo: 'ai-provider',
    neverUsed: ['browsing', 'current-location', 'age'],
    ja: {
      name: 'AIの技術サポート',
      with: 'AIが端末の種類に合わせて手順を示します。「AIの答えです」と表示します。例：お使いの機種の設定画面。',
      without: '担当者が電話で手順を案内します。説明書もサイトで読めます。',
    },
    en: {
      name: 'AI technical support',
      with: 'An AI shows steps for your type of device. Each answer is marked “AI”. For example, the settings of your model.',
      without: 'Our staff guide you by phone. Manuals are on the site too.',
    },
  }),
  place('order-enquiry', {
    channel: 'contact',
    stage: 'consult',
    purposes: ['service'],
    requires: ['purchases'],
    technique: 'rules',
    neverUsed: ['browsing', 'interests-guessed', 'age'],
    ja: {
      name: '注文のお問い合わせ',
      with: 'おたずねの注文を開いて答えます。例：お届けの日時の変更。',
      without: 'いつも同じ対応です。注文番号があれば、担当者がお調べします。',
    },
    en: {
      name: 'Enquiries about an order',
      with: 'Staff open the order you ask about and answer. For example, to change the delivery time.',
      without: 'The service is always the same. Staff look up the order number you give.',
    },
  }),
];
