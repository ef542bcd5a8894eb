import type { Recipient } from '../../lib/catalogue/model';

export const recipients: readonly Recipient[] = [
  {
    key: 'self',
    country: 'JP',
    relation: 'self',
    since: '2024-04-01',
    text: {
      ja: {
        name: '自社',
        items: ['それぞれの場所で使うと書いてあるデータ'],
        ground: 'サイト・アプリ・お店を運営するため、自社で使います。',
      },
      en: {
        name: 'Our company',
        items: ['The data named for each place'],
        ground: 'We use it ourselves to run the site, the app and the stores.',
      },
    },
  },
  {
    key: 'group',
    country: 'JP',
    relation: 'joint_use',
    since: '2024-10-01',
    text: {
      ja: {
        name: 'グループ会社',
        items: ['会員番号', '購入の日時・金額・お店', 'ポイントの残高'],
        ground: '共通のポイントを数えるため、グループの中で一緒に使います（共同利用）。',
      },
      en: {
        name: 'Group companies',
        items: ['Member number', 'Date, amount and store of each purchase', 'Points balance'],
        ground: 'The companies of our group share it to count common points (joint use).',
      },
    },
  },
  {
    key: 'delivery-provider',
    country: 'JP',
    relation: 'processor',
    since: '2024-04-01',
    text: {
      ja: {
        name: '配信事業者',
        items: ['メールアドレス・電話番号・端末の宛先', 'お知らせの文面', '送った日時'],
        ground: '当社の代わりにお知らせを送ります（委託）。ほかのことには使いません。',
      },
      en: {
        name: 'Message delivery company',
        items: [
          'Mail address, phone number or device address',
          'Text of the message',
          'Time of sending',
        ],
        ground: 'It sends messages on our behalf (processor). It uses the data for nothing else.',
      },
    },
  },
  {
    key: 'ad-provider',
    country: 'US',
    relation: 'third_party',
    since: '2025-04-01',
    text: {
      ja: {
        name: '広告事業者',
        items: [
          '広告用の識別子',
          '見たページと商品',
          '検索した言葉',
          '購入した商品の種類',
          '推測された好み',
          '年齢と性別',
        ],
        ground: '許可をいただいたときだけ、広告を選ぶために渡します（第三者提供）。',
      },
      en: {
        name: 'Ad company',
        items: [
          'Advertising identifiers',
          'Pages and products viewed',
          'Words searched for',
          'Kinds of products bought',
          'Guessed interests',
          'Age and gender',
        ],
        ground: 'We pass it on to choose ads, and only when you allow it (third party).',
      },
    },
  },
  {
    key: 'ai-provider',
    country: 'US',
    relation: 'processor',
    since: '2025-10-01',
    text: {
      ja: {
        name: 'AI事業者',
        items: [
          '質問とやりとりの文章',
          '購入の記録',
          '端末とブラウザの種類',
          '自分で伝えた好み',
          '見たページと商品',
        ],
        ground: '当社の指示に従ってAIを動かします（委託）。AI事業者自身のAIの学習には使いません。',
      },
      en: {
        name: 'AI company',
        items: [
          'Text of questions and replies',
          'Purchases',
          'Type of device and browser',
          'Interests you told us',
          'Pages and products viewed',
        ],
        ground:
          'It runs the AI as we direct (processor). It does not train its own AI with the data.',
      },
    },
  },
  {
    key: 'statistics-partner',
    country: 'JP',
    relation: 'third_party',
    since: '2025-04-01',
    text: {
      ja: {
        name: '統計協力会社',
        items: ['名前と会員番号を外した購入の合計'],
        ground: '買い物の傾向をまとめた資料を作るために渡します（第三者提供）。',
      },
      en: {
        name: 'Statistics partner',
        items: ['Totals of purchases, with names and member numbers removed'],
        ground: 'We pass on totals for reports on shopping trends (third party).',
      },
    },
  },
];
