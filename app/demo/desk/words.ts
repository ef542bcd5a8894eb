import { words } from '../shop/words';

/** Whose what is typed at the desk is: nobody signs in there. */
export const DESK_CLERK = 'desk';

export const DESK = {
  title: words('お問い合わせ窓口｜みのり', 'Contact desk | Minori'),
  brand: words('みのり お問い合わせ窓口', 'Minori contact desk'),
  staff: words('担当：小野', 'Staff: Ono'),
  invented: words('デモのための、架空の窓口です。', 'An invented desk, made for this demo.'),
  inbox: words('届いているお問い合わせ', 'Enquiries that arrived'),
  inboxText: words(
    '届いた順に返信します。順番は、どなたにも同じです。',
    'We reply in the order they arrived, for everyone alike.',
  ),
  numberHead: words('番号', 'No.'),
  from: words('お名前', 'Name'),
  subject: words('件名', 'Subject'),
  order: words('ご注文', 'Order'),
  arrived: words('届いた日', 'Arrived'),
  back: words('一覧へ戻る', 'Back to the list'),
  enquiry: words('今回のお問い合わせ', 'This enquiry'),
  orderAsked: words('おたずねの注文', 'The order asked about'),
  orderText: words(
    '注文についてのお答えに必要なため、いつも開きます。',
    'Needed to answer about the order: it always opens.',
  ),
  orderFailed: words(
    'いま注文を開けません。少し待って、開き直してください。',
    'The order cannot be opened now. Please try again in a moment.',
  ),
  ordered: (days: string) => words(`${days}にご注文`, `Ordered ${days}`),
  earlier: words('以前のやりとり', 'Earlier conversations'),
  earlierText: words(
    '読むときだけ、「納得」にたずねます。読まなくても返信できます。',
    'Nattoku is asked only when you want to read. You can reply without it.',
  ),
  read: words('以前のやりとりを読む', 'Read earlier conversations'),
  close: words('閉じる', 'Close'),
  /** Whatever the reason: nobody at the desk learns that somebody refused. */
  without: words(
    '履歴は表示しません。ご希望をうかがってください。',
    'No history is shown. Please ask what they wish.',
  ),
  none: words('以前のやりとりは、まだありません。', 'There are no earlier conversations yet.'),
  alsoBought: words('ほかの購入', 'Other purchases'),
  feeling: words('文面からの推定', 'Guessed from the words'),
  feelingText: words(
    'コンピューターの推定です。外れることがあります。',
    'A computer guessed this. It can be wrong.',
  ),
  fromWords: (ja: string, en: string) => words(`「${ja}」という言葉から`, `from the words “${en}”`),
  similar: words('似たお問い合わせ', 'Similar enquiries'),
  similarText: words(
    '役立ててよいとした方の質問です。お名前は外してあります。',
    'From people who let us reuse them. Names are removed.',
  ),
  reply: words('返信', 'Reply'),
  replyLabel: words('返信の文面', 'Text of the reply'),
  footText: words(
    '使ったものと、設定のページが、返信の終わりに入ります。',
    'What was used, and the page to change it, are added at the end.',
  ),
  send: words('返信を送る', 'Send the reply'),
  sent: words('返信を送りました。', 'The reply was sent.'),
  outbox: words('送信箱で読む', 'Read it in the outbox'),
  notSent: words(
    '送っていません。履歴は使えないため、文面を見直してください。',
    'Not sent. The history may not be used: please look at the text again.',
  ),
  empty: words('文面を書いてから送ってください。', 'Please write a text first.'),
  noWay: words('いまはメールを送れません。', 'Mail cannot be sent at the moment.'),
} as const;

/** What stands at the foot of a reply. */
export const FOOT = {
  used: words('この返信で使ったもの', 'What was used for this reply'),
  enquiry: words('今回のお問い合わせ', 'this enquiry'),
  order: (number: string) => words(`ご注文 ${number}`, `order ${number}`),
  why: words('この表示の理由と設定', 'Why this, and how to change it'),
  greeting: (name: { readonly ja: string; readonly en: string }) =>
    words(`${name.ja} 様`, `Dear ${name.en},`),
  closing: words('みのり お問い合わせ窓口', 'Minori contact desk'),
  re: (subject: { readonly ja: string; readonly en: string }) =>
    words(`Re: ${subject.ja}`, `Re: ${subject.en}`),
} as const;
