import { bestSellers, findGood, goodsOf, type Good } from '../goods';
import type { Grant } from '../grant';
import { GENRE_NAMES, words, type Words } from '../words';
import type { Letter } from './mails';
import { picksFor } from './ranking';
import { AREA_NAMES, livesIn, ofAge } from './reasons';
import { bought, generic, opened, told, type Because, type Composed } from './slot';

type Otherwise = 'generic' | 'nothing';

function notSent(subject: Words, text: Words): Composed<Letter> {
  return generic({ form: 'not_sent', subject, text, goods: [] });
}
function sent(letter: Omit<Letter, 'form'>, because: readonly Because[]): Composed<Letter> {
  return { content: { form: 'personal', ...letter }, personal: true, because };
}
function forEveryone(letter: Omit<Letter, 'form'>): Composed<Letter> {
  return generic({ form: 'generic', ...letter });
}
/** Somebody would rather hear another way. */
function elsewhere({ preferredChannel }: Grant): boolean {
  return preferredChannel !== undefined && preferredChannel !== 'mail';
}

const STEPS = [
  {
    until: 10,
    ja: '1週間：はじめの使いかた',
    en: 'Week one: how to begin',
    textJa: '最初は、ぬるま湯ですすいでからお使いください。',
    textEn: 'Rinse it with warm water before the first use.',
  },
  {
    until: 21,
    ja: '2週間：ふだんの手入れ',
    en: 'Week two: daily care',
    textJa: '使ったら水を切り、風の通るところで乾かします。',
    textEn: 'Shake the water off and let it dry in moving air.',
  },
  {
    until: 90,
    ja: '1か月：長く使うために',
    en: 'Month one: to make it last',
    textJa: '月に一度、傷やゆるみがないかを見てください。直せるものは、お店で直します。',
    textEn: 'Once a month, look for wear. What can be mended, we mend in our stores.',
  },
] as const;

/** One of three, by the age of the purchase; without a permit the same text stands on the product page. */
export function composeFollowUp(grant: Grant | undefined): Composed<Letter> {
  const name = words('購入後のお便り', 'Mail after a purchase');
  const stays = words(
    '使い方は、商品のページでいつでも読めます。',
    'You can read how to use it on the product page at any time.',
  );
  const last = grant?.known.purchases[0];
  const good = last && findGood(last.good);
  const step = last && STEPS.find(({ until }) => last.daysAgo <= until);
  if (grant === undefined || good === undefined || step === undefined || elsewhere(grant)) {
    return notSent(name, stays);
  }
  const reads = grant.known['mail-engagement'].includes(good.genre);
  return sent(
    {
      subject: words(`「${good.text.ja.name}」 ${step.ja}`, `${good.text.en.name}. ${step.en}`),
      text: words(step.textJa, step.textEn),
      goods: [good],
    },
    [bought(good.key), ...(reads ? [opened(good.genre)] : [])],
  );
}

const EVENTS = [
  {
    area: 'tokyo',
    from: 30,
    ja: '東京のお店：器と朝食の会',
    en: 'Tokyo store: bowls and breakfast',
  },
  {
    area: 'nagano',
    from: 40,
    ja: '長野のお店：山道具の手入れ会',
    en: 'Nagano store: mending gear',
  },
  {
    area: 'kyoto',
    from: 40,
    ja: '京都のお店：茶葉の飲みくらべ',
    en: 'Kyoto store: tasting teas',
  },
  {
    area: 'yokohama',
    from: 20,
    ja: '横浜のお店：はじめての土鍋',
    en: 'Yokohama store: first clay pot',
  },
  { area: 'sapporo', from: 20, ja: '札幌のお店：冬の窓辺', en: 'Sapporo store: winter windows' },
] as const;

function eventList(): Words {
  return words(
    EVENTS.map(({ ja }) => ja).join('。') + '。',
    `${EVENTS.map(({ en }) => en).join('. ')}.`,
  );
}

