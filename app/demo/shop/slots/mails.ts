import { bestSellers, goodsOf, type Good } from '../goods';
import type { Grant } from '../grant';
import { words, type Words } from '../words';
import { mainReasons, picksFor } from './ranking';
import { bought, generic, inCart, type Composed } from './slot';

export interface Letter {
  /** `not_sent`: nothing goes out. */
  readonly form: 'personal' | 'generic' | 'not_sent';
  readonly subject: Words;
  readonly text: Words;
  readonly goods: readonly Good[];
}

function notSent(subject: Words, text: Words): Composed<Letter> {
  return generic({ form: 'not_sent', subject, text, goods: [] });
}

const CHANNEL = 'mail';

/** `otherwise` is the answer's: `nothing` means that nothing may be sent at all. */
export function composeNewsletter(
  grant: Grant | undefined,
  otherwise: 'generic' | 'nothing',
): Composed<Letter> {
  const name = words('メールマガジン「みのり便り」', 'Newsletter “Minori Letter”');
  const issue: Letter = {
    form: 'generic',
    subject: words('みのり便り 秋の号', 'Minori Letter, autumn issue'),
    text: words(
      '新しいお茶、焼きたてのうつわ、山の支度。どなたにも同じ号をお届けします。',
      'New tea, fresh pottery, gear for the hills. The same issue for everyone.',
    ),
    goods: bestSellers(3),
  };
  if (grant === undefined) {
    if (otherwise === 'generic') return generic(issue);
    return notSent(
      name,
      words('最新号は、サイトでもお読みいただけます。', 'You can also read it on our site.'),
    );
  }
  if (grant.preferredChannel !== undefined && grant.preferredChannel !== CHANNEL) {
    return notSent(
      name,
      words(
        'メールより別の届け方をお望みのため、送りません。',
        'You would rather hear from us another way.',
      ),
    );
  }
  const picks = picksFor(grant, 3);
  if (picks.length === 0) return generic(issue);
  const first = picks[0]?.good.text;
  const others = picks.length - 1;
  return {
    content: {
      form: 'personal',
      subject: words(
        `みのり便り 「${first?.ja.name ?? ''}」とほか${String(others)}つ`,
        `Minori Letter: “${first?.en.name ?? ''}” and ${String(others)} more`,
      ),
      text: words(
        'ごらんになったものや買われたものから、担当の棚より三つ選びました。',
        'Three things from our shelves, picked from what you bought and viewed.',
      ),
      goods: picks.map(({ good }) => good),
    },
    personal: true,
    because: mainReasons(picks),
  };
}

/** Without a permit there is no such mail: what is in the cart simply stays there. */
export function composeCartReminder(grant: Grant | undefined): Composed<Letter> {
  const name = words('カートのお知らせ', 'Cart mail');
  const stays = words(
    'カートの商品は30日間、サイトとアプリに残ります。',
    'Items stay in your cart on the site and in the app for 30 days.',
  );
  if (grant === undefined) return notSent(name, stays);
  const elsewhere = grant.preferredChannel !== undefined && grant.preferredChannel !== CHANNEL;
  const owned = grant.known.purchases.map(({ good }) => good);
  const waiting = grant.known.carts.filter(({ good }) => !owned.includes(good));
  const [first] = goodsOf(waiting.map(({ good }) => good));
  if (first === undefined || elsewhere) return notSent(name, stays);
  const skipped = grant.known.carts.find(({ good }) => owned.includes(good));
  return {
    content: {
      form: 'personal',
      subject: words(
        `「${first.text.ja.name}」がカートに入っています`,
        `“${first.text.en.name}” is in your cart`,
      ),
      text: words(
        'お知らせは、この1回だけです。30日間はそのまま残ります。',
        'We tell you once. It stays there for 30 days.',
      ),
      goods: goodsOf(waiting.map(({ good }) => good)),
    },
    personal: true,
    because: [inCart(first.key), ...(skipped === undefined ? [] : [bought(skipped.good)])],
  };
}
