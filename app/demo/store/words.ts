import { words } from '../shop/words';

export const TABLET = {
  title: words('接客タブレット｜みのり', 'Staff tablet | Minori'),
  brand: words('みのり 駅前店', 'Minori, station store'),
  device: words('接客タブレット 02', 'Staff tablet 02'),
  invented: words('デモのための、架空のお店です。', 'An invented store, made for this demo.'),
  ask: words('会員証を読み取ってください', 'Scan a member card'),
  askText: words(
    'どなたかが分かったあと、記録を開いてよいかを「納得」にたずねます。',
    'Once we know who it is, we ask Nattoku if the record may be opened.',
  ),
  number: words('会員証の番号', 'Number on the card'),
  open: words('接客を始める', 'Begin'),
  cards: words('デモの会員証', 'Cards of the demo'),
  unknown: words('この番号の会員証は、見つかりません。', 'There is no card with this number.'),
  customer: (name: { readonly ja: string; readonly en: string }) =>
    words(`${name.ja} さま`, name.en),
  /** Whatever the reason: a clerk never learns that somebody refused. */
  without: words(
    '履歴は表示しません。ご希望をうかがってください。',
    'No history is shown. Please ask what they wish.',
  ),
  service: words('接客の中身は、どなたにも同じです。', 'The service is the same for everyone.'),
  questions: words('うかがうこと', 'What to ask'),
  ask1: words('どなたが、いつ使いますか。', 'Who will use it, and when?'),
  ask2: words('大きさや色に、ご希望はありますか。', 'Any wish for size or colour?'),
  ask3: words('いま使っているものは、何ですか。', 'What do they use now?'),
  code: words('お客さまのスマートフォンから', 'From the customer’s own phone'),
  codeText: words(
    '見せるかどうかは、お客さまご自身の画面で選べます。15分だけ、という選びかたもあります。',
    'Customers choose on their own screen what to show. They can also allow it for 15 minutes.',
  ),
  codeLabel: words(
    '納得の「お店の接客タブレット」のページを開くコード',
    'Code that opens the page of this tablet at Nattoku',
  ),
  codeLink: words('コードの行き先を開く', 'Open the page of the code'),
  shown: words('この方の記録', 'The customer’s record'),
  purchases: words('購入の記録', 'Purchases'),
  told: words('自分で伝えた好み', 'Interests they told us'),
  conversations: words('以前のお問い合わせ', 'Earlier enquiries'),
  age: words('年代', 'Age'),
  ageText: (age: number) => words(`${String(age)}代`, `in their ${String(age)}s`),
  begin: words('話のきっかけに', 'To begin with'),
  again: words('もう一度たずねる', 'Ask again'),
  end: words('接客を終える', 'End'),
  live: words(
    '見せてよい間だけ表示します。数秒ごとに、たずね直しています。',
    'Shown only while it may be. We ask again every few seconds.',
  ),
} as const;