export function composeCampaign(grant: Grant | undefined, otherwise: Otherwise): Composed<Letter> {
  const name = words('催しのご案内', 'Our events');
  const all = { subject: words('秋の催し、全部で5つ', 'Five events this autumn'), goods: [] };
  if (grant === undefined) {
    if (otherwise === 'generic') return forEveryone({ ...all, text: eventList() });
    return notSent(name, words('催しはサイトでも見られます。', 'Our events are on the site.'));
  }
  if (elsewhere(grant)) {
    return notSent(
      name,
      words(
        'メールより別の届け方をお望みのため、送りません。',
        'You would rather hear from us another way.',
      ),
    );
  }
  const { 'home-area': area, age } = grant.known;
  const near = EVENTS.find((event) => event.area === area);
  if (area === null || near === undefined) return forEveryone({ ...all, text: eventList() });
  const place = AREA_NAMES[area];
  const suits = age !== null && age >= near.from;
  return sent(
    {
      subject: words(near.ja, near.en),
      text: suits
        ? words(
            `${place.ja}にお住まいの${String(age)}代の方へ。ほかの催しは、サイトにあります。`,
            `For people in their ${String(age)}s who live in ${place.en}. The others are on the site.`,
          )
        : words(
            `${place.ja}にお住まいの方へ。ほかの催しは、サイトにあります。`,
            `For people who live in ${place.en}. The others are on the site.`,
          ),
      goods: [],
    },
    [livesIn(area), ...(suits ? [ofAge(age)] : [])],
  );
}

/** Rule-based where a model would write; the gate in front of it is real. */
export function composeAiCopy(grant: Grant | undefined, otherwise: Otherwise): Composed<Letter> {
  const [first] = bestSellers(1);
  const name = words('今週の一品', 'One thing this week');
  const byStaff = (good: Good | undefined): Composed<Letter> =>
    forEveryone({
      subject: words(
        `今週の一品 「${good?.text.ja.name ?? ''}」`,
        `This week: ${good?.text.en.name ?? ''}`,
      ),
      text: words(
        `担当者より。${good?.text.ja.line ?? ''}。`,
        `From our staff. ${good?.text.en.line ?? ''}.`,
      ),
      goods: good === undefined ? [] : [good],
    });
  const tag = grant?.known['interests-told'][0];
  const pick = grant && tag !== undefined ? picksFor(grant, 1)[0]?.good : undefined;
  if (grant !== undefined && elsewhere(grant)) {
    return notSent(name, words('サイトで読めます。', 'You can read it on our site.'));
  }
  if (grant === undefined && otherwise === 'nothing') {
    return notSent(
      name,
      words(
        '紹介文は、商品のページでだれでも読めます。',
        'Anyone can read the text on the product page.',
      ),
    );
  }
  if (grant === undefined || tag === undefined || pick === undefined) return byStaff(first);
  const owned = grant.known.purchases[0];
  const beside = owned && findGood(owned.good)?.text;
  return sent(
    {
      subject: words(`今週の一品 「${pick.text.ja.name}」`, `This week: ${pick.text.en.name}`),
      text: words(
        `AIが書きました。${pick.text.ja.line}。${beside === undefined ? '' : `「${beside.ja.name}」の隣に置くと、よく合います。`}`,
        `Written by AI. ${pick.text.en.line}. ${beside === undefined ? '' : `It goes well beside your ${beside.en.name.toLowerCase()}.`}`.trim(),
      ),
      goods: goodsOf([pick.key]),
    },
    [told(tag), ...(owned === undefined ? [] : [bought(owned.good)])],
  );
}

/** Part of the service: what was ordered, and when it comes. Always the same mail. */
export function composeOrderMail(grant: Grant | undefined): Composed<Letter> {
  const last = grant?.known.purchases[0];
  const good = last && findGood(last.good);
  if (good === undefined) {
    return notSent(
      words('注文のメール', 'Order mail'),
      words('ご注文があると、届きます。', 'It comes when you order something.'),
    );
  }
  const { ja, en } = good.text;
  return sent(
    {
      subject: words(
        `ご注文の「${ja.name}」を発送しました`,
        `Your order is on its way: ${en.name}`,
      ),
      text: words(
        `${GENRE_NAMES[good.genre].ja}の売り場より。あす、お届けします。`,
        'It will be with you tomorrow.',
      ),
      goods: [good],
    },
    [bought(good.key)],
  );
}
