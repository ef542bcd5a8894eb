import type { Purpose } from '../../lib/catalogue/model';

const DPV = 'https://w3id.org/dpv#';
const ordinary = { contact: false, explicit: false, sharesForAds: false } as const;

/** In the order in which the groups and their purposes are shown. */
export const purposes: readonly Purpose[] = [
  {
    ...ordinary,
    key: 'recommend',
    group: 'screens',
    basis: 'consent',
    dpv: `${DPV}ProvidePersonalisedRecommendations`,
    text: {
      ja: {
        name: 'あなたの履歴をもとにしたおすすめ',
        summary:
          'これまでの購入や見た商品をもとに、次の候補を選んで並べます。使うのは、あなた自身の記録だけです。',
        stops: ['履歴から選ぶ「あなたへのおすすめ」の欄'],
        continues: [
          '売れている順・新しい順の商品の並び',
          '商品の一覧と検索',
          'ほかのお客様の購入傾向による欄（別に選べます）',
        ],
      },
      en: {
        name: 'Recommendations from your own history',
        summary:
          'We use what you bought and viewed to pick products to show you next. We use only your own records for this.',
        stops: ['The “For you” row picked from your history'],
        continues: [
          'Products listed by sales or by date',
          'All product lists and search',
          'Rows based on what other customers buy (a separate choice)',
        ],
      },
    },
  },
  {
    ...ordinary,
    key: 'recommend-collective',
    group: 'screens',
    basis: 'legitimate_interest',
    dpv: `${DPV}ProvideProductRecommendations`,
    text: {
      ja: {
        name: 'ほかのお客様の購入傾向によるおすすめ',
        summary:
          '多くのお客様の購入を合計し、その傾向から商品を表示します。あなたの記録は、表示のために使いません。',
        stops: ['「買った人はこちらも見ています」のような、傾向による3つの欄'],
        continues: ['担当者が選んだ関連商品', '商品の一覧と検索'],
      },
      en: {
        name: 'Recommendations from what other customers buy',
        summary:
          'We add up what many customers buy and show products that often go together. Your own records are not used to show them.',
        stops: ['The three rows of this kind, such as “People who bought this also viewed”'],
        continues: ['Related products picked by our staff', 'All product lists and search'],
      },
    },
  },
  {
    ...ordinary,
    key: 'count-me-in',
    group: 'screens',
    basis: 'legitimate_interest',
    dpv: `${DPV}ServiceUsageAnalytics`,
    text: {
      ja: {
        name: 'あなたの購入を集計に加える',
        summary:
          'あなたの購入を、名前を外した合計の数に加えます。すでに出した合計は、断った後もそのまま残ります。',
        stops: ['これからの購入を合計の数に加えること'],
        continues: [
          'ご注文とポイント',
          '購入の記録の確認',
          '購入傾向によるおすすめを見ること（別に選べます）',
        ],
      },
      en: {
        name: 'Count your purchases in the totals',
        summary:
          'We add your purchases, with your name removed, to the totals for all customers. Totals made before you refuse stay as they are.',
        stops: ['Adding your next purchases to the totals'],
        continues: [
          'Your orders and points',
          'Your list of past purchases',
          'Seeing rows based on what others buy (a separate choice)',
        ],
      },
    },
  },
  {
    ...ordinary,
    key: 'content',
    group: 'screens',
    basis: 'consent',
    dpv: `${DPV}UserInterfacePersonalisation`,
    text: {
      ja: {
        name: '画面や記事をあなたに合わせる',
        summary:
          'サイトとアプリの画像・特集・記事・ボタンの言葉を、あなたの記録に合わせて変えます。',
        stops: [
          'トップの画像と特集の入れ替え',
          '読みものの並べ替え',
          '記録に合わせた動画とお手入れの案内',
        ],
        continues: ['すべてのページ・記事・動画', '商品の一覧と検索'],
      },
      en: {
        name: 'Fit pages and articles to you',
        summary:
          'On the site and in the app, images, features, articles and button words change to match your records.',
        stops: [
          'Changing the top image and features for you',
          'Sorting articles for you',
          'Videos and care tips picked from your records',
        ],
        continues: ['All pages, articles and videos', 'All product lists and search'],
      },
    },
  },
  {
    ...ordinary,
    key: 'search',
    group: 'screens',
    basis: 'consent',
    dpv: `${DPV}SearchFunctionalities`,
    text: {
      ja: {
        name: '検索結果をあなたに合わせる',
        summary: 'サイト内の検索結果の順番を、これまでの検索や購入に合わせて変えます。',
        stops: ['記録に合わせた検索結果の並べ替え'],
        continues: ['検索（言葉に近い順に並びます）', '価格順・新着順の並べ替えと絞り込み'],
      },
      en: {
        name: 'Fit search results to you',
        summary:
          'The order of search results on the site changes to match your past searches and purchases.',
        stops: ['Sorting search results by your records'],
        continues: [
          'Search itself, sorted by how well the words match',
          'Sorting by price or date, and filters',
        ],
      },
    },
  },
  {
    key: 'receive',
    group: 'messages',
    basis: 'consent',
    contact: true,
    explicit: false,
    sharesForAds: false,
    dpv: `${DPV}DirectMarketing`,
    text: {
      ja: {
        name: '広告のお知らせを受け取る',
        summary:
          '新商品やキャンペーンのお知らせを、メール・アプリの通知・LINE・SMSで送ります。送り方ごとに選べます。',
        stops: ['選んだ送り方での広告のお知らせ', 'カートのお知らせと、購入後のお便り'],
        continues: [
          '注文の確認と発送のメール',
          'お問い合わせへの返信',
          'サイトに載るキャンペーンのページ',
        ],
      },
      en: {
        name: 'Receive promotional messages',
        summary:
          'We send news and offers by e-mail, app notification, LINE or SMS. You can choose for each of them.',
        stops: ['News and offers by the means you choose', 'Cart mails and mails after a purchase'],
        continues: [
          'Mails about your orders and deliveries',
          'Replies to your enquiries',
          'The offer pages on our site',
        ],
      },
    },
  },
  {
    ...ordinary,
    key: 'message',
    group: 'messages',
    basis: 'consent',
    dpv: `${DPV}Personalisation`,
    text: {
      ja: {
        name: 'お知らせの内容をあなたに合わせる',
        summary:
          'お知らせの内容・時間・回数を、あなたの記録に合わせて変えます。受け取るかどうかは、別に選べます。',
        stops: [
          '記録から選んだ商品やクーポンの案内',
          '記録から決める時間と回数',
          'カートのお知らせ',
        ],
        continues: ['受け取ると選んだお知らせ（みんなと同じ内容）', '注文の確認と発送のメール'],
      },
      en: {
        name: 'Fit messages to you',
        summary:
          'What we send, when and how often change to match your records. Receiving messages at all is a separate choice.',
        stops: [
          'Products and coupons picked from your records',
          'Times and numbers set by your records',
          'Cart mails',
        ],
        continues: [
          'Messages you chose to receive, the same for everyone',
          'Mails about your orders and deliveries',
        ],
      },
    },
  },
  {
    ...ordinary,
    key: 'measure',
    group: 'messages',
    basis: 'consent',
    dpv: `${DPV}ServiceMonitoring`,
    text: {
      ja: {
        name: '効果を測る',
        summary:
          'メールや通知がどれだけ開かれたかを数えます。数えた結果は、送り方の見直しに使います。',
        stops: ['あなたの開封とクリックを数えること'],
        continues: ['受け取ると選んだお知らせ', 'サイトとアプリの利用'],
      },
      en: {
        name: 'Measure results',
        summary:
          'We count how many mails and notices are opened. We use the numbers to review what we send.',
        stops: ['Counting what you open and click'],
        continues: ['Messages you chose to receive', 'Use of the site and the app'],
      },
    },
  },
  {
    ...ordinary,
    key: 'press',
    group: 'messages',
    basis: 'legitimate_interest',
    dpv: `${DPV}PublicRelations`,
    text: {
      ja: {
        name: '記者の方へのお手紙',
        summary:
          '公開された記事を読み、その分野の記者の方へ、お手紙で新商品をお知らせします。宛先は勤め先です。',
        stops: ['勤め先へのお手紙'],
        continues: ['取材の申し込み', '報道の方に向けた資料のページ'],
      },
      en: {
        name: 'Letters to journalists',
        summary:
          'We read published articles and write to the journalists of that field about new products. Letters go to the place of work.',
        stops: ['Letters to your place of work'],
        continues: ['Asking us for an interview', 'The press pages on our site'],
      },
    },
  },
  {
    ...ordinary,
    key: 'advertise',
    group: 'ads',
    basis: 'consent',
    sharesForAds: true,
    dpv: `${DPV}PersonalisedAdvertising`,
    text: {
      ja: {
        name: '広告をあなたに合わせる',
        summary:
          '見た商品や検索した言葉から、ほかのサイトやSNSに出す広告を選びます。そのため、記録の一部を広告事業者に渡します。未成年の方の記録と、肌やDNAの記録は使いません。',
        stops: [
          '見た商品が後から出てくる広告',
          '検索した言葉に連動する広告',
          '広告事業者に記録を渡すこと',
        ],
        continues: ['サイト・アプリ・お店での買い物', 'だれが見ても同じ広告'],
      },
      en: {
        name: 'Fit ads to you',
        summary:
          'We pick ads on other sites and social media from what you viewed and searched for. To do so we pass some records to an ad company. Records of minors, skin and DNA are never used.',
        stops: [
          'Ads that show again what you viewed',
          'Ads linked to words you searched for',
          'Passing records to the ad company',
        ],
        continues: [
          'Shopping on the site, in the app and in stores',
          'Ads that are the same for everyone',
        ],
      },
    },
  },
  {
    ...ordinary,
    key: 'cross-channel',
    group: 'counter',
    basis: 'consent',
    dpv: `${DPV}CustomerRelationshipManagement`,
    text: {
      ja: {
        name: 'サイト・アプリ・お店の記録をつなげる',
        summary: '別々に残っている記録を、会員番号で一つにつなげます。',
        stops: ['会員証とポイントをまとめた表示', '利用したお店から選ぶボーナスの設定'],
        continues: ['それぞれの会員証とポイント', 'サイト・アプリ・お店での買い物'],
      },
      en: {
        name: 'Link your records from site, app and stores',
        summary: 'Records that are kept apart are linked into one by your member number.',
        stops: ['One view of all cards and points', 'Bonus stores set from the stores you used'],
        continues: ['Each card and its points', 'Shopping on the site, in the app and in stores'],
      },
    },
  },
  {
    ...ordinary,
    key: 'store-service',
    group: 'counter',
    basis: 'consent',
    dpv: `${DPV}CustomerCare`,
    text: {
      ja: {
        name: 'お店であなたの記録を見て接客する',
        summary: 'お店の担当者が、あなたの記録をタブレットで見ながら接客します。',
        stops: ['接客のときに記録を画面に出すこと', '利用したお店から選ぶボーナスの設定'],
        continues: ['お店での買い物・試着・相談', '返品と修理の受付'],
      },
      en: {
        name: 'Serve you in store with your records',
        summary: 'Store staff see your records on a tablet while they serve you.',
        stops: [
          'Showing your records while you are served',
          'Bonus stores set from the stores you used',
        ],
        continues: ['Shopping, fitting and advice in store', 'Returns and repairs'],
      },
    },
  },
  {
    ...ordinary,
    key: 'human-reading',
    group: 'counter',
    basis: 'consent',
    dpv: `${DPV}CommunicationForCustomerCare`,
    text: {
      ja: {
        name: '担当者が過去のやりとりを読んで返信する',
        summary:
          '担当者が、過去のやりとりや購入の記録を読んでから返信します。おたずねの注文だけは、許可にかかわらず確認します。',
        stops: ['担当者が過去のやりとりを読むこと'],
        continues: ['お問い合わせへの返信', 'おたずねの注文の確認', 'オンラインでの相談'],
      },
      en: {
        name: 'Staff read past messages before replying',
        summary:
          'Our staff read your past messages and purchases before they reply. The order you ask about is always opened, whatever you choose.',
        stops: ['Staff reading your past messages'],
        continues: [
          'Replies to your enquiries',
          'A check of the order you ask about',
          'Advice online',
        ],
      },
    },
  },
  {
    ...ordinary,
    key: 'reuse-conversations',
    group: 'counter',
    basis: 'consent',
    dpv: `${DPV}ImproveInternalCRMProcesses`,
    text: {
      ja: {
        name: 'あなたのお問い合わせを、ほかの方への回答に役立てる',
        summary: '名前と連絡先を外したお問い合わせを、似た質問に答えるときの参考にします。',
        stops: ['あなたのお問い合わせを、ほかの方への回答の参考にすること'],
        continues: ['あなたへの返信', 'よくある質問のページ'],
      },
      en: {
        name: 'Use your enquiries to help answer others',
        summary:
          'We take your name and contact details out of your enquiry. Then staff may look at it when someone asks the same thing.',
        stops: ['Looking at your enquiries to answer other people'],
        continues: ['Replies to you', 'The page of common questions'],
      },
    },
  },
  {
    ...ordinary,
    key: 'assist',
    group: 'ai',
    basis: 'consent',
    dpv: `${DPV}CommunicationForCustomerCare`,
    text: {
      ja: {
        name: 'AIがあなたの記録を使って答える',
        summary:
          'AIがあなたの記録を使い、質問への答えやお知らせの文章を作ります。AIが作ったものには、必ず「AI」と表示します。',
        stops: ['あなたの記録を使うAIの答え', 'AIが書くおすすめ文'],
        continues: ['担当者への問い合わせ（電話とメール）', 'よくある質問と説明書のページ'],
      },
      en: {
        name: 'AI answers using your records',
        summary:
          'An AI uses your records to answer questions and to write parts of our messages. All it writes is marked “AI”.',
        stops: ['AI answers that use your records', 'Texts written for you by AI'],
        continues: [
          'Asking our staff by phone or mail',
          'The pages of common questions and manuals',
        ],
      },
    },
  },
  {
    ...ordinary,
    key: 'predict',
    group: 'ai',
    basis: 'consent',
    dpv: `${DPV}OptimisationForConsumer`,
    text: {
      ja: {
        name: '必要になりそうなものを予測して提案する',
        summary:
          '見たページや購入の間隔から、次に必要になりそうなものをコンピューターが予測します。予測は外れることがあります。',
        stops: ['予測による先回りのご案内'],
        continues: ['使い方とよくある質問のページ', '担当者への問い合わせ', '商品の一覧と検索'],
      },
      en: {
        name: 'Predict what you may need and suggest it',
        summary:
          'A computer predicts what you may need next from pages you viewed and how often you buy. It can be wrong.',
        stops: ['Help offered ahead by prediction'],
        continues: [
          'How-to pages and common questions',
          'Asking our staff',
          'All product lists and search',
        ],
      },
    },
  },
  {
    ...ordinary,
    key: 'infer-emotion',
    group: 'ai',
    basis: 'consent',
    explicit: true,
    dpv: `${DPV}CustomerCare`,
    text: {
      ja: {
        name: '文面から気持ちや状況を推定する',
        summary:
          'お問い合わせの文面から、急いでいるか、困っているか、怒っているかを推定します。見るのは文面だけです。推定は外れることがあり、返信の順番を決めるために使います。',
        stops: ['文面から気持ちや状況を推定すること', '推定で返信の順番を変えること'],
        continues: ['お問い合わせへの返信', 'ご自分で「急ぎ」と伝えること'],
      },
      en: {
        name: 'Infer feelings or situation from your words',
        summary:
          'A computer reads the words of your enquiry. It guesses if you are in a hurry, in trouble or angry. The guess can be wrong. We use it to set the order of replies.',
        stops: [
          'Guessing your feelings or situation',
          'Changing the order of replies by that guess',
        ],
        continues: ['Replies to your enquiries', 'Telling us that it is urgent'],
      },
    },
  },
  {
    ...ordinary,
    key: 'skin-care',
    group: 'ai',
    basis: 'consent',
    explicit: true,
    dpv: `${DPV}ServicePersonalisation`,
    text: {
      ja: {
        name: '肌・DNAの記録と分析',
        summary:
          '肌の写真、分析の結果、DNA検査の結果を記録し、お手入れの案内に使います。病気を診断するものではありません。',
        stops: ['写真による肌の分析', 'DNA検査の結果からの案内'],
        continues: ['お手入れの記事と動画', '自分で書く肌のメモ', '商品の一覧と検索'],
      },
      en: {
        name: 'Record and analyse skin and DNA',
        summary:
          'We record photos of your skin, the results, and your DNA test, and use them for care tips. This is not a medical check.',
        stops: ['Skin analysis from photos', 'Tips from your DNA test'],
        continues: [
          'Care articles and videos',
          'Skin notes you write yourself',
          'All product lists and search',
        ],
      },
    },
  },
  {
    ...ordinary,
    key: 'train-ai',
    group: 'ai',
    basis: 'consent',
    explicit: true,
    dpv: `${DPV}ResearchAndDevelopment`,
    text: {
      ja: {
        name: 'AIの学習に使う',
        summary:
          'あなたの記録を、AIに傾向を学ばせる材料にします。一度AIが学んだことは、後から断っても消せないことがあります。断った後の記録は使いません。',
        stops: ['これからの記録をAIの学習に使うこと'],
        continues: [
          'サイト・アプリ・お店のすべてのサービス',
          'AIのお問い合わせ窓口（別に選べます）',
        ],
      },
      en: {
        name: 'Use for training AI',
        summary:
          'Your records are used to teach an AI. What an AI has once learned may stay in it, even if you refuse later. Records made after you refuse are not used.',
        stops: ['Using your records from now on to train AI'],
        continues: [
          'All services on the site, in the app and in stores',
          'The AI help desk (a separate choice)',
        ],
      },
    },
  },
  {
    ...ordinary,
    key: 'service',
    group: 'service',
    basis: 'contract',
    dpv: `${DPV}RequestedServiceProvision`,
    text: {
      ja: {
        name: '注文・配送・ポイントなどのサービス',
        summary:
          'ご注文の品を届け、お支払いとポイントを正しく数えるために使います。サービスの基本なので、選ぶ項目はありません。',
        stops: ['この画面で止まるものはありません'],
        continues: ['ご注文とお届け', 'お支払い・返品・ポイント', '注文についてのお問い合わせ'],
      },
      en: {
        name: 'Orders, delivery, points and other services',
        summary:
          'We use this to deliver your orders and to count payments and points. It is the service itself, so there is nothing to choose.',
        stops: ['Nothing on this page stops it'],
        continues: [
          'Orders and delivery',
          'Payment, returns and points',
          'Enquiries about an order',
        ],
      },
    },
  },
];
