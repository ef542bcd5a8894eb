/** The till in the store, and two nightly jobs that nobody sees. */
import { GENRES, findGood } from '../goods';
import type { Grant } from '../grant';
import type { StoreKey } from '../history';
import { words } from '../words';
import { fitted, forEveryone, type Piece, type PieceLine } from './piece';
import { STORE_NAMES, tapped, visited } from './reasons';
import { bought, opened, viewed, type Because, type Composed } from './slot';

/** The same reward whichever way the store is chosen. */
export function composeStoreBonus(grant: Grant | undefined): Composed<Piece> {
  const visits = (grant?.known['store-visits'] ?? []).filter(({ daysAgo }) => daysAgo <= 30);
  const counts = new Map<StoreKey, number>();
  for (const { store } of visits) counts.set(store, (counts.get(store) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  const rule = words('お買い物200円で2ポイントつきます。', '2 points for every ¥200 you spend.');
  if (most === undefined) {
    return forEveryone({
      title: words('ボーナスのお店を選べます', 'Choose your bonus store'),
      text: rule,
      lines: Object.values(STORE_NAMES).map((title) => ({ title })),
    });
  }
  const [store, times] = most;
  const name = STORE_NAMES[store];
  return fitted(
    {
      title: words(`ボーナスのお店：${name.ja}`, `Your bonus store: ${name.en}`),
      text: rule,
    },
    [visited(store, times)],
  );
}

/** Counted without names, over everyone else who is counted in. */
const OTHERS = 311;

export function composeTrendCount(grant: Grant | undefined): Composed<Piece> {
  const count = (others: number, mine: boolean): readonly PieceLine[] => [
    {
      title: words('対象', 'Counted'),
      note: words(
        `${String(others + (mine ? 1 : 0))}人`,
        `${String(others + (mine ? 1 : 0))} people`,
      ),
    },
    {
      title: words('あなたの分', 'Your share'),
      note: mine ? words('入れました', 'counted in') : words('入れていません', 'left out'),
    },
  ];
  const title = words('購入傾向の集計', 'Counting shopping trends');
  const last = grant?.known.purchases[0];
  const text = words(
    '名前を外し、商品ごとの人数だけを数えます。',
    'Names are removed. Only people per product are counted.',
  );
  const good = last && findGood(last.good)?.text;
  if (last === undefined || good === undefined) {
    return forEveryone({ title, text, lines: count(OTHERS, false) });
  }
  return fitted(
    {
      title,
      text: words(
        `${text.ja}「${good.ja.name}」に、あなたの1人を足しました。`,
        `${text.en} You were added to “${good.en.name}”.`,
      ),
      lines: count(OTHERS, true),
    },
    [bought(last.good)],
  );
}

export function composeMeasuring(grant: Grant | undefined): Composed<Piece> {
  const title = words('効果の測定', 'Measuring results');
  const known = grant?.known;
  const mail = GENRES.find((genre) => known?.['mail-engagement'].includes(genre));
  const push = known?.['push-engagement'][0];
  const seen = known?.browsing[0];
  const because: Because[] = [];
  if (mail !== undefined) because.push(opened(mail));
  if (push !== undefined) because.push(tapped(push));
  if (seen !== undefined) because.push(viewed(seen.good));
  const sent = { title: words('送った数', 'Sent'), note: words('100通', '100 mails') };
  if (because.length === 0) {
    return forEveryone({
      title,
      text: words('送った数だけを数えます。', 'We count only how many we sent.'),
      lines: [sent],
    });
  }
  return fitted(
    {
      title,
      text: words('あなたが開いた分も数えました。', 'What you opened was counted too.'),
      lines: [
        sent,
        {
          title: words('開いた人', 'Opened by'),
          note: words('32人（あなたを含む）', '32 people, you among them'),
        },
      ],
    },
    because,
  );
}
