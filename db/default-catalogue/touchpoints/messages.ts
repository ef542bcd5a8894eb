import type { Touchpoint } from '../../../lib/catalogue/model';
import { place } from '../place';

export const messages: readonly Touchpoint[] = [
  place('newsletter', {
    channel: 'mail',
    stage: 'discover',
    purposes: ['receive', 'message'],
    mayUse: ['purchases', 'browsing', 'interests-told', 'mail-engagement'],
    technique: 'individual',
    neverUsed: ['current-location', 'skin-photos', 'conversations'],
    ja: {
      name: 'メールマガジン',
      with: '記録に合わせて記事と商品を選びます。例：緑茶を買った方に、新茶の記事。',
      without: '受け取ると選んだ方には、みんなと同じ号が届きます。サイトでも読めます。',
    },
    en: {
      name: 'Newsletter',
      with: 'Articles and products are picked from your records. If you bought green tea, for example, a piece on new tea.',
      without:
        'If you chose to receive it, you get the same issue as everyone. It is also on the site.',
    },
  }),
  place('campaign-mail', {
    channel: 'mail',
    stage: 'discover',
    purposes: ['receive', 'message'],
    mayUse: ['age', 'gender', 'home-area', 'purchases'],
    technique: 'rules',
    neverUsed: ['life-events', 'conversations', 'current-location'],
    ja: {
      name: 'キャンペーンのメール',
      with: '年代や地域に合わせて案内を選びます。例：東京・30代の方に、東京のお店の催し。',
      without: '受け取ると選んだ方には、すべての催しの一覧が届きます。サイトでも見られます。',
    },
    en: {
      name: 'Campaign mails',
      with: 'Offers fit your age group and area. For people in their 30s in Tokyo, for example, an event in a Tokyo store.',
      without:
        'If you chose to receive them, you get the list of all events. It is also on the site.',
    },
  }),
  place('push-offers', {
    channel: 'push',
    stage: 'discover',
    purposes: ['receive', 'message'],
    requires: ['active-hours'],
    mayUse: ['push-engagement', 'interests-told'],
    technique: 'prediction',
    neverUsed: ['current-location', 'purchases', 'age'],
    ja: {
      name: 'アプリの通知',
      with: 'よく使う時間に、好みに合う通知を送ります。例：朝に使う方へ、7時半に朝食の特集。',
      without: '受け取ると選んだ方には、正午に同じ通知が届きます。アプリの一覧でも読めます。',
    },
    en: {
      name: 'App notifications',
      with: 'Notices come at the hour you use the app and fit your interests. At 7:30, for example, a piece on breakfast.',
      without:
        'If you chose to receive them, the same notice comes at noon. You can also read it in the app.',
    },
  }),
  place('line-message', {
    channel: 'line',
    stage: 'discover',
    purposes: ['receive', 'message'],
    mayUse: ['purchases', 'interests-told'],
    technique: 'rules',
    neverUsed: ['social', 'current-location', 'conversations'],
    ja: {
      name: 'LINEのお知らせ',
      with: '買った品や好みに合う案内を送ります。例：猫用品を買った方に、新しい爪とぎ。',
      without: '受け取ると選んだ方には、月に2回、同じ案内が届きます。サイトでも見られます。',
    },
    en: {
      name: 'LINE messages',
      with: 'Messages fit your purchases and interests. If you bought cat goods, for example, a new scratching board.',
      without:
        'If you chose to receive them, the same news comes twice a month. It is also on the site.',
    },
  }),
  place('ai-copy', {
    channel: 'mail',
    stage: 'discover',
    purposes: ['receive', 'message', 'assist'],
    requires: ['interests-told'],
    mayUse: ['purchases'],
    technique: 'generative-ai',
    alsoTo: 'ai-provider',
    neverUsed: ['conversations', 'skin-analysis', 'social'],
    ja: {
      name: 'AIが書くおすすめ文',
      with: 'メールの中の紹介文を、好みに合わせてAIが書きます。「AIが書きました」と表示します。',
      without: '紹介文は担当者が書きます。商品のページで、だれでも読めます。',
    },
    en: {
      name: 'Texts written by AI',
      with: 'In mails, an AI writes about products to fit your interests. The text is marked “Written by AI”.',
      without: 'Our staff write the text. Anyone can read it on the product page.',
    },
  }),
  place('press-letter', {
    channel: 'post',
    stage: 'discover',
    purposes: ['press'],
    requires: ['published-articles'],
    technique: 'staff',
    neverUsed: ['purchases', 'social', 'home-area'],
    ja: {
      name: '記者の方へのお手紙',
      with: '担当者が記事を読み、その分野の新商品をお手紙で知らせます。例：台所の道具の記事を書いた方に。',
      without: '報道の方に向けた資料を、サイトでだれでも読めます。',
    },
    en: {
      name: 'Letters to journalists',
      with: 'Staff read your articles and write about new products of that field. For example, if you wrote about kitchen tools.',
      without: 'Anyone can read our press pages on the site.',
    },
  }),
  place('cart-reminder', {
    channel: 'mail',
    stage: 'buy',
    purposes: ['receive', 'message'],
    requires: ['carts'],
    mayUse: ['purchases'],
    technique: 'rules',
    neverUsed: ['current-location', 'age', 'browsing'],
    ja: {
      name: 'カートのお知らせ',
      with: '24時間後に、カートの商品を1回だけメールで知らせます。例：「青いマグカップが入っています」。',
      without: 'カートの商品は30日間、サイトとアプリに残ります。',
    },
    en: {
      name: 'Cart mails',
      with: 'After 24 hours, one mail tells you what is in your cart. For example, “A blue mug is in your cart”.',
      without: 'Items stay in your cart on the site and in the app for 30 days.',
    },
  }),
  place('nearby-coupon', {
    channel: 'push',
    stage: 'buy',
    purposes: ['receive', 'message'],
    requires: ['current-location'],
    mayUse: ['purchases'],
    technique: 'rules',
    neverUsed: ['home-area', 'store-visits', 'age'],
    ja: {
      name: '近くで使えるクーポン',
      with: 'お店の近くに来たときに、使えるクーポンを知らせます。例：駅前店から300メートルの所で。',
      without: '同じクーポンが、アプリの一覧にいつもあります。',
    },
    en: {
      name: 'Coupons near you',
      with: 'When you are near a store, a notice shows a coupon you can use. For example, 300 metres from the station store.',
      without: 'The same coupons are always in the list in the app.',
    },
  }),
  place('sms-notice', {
    channel: 'sms',
    stage: 'buy',
    purposes: ['receive', 'message'],
    mayUse: ['purchases'],
    technique: 'rules',
    neverUsed: ['current-location', 'carts', 'conversations'],
    ja: {
      name: 'SMSのお知らせ',
      with: '前に買った品の催しを、短い文で知らせます。例：「北海道展が10日に始まります」。',
      without: '受け取ると選んだ方には、みんなと同じ文が届きます。催しはサイトでも見られます。',
    },
    en: {
      name: 'SMS messages',
      with: 'Short texts tell you of events close to what you bought. For example, “The Hokkaido fair starts on the 10th”.',
      without:
        'If you chose to receive them, you get the same text as everyone. Events are also on the site.',
    },
  }),
  place('order-mail', {
    channel: 'mail',
    stage: 'buy',
    purposes: ['service'],
    requires: ['purchases'],
    technique: 'rules',
    neverUsed: ['browsing', 'interests-guessed', 'mail-engagement'],
    ja: {
      name: '注文のメール',
      with: '注文の確認と発送を知らせます。例：「ご注文の品を発送しました」。',
      without: 'いつも同じメールです。注文の内容とお届けの予定が分かります。',
    },
    en: {
      name: 'Order mails',
      with: 'You are told that your order is confirmed and sent. For example, “Your order is on its way”.',
      without: 'The mail is always the same. It shows your order and the delivery date.',
    },
  }),
  place('follow-up-mail', {
    channel: 'mail',
    stage: 'use',
    purposes: ['receive', 'message'],
    requires: ['purchases'],
    mayUse: ['mail-engagement'],
    technique: 'rules',
    neverUsed: ['conversations', 'current-location', 'age'],
    ja: {
      name: '購入後のお便り（1週間・2週間・1か月）',
      with: '買った品の使い方を、3回に分けて送ります。例：鉄のフライパンの油ならし。',
      without: '使い方は、商品のページでいつでも読めます。',
    },
    en: {
      name: 'Mails after a purchase (1 week, 2 weeks, 1 month)',
      with: 'Three mails show how to use what you bought. For example, how to oil an iron pan.',
      without: 'You can read how to use it on the product page at any time.',
    },
  }),
];
