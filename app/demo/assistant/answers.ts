/** Fixed rules in the place of a model; what they may look at is decided elsewhere. */
import type { Genre } from '../shop/goods';
import { findGood } from '../shop/goods';
import type { Grant } from '../shop/grant';
import type { History } from '../shop/history';
import { isMuted } from '../shop/slots/ranking';
import { bought, generic, type Because, type Composed } from '../shop/slots/slot';
import { words, type Words } from '../shop/words';
import { daysAgoText, saidIn, spoken } from '../talks';
import type { Topic } from './topics';

export const UNKNOWN = words(
  'すみません、分かりませんでした。上のご用件から選ぶか、別の言葉でお書きください。',
  'Sorry, I did not understand. Pick a question above, or use other words.',
);

/** What everyone reads: the common questions. */
const COMMON: Readonly<Record<Topic, Words>> = {
  delivery: words(
    'ご注文から二日ほどでお届けします。くわしい日は、注文のメールにあります。',
    'Orders arrive in about two days. The exact day is in the mail about your order.',
  ),
  continue: words(
    '前のやりとりは使っていません。お手数ですが、もう一度お書きください。',
    'Earlier messages are not used. Please write your question once more.',
  ),
  care: words(
    'うつわは、やわらかい布とぬるま湯で洗ってください。洗剤は少しで足ります。',
    'Wash pottery with a soft cloth and warm water. A little soap is enough.',
  ),
  exchange: words(
    'お届けから30日のうちなら、取りかえられます。注文番号をお書きください。',
    'You can exchange goods within 30 days. Please write the order number.',
  ),
  letters: words(
    'ブラウザの設定で、文字の大きさを選べます。説明書のページもごらんください。',
    'You can set the size of letters in your browser. See also our manual pages.',
  ),
  'signing-in': words(
    'メールの番号を使って入れます。届かないときは、迷惑メールの箱をお確かめください。',
    'You can sign in with a code we mail to you. If none comes, check your spam folder.',
  ),
};

const CARE: Readonly<Record<Genre, Words>> = {
  tea: words('湿気をさけ、缶のふたを閉めて置いてください。', 'Keep the tin closed and dry.'),
  pottery: words(
    'ぬるま湯で洗い、よく乾かしてください。',
    'Wash it in warm water and dry it well.',
  ),
  kitchen: words('使ったらすぐ洗い、水気をふいてください。', 'Wash it soon after use and wipe it.'),
  hiking: words(
    '汚れを落とし、日かげで乾かしてください。',
    'Brush off dirt and dry it in the shade.',
  ),
  stationery: words('乾いた布でふいてください。', 'Wipe it with a dry cloth.'),
  garden: words('土を落とし、風通しのよい所に置いてください。', 'Brush off soil and keep it airy.'),
};

const LETTERS: Readonly<Record<NonNullable<History['device']>, Words>> = {
  iphone: words(
    'iPhoneでは、画面下の「ぁあ」を押すと、文字の大きさを変えられます。',
    'On an iPhone, press “AA” next to the address to change the size.',
  ),
  android: words(
    'Androidでは、設定の「表示サイズとテキスト」で大きくできます。',
    'On Android, open Settings, then “Display size and text”.',
  ),
  windows: words(
    'Windowsでは、Ctrlキーを押しながら＋を押すと、大きくなります。',
    'On Windows, hold Ctrl and press the plus key.',
  ),
};
const SIGNING_IN: Readonly<Record<NonNullable<History['device']>, Words>> = {
  iphone: words(
    'iPhoneでは、届いた番号がキーボードの上に出ます。押すと入力されます。',
    'On an iPhone, the code appears above the keyboard. Tap it.',
  ),
  android: words(
    'Androidでは、通知の番号を長押しすると、写せます。',
    'On Android, hold the code in the notice to copy it.',
  ),
  windows: words(
    'Windowsでは、メールの番号を写し、Ctrl＋Vで貼ってください。',
    'On Windows, copy the code from the mail and paste it with Ctrl+V.',
  ),
};

function own(content: Words, ...because: readonly Because[]): Composed<Words> {
  return { content, personal: true, because };
}

function byDevice(
  device: History['device'],
  answers: Readonly<Record<NonNullable<History['device']>, Words>>,
): Composed<Words> | undefined {
  if (device === null) return undefined;
  return own(answers[device], {
    kind: 'data',
    data: 'device',
    words: words('お使いの端末の種類を見たため', 'Your type of device was used'),
  });
}

function byConversation({ known }: Grant): Composed<Words> | undefined {
  const [talk] = known.conversations;
  const said = talk && saidIn(talk);
  if (talk === undefined || said === undefined) return undefined;
  const { ja, en } = daysAgoText(talk);
  return own(
    words(
      `${ja}に「${said.question.ja}」とおたずねでした。お答えは「${said.answer.ja}」です。その後、いかがですか。`,
      `${en} you asked: “${said.question.en}” We answered: “${said.answer.en}” How is it now?`,
    ),
    spoken(talk),
  );
}

function byPurchase(topic: Topic, grant: Grant): Composed<Words> | undefined {
  const last = grant.known.purchases.find(({ good }) => {
    const sold = findGood(good);
    return sold !== undefined && !isMuted(sold, grant);
  });
  const good = last && findGood(last.good);
  if (last === undefined || good === undefined) return undefined;
  const [ja, en] = [good.text.ja.name, good.text.en.name];
  const ago = daysAgoText(last);
  const arrived = last.daysAgo > 2;
  const texts: Partial<Readonly<Record<Topic, Words>>> = {
    delivery: arrived
      ? words(
          `「${ja}」は${ago.ja}のご注文で、もうお届けしています。`,
          `“${en}”, ordered ${ago.en}, has already been delivered.`,
        )
      : words(
          `「${ja}」は${ago.ja}のご注文です。あすまでにお届けします。`,
          `“${en}”, ordered ${ago.en}, arrives by tomorrow.`,
        ),
    care: words(
      `「${ja}」のお手入れです。${CARE[good.genre].ja}`,
      `For “${en}”: ${CARE[good.genre].en}`,
    ),
    exchange:
      last.daysAgo <= 30
        ? words(
            `「${ja}」は${ago.ja}のご注文なので、取りかえられます。`,
            `“${en}” was ordered ${ago.en}, so you can exchange it.`,
          )
        : words(
            `「${ja}」は${ago.ja}のご注文で、取りかえの期間を過ぎています。`,
            `“${en}” was ordered ${ago.en}: the time to exchange it is over.`,
          ),
  };
  const text = texts[topic];
  return text && own(text, bought(last.good));
}

/** Without a permit, or with nothing permitted that would help: what everyone reads. */
export function composeAnswer(grant: Grant | undefined, topic: Topic): Composed<Words> {
  const common = generic(COMMON[topic]);
  if (grant === undefined) return common;
  if (topic === 'letters') return byDevice(grant.known.device, LETTERS) ?? common;
  if (topic === 'signing-in') return byDevice(grant.known.device, SIGNING_IN) ?? common;
  if (topic === 'continue') return byConversation(grant) ?? common;
  return byPurchase(topic, grant) ?? common;
}
