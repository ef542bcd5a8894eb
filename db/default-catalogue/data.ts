import type { DataCategory, DataCategoryText, Localised } from '../../lib/catalogue/model';

const PD = 'https://w3id.org/dpv/pd#';

type Words = readonly [name: string, summary: string, source: string, retention: string];
function inBoth(ja: Words, en: Words): Localised<DataCategoryText> {
  const toText = ([name, summary, source, retention]: Words) => ({
    name,
    summary,
    source,
    retention,
  });
  return { ja: toText(ja), en: toText(en) };
}

export const data: readonly DataCategory[] = [
  {
    key: 'age',
    sensitive: false,
    dpv: `${PD}Age`,
    text: inBoth(
      ['年齢', '生年月日から分かる年齢です。', '会員登録のときの入力', '退会から1年'],
      [
        'Age',
        'Your age, worked out from your date of birth.',
        'What you entered when you joined',
        '1 year after you leave',
      ],
    ),
  },
  {
    key: 'gender',
    sensitive: false,
    dpv: `${PD}Gender`,
    text: inBoth(
      [
        '性別',
        '登録した性別です。空欄のままでも利用できます。',
        '会員登録のときの入力',
        '退会から1年',
      ],
      [
        'Gender',
        'The gender you entered. You may leave it blank.',
        'What you entered when you joined',
        '1 year after you leave',
      ],
    ),
  },
  {
    key: 'occupation',
    sensitive: false,
    dpv: `${PD}Job`,
    text: inBoth(
      ['職業', '会社員・学生などの職業の種類です。', 'アンケートへの回答', '回答から2年'],
      [
        'Occupation',
        'Your kind of work, such as office worker or student.',
        'Your answers in surveys',
        '2 years after you answer',
      ],
    ),
  },
  {
    key: 'home-area',
    sensitive: false,
    dpv: `${PD}Region`,
    text: inBoth(
      [
        'お住まいの地域',
        '都道府県と市区町村です。番地は使いません。',
        '会員登録のときの住所',
        '退会から1年',
      ],
      [
        'Area where you live',
        'Your prefecture and town. The street is not used.',
        'Your address when you joined',
        '1 year after you leave',
      ],
    ),
  },
  {
    key: 'current-location',
    sensitive: false,
    dpv: `${PD}CurrentLocation`,
    text: inBoth(
      [
        '現在地',
        'スマートフォンが示す、いまいる場所です。',
        'アプリ（端末で許可した間だけ）',
        '24時間',
      ],
      [
        'Where you are now',
        'The place where your phone is at this moment.',
        'The app, while your phone allows it',
        '24 hours',
      ],
    ),
  },
  {
    key: 'lifestyle',
    sensitive: false,
    dpv: `${PD}Behavioural`,
    text: inBoth(
      [
        'ライフスタイル',
        '料理や外出など、ふだんの過ごし方です。',
        'アンケートへの回答',
        '回答から2年',
      ],
      [
        'Lifestyle',
        'How you spend your days, such as cooking or going out.',
        'Your answers in surveys',
        '2 years after you answer',
      ],
    ),
  },
  {
    key: 'life-events',
    sensitive: true,
    dpv: `${PD}LifeHistory`,
    text: inBoth(
      [
        '引越・結婚・出産など',
        '暮らしの大きな変化です。「しばらく触れないで」と伝えることもできます。',
        'ご自分で伝えた内容',
        '伝えた日から1年',
      ],
      [
        'Moving, marriage, a new baby',
        'Big changes in your life. You can also ask us to leave them alone for a while.',
        'What you told us yourself',
        '1 year after you tell us',
      ],
    ),
  },
  {
    key: 'interests-told',
    sensitive: false,
    dpv: `${PD}Preference`,
    text: inBoth(
      [
        '自分で伝えた好み',
        '「紅茶が好き」のように、ご自分で選んだ好みです。',
        '好みの設定の画面',
        '消すまで（最長3年）',
      ],
      [
        'Interests you told us',
        'Things you said you like, such as tea.',
        'The page where you set your interests',
        'Until you delete them, at most 3 years',
      ],
    ),
  },
  {
    key: 'interests-guessed',
    sensitive: false,
    dpv: `${PD}Interest`,
    text: inBoth(
      [
        '推測された好み',
        '記録からコンピューターが推測した好みです。「違います」と伝えられます。',
        '購入や見たページからの推測',
        '推測から6か月',
      ],
      [
        'Interests we guessed',
        'Likes that a computer guessed. You can tell us that one is wrong.',
        'Guesses from purchases and pages viewed',
        '6 months after the guess',
      ],
    ),
  },
  {
    key: 'purchases',
    sensitive: false,
    dpv: `${PD}Purchase`,
    text: inBoth(
      ['購入の記録', '買った商品・日時・金額です。', 'サイト・アプリ・お店での購入', '購入から3年'],
      [
        'Purchases',
        'What you bought, when, and for how much.',
        'Purchases on the site, in the app and in stores',
        '3 years after purchase',
      ],
    ),
  },
  {
    key: 'store-visits',
    sensitive: false,
    dpv: `${PD}ServiceConsumptionBehaviour`,
    text: inBoth(
      ['利用したお店', '会員証を見せたお店の名前と日付です。', 'お店のレジ', '利用から2年'],
      [
        'Stores you used',
        'The stores where you showed your card, and the dates.',
        'The till in the store',
        '2 years after each visit',
      ],
    ),
  },
  {
    key: 'carts',
    sensitive: false,
    dpv: `${PD}Intention`,
    text: inBoth(
      [
        'カートの中身',
        'カートに入れた、注文前の商品です。',
        'サイトとアプリのカート',
        '最後に入れた日から30日',
      ],
      [
        'Items in your cart',
        'Products in your cart that you have yet to order.',
        'The cart on the site and in the app',
        '30 days after the last item',
      ],
    ),
  },
  {
    key: 'browsing',
    sensitive: false,
    dpv: `${PD}BrowsingBehaviour`,
    text: inBoth(
      [
        '見たページと商品',
        '当社のサイトとアプリで見たページと商品です。',
        'サイトとアプリの利用',
        '見た日から90日',
      ],
      [
        'Pages and products viewed',
        'The pages and products you viewed on our site and in our app.',
        'Your use of the site and the app',
        '90 days after each view',
      ],
    ),
  },
  {
    key: 'search-terms',
    sensitive: false,
    text: inBoth(
      [
        '検索した言葉',
        '当社のサイトで検索した言葉と、来るきっかけになった検索の言葉です。',
        'サイト内の検索と検索広告',
        '検索した日から90日',
      ],
      [
        'Words searched for',
        'Words you searched for on our site, or that led you to it.',
        'Site search and search ads',
        '90 days after each search',
      ],
    ),
  },
  {
    key: 'recency',
    sensitive: false,
    dpv: `${PD}ServiceConsumptionBehaviour`,
    text: inBoth(
      [
        '前回の訪問からの期間',
        '前に来た日から何日たったかを数えたものです。',
        'サイトとアプリの利用',
        '次の訪問まで（最長1年）',
      ],
      [
        'Time since your last visit',
        'How many days have passed since you last came.',
        'Your use of the site and the app',
        'Until your next visit, at most 1 year',
      ],
    ),
  },
  {
    key: 'active-hours',
    sensitive: false,
    dpv: `${PD}ServiceConsumptionBehaviour`,
    text: inBoth(
      ['よく使う時間帯', '朝・昼・夜のうち、アプリをよく使う時間です。', 'アプリの利用', '90日'],
      [
        'Hours you are active',
        'The time of day when you use the app most.',
        'Your use of the app',
        '90 days',
      ],
    ),
  },
  {
    key: 'device',
    sensitive: false,
    dpv: `${PD}DeviceBased`,
    text: inBoth(
      [
        '端末とブラウザ',
        '端末の機種と、ブラウザやアプリの種類です。',
        'サイトとアプリの利用',
        '90日',
      ],
      [
        'Device and browser',
        'The model of your device and the type of browser or app.',
        'Your use of the site and the app',
        '90 days',
      ],
    ),
  },
  {
    key: 'mail-engagement',
    sensitive: false,
    dpv: `${PD}LinkClicked`,
    text: inBoth(
      [
        'メールの開封・クリック',
        'どのメールを開き、どのリンクを押したかです。',
        '送ったメールの中の画像とリンク',
        '1年',
      ],
      [
        'Mail opens and clicks',
        'Which mails you opened and which links you clicked.',
        'Images and links in the mails we send',
        '1 year',
      ],
    ),
  },
  {
    key: 'push-engagement',
    sensitive: false,
    dpv: `${PD}ServiceConsumptionBehaviour`,
    text: inBoth(
      [
        '通知の開封・アプリの起動',
        '通知を開いた日時と、アプリを使い始めた日時です。',
        'アプリ',
        '1年',
      ],
      [
        'Notice opens and app starts',
        'When you opened a notice and when you started the app.',
        'The app',
        '1 year',
      ],
    ),
  },
  {
    key: 'conversations',
    sensitive: false,
    dpv: `${PD}Communication`,
    text: inBoth(
      [
        'お問い合わせの内容',
        '質問とその返信の文章です。',
        '電話・メール・チャット・お店での相談',
        '最後の返信から3年',
      ],
      [
        'Your enquiries',
        'The words of your questions and of our replies.',
        'Phone, mail, chat and advice in store',
        '3 years after the last reply',
      ],
    ),
  },
  {
    key: 'survey',
    sensitive: false,
    dpv: `${PD}Opinion`,
    text: inBoth(
      [
        'アンケートと診断の回答',
        'アンケートや、商品を選ぶ診断で答えた内容です。',
        'アンケートと診断の画面',
        '回答から2年',
      ],
      [
        'Survey and quiz answers',
        'Your answers in surveys and in quizzes that help you choose.',
        'The survey and quiz pages',
        '2 years after you answer',
      ],
    ),
  },
  {
    key: 'social',
    sensitive: false,
    dpv: `${PD}PubliclyAvailableSocialMedia`,
    text: inBoth(
      [
        'SNSの公開情報',
        'だれでも見られる投稿と自己紹介です。',
        '公開されているSNSのページ',
        '取得から6か月',
      ],
      [
        'Public social media',
        'Posts and profiles that anyone can see.',
        'Public pages on social media',
        '6 months after we get it',
      ],
    ),
  },
  {
    key: 'ad-identifiers',
    sensitive: false,
    dpv: `${PD}Tracking`,
    text: inBoth(
      [
        '広告用の識別子（サードパーティCookieなど）',
        '同じブラウザや端末だと見分けるための番号です。',
        'ブラウザと端末',
        '最後の利用から13か月',
      ],
      [
        'Advertising identifiers (third-party cookies and others)',
        'Numbers that tell ad companies it is the same browser or device.',
        'Your browser and device',
        '13 months after last use',
      ],
    ),
  },
  {
    key: 'third-party-data',
    sensitive: false,
    text: inBoth(
      [
        '他社から受け取った情報',
        'ほかの会社が集め、当社が受け取った情報です。',
        '提携している会社',
        '受け取りから1年',
      ],
      [
        'Data from other companies',
        'Data that another company collected and passed to us.',
        'Partner companies',
        '1 year after we get it',
      ],
    ),
  },
  {
    key: 'skin-photos',
    sensitive: true,
    dpv: `${PD}Picture`,
    text: inBoth(
      [
        '顔写真',
        '肌を分析するために、ご自分で撮った顔の写真です。',
        'アプリでの撮影',
        '撮影から1年',
      ],
      [
        'Photos of your face',
        'Photos of your face that you take for skin analysis.',
        'Photos you take in the app',
        '1 year after the photo',
      ],
    ),
  },
  {
    key: 'skin-analysis',
    sensitive: true,
    dpv: `${PD}PhysicalCharacteristic`,
    text: inBoth(
      [
        '肌の分析結果',
        'うるおいやしみなど、写真から分析した肌の状態です。',
        '顔写真の分析',
        '分析から2年',
      ],
      [
        'Skin analysis results',
        'The state of your skin, such as moisture and spots.',
        'Analysis of your photos',
        '2 years after the analysis',
      ],
    ),
  },
  {
    key: 'dna',
    sensitive: true,
    dpv: `${PD}DNACode`,
    text: inBoth(
      [
        'DNA検査の結果',
        '申し込んだ検査で分かった、体質についての結果です。',
        '検査キットで送った検体',
        '検査から3年（いつでも消せます）',
      ],
      [
        'DNA test results',
        'What the test you ordered says about your body type.',
        'The sample you sent in the test kit',
        '3 years after the test. You can delete them at any time',
      ],
    ),
  },
  {
    key: 'published-articles',
    sensitive: false,
    dpv: `${PD}Professional`,
    text: inBoth(
      [
        '公開された記事',
        '記者の方が名前を出して書いた記事です。',
        '新聞・雑誌・ニュースサイト',
        '掲載から2年',
      ],
      [
        'Published articles',
        'Articles that a journalist signed and published.',
        'Newspapers, magazines and news sites',
        '2 years after publication',
      ],
    ),
  },
];
