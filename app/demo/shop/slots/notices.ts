/** What is sent to a phone, and by post. Nothing goes out unless the answer says so. */
import { findGood, type Genre } from '../goods';
import type { Grant } from '../grant';
import { GENRE_NAMES, words } from '../words';
import { ELSEWHERE, fitted, forEveryone, notSent, type Piece } from './piece';
import { genreOf, isMuted, picksFor } from './ranking';
import { STORE_NAMES, isNear, opensAt, tapped, wrote } from './reasons';
import { bought, told, type Because, type Composed } from './slot';

type Otherwise = 'generic' | 'nothing';

function elsewhere({ preferredChannel }: Grant, channel: string): boolean {
  return preferredChannel !== undefined && preferredChannel !== channel;
}

const NOTICES: Readonly<Record<Genre, Piece['title']>> = {
  tea: words('朝のお茶を、ていねいに', 'Tea in the morning, made well'),
  pottery: words('朝の光と、ひとつの器', 'One bowl in the morning light'),
  kitchen: words('土鍋で炊く、朝のごはん', 'Breakfast rice from a clay pot'),
  hiking: words('日の出に歩く、低い山', 'Low hills at sunrise'),
  stationery: words('一行だけの朝の日記', 'One line in a morning diary'),
  garden: words('朝いちばんの水やり', 'Watering first thing'),
};

export function composePush(grant: Grant | undefined, otherwise: Otherwise): Composed<Piece> {
  const name = words('アプリの通知', 'App notice');
  const noon = forEveryone({
    title: words('12:00 今週の新しい品', '12:00 New this week'),
    text: words('どなたにも、正午に同じ通知です。', 'The same notice for everyone, at noon.'),
  });
  if (grant === undefined && otherwise === 'nothing') {
    return notSent(name, words('アプリの一覧で読めます。', 'You can read it in the app.'));
  }
  if (grant !== undefined && elsewhere(grant, 'push')) return notSent(name, ELSEWHERE);
  const time = grant?.known['active-hours'] ?? null;
  if (grant === undefined || time === null) return noon;
  const liked = grant.known['interests-told'].find((tag) => genreOf(tag) !== undefined);
  const opened = grant.known['push-engagement'][0];
  const genre = liked === undefined ? opened : genreOf(liked);
  const muted = genre !== undefined && grant.mutedTags.includes(genre);
  const because: Because[] = [opensAt(time)];
  if (liked !== undefined && !muted) because.push(told(liked));
  else if (opened !== undefined && !muted) because.push(tapped(opened));
  const said =
    genre === undefined || muted ? words('今週の新しい品', 'New this week') : NOTICES[genre];
  return fitted(
    {
      title: words(`${time} ${said.ja}`, `${time} ${said.en}`),
      text: words('よく開かれる時間に、お届けします。', 'Sent at the hour you open the app.'),
    },
    because,
  );
}

/** Without the place there is no such notice: the coupon is in the list for everyone. */
export function composeCoupon(grant: Grant | undefined): Composed<Piece> {
  const name = words('近くで使えるクーポン', 'Coupon near you');
  const list = words(
    '同じクーポンが、アプリの一覧にいつもあります。',
    'The same coupons are always in the list in the app.',
  );
  const here = grant?.known['current-location'] ?? null;
  if (grant === undefined || here === null) return notSent(name, list);
  if (elsewhere(grant, 'push')) return notSent(name, ELSEWHERE);
  const store = STORE_NAMES[here.store];
  const last = grant.known.purchases.find(({ good }) => {
    const found = findGood(good);
    return found !== undefined && !isMuted(found, grant);
  });
  const genre = last && findGood(last.good)?.genre;
  const on = genre === undefined ? words('お茶', 'tea') : GENRE_NAMES[genre];
  return fitted(
    {
      title: words(
        `${store.ja}まで${String(here.metres)}メートル`,
        `${String(here.metres)} metres to the ${store.en}`,
      ),
      text: words(`きょう、${on.ja}の売り場で10%引き。`, `10% off ${on.en.toLowerCase()} today.`),
    },
    [isNear(here.store, here.metres), ...(last === undefined ? [] : [bought(last.good)])],
  );
}

export function composeSms(grant: Grant | undefined, otherwise: Otherwise): Composed<Piece> {
  const name = words('SMSのお知らせ', 'SMS message');
  if (grant === undefined && otherwise === 'nothing') {
    return notSent(name, words('催しはサイトでも見られます。', 'Events are also on the site.'));
  }
  if (grant !== undefined && elsewhere(grant, 'sms')) return notSent(name, ELSEWHERE);
  const owned = grant?.known.purchases.flatMap(({ good }) => findGood(good) ?? []) ?? [];
  const good = owned.find((one) => grant !== undefined && !isMuted(one, grant));
  if (good === undefined) {
    return forEveryone({
      title: words('みのり', 'Minori'),
      text: words('秋のみのり市は10日からです。', 'Our autumn market starts on the 10th.'),
    });
  }
  const genre = GENRE_NAMES[good.genre];
  return fitted(
    {
      title: words('みのり', 'Minori'),
      text: words(
        `「${genre.ja}」の市が10日に始まります。${good.text.ja.name}の使い方も、実演します。`,
        `Our ${genre.en.toLowerCase()} fair starts on the 10th. We show how to use the ${good.text.en.name.toLowerCase()}.`,
      ),
    },
    [bought(good.key)],
  );
}

export function composeLine(grant: Grant | undefined, otherwise: Otherwise): Composed<Piece> {
  const name = words('LINEのお知らせ', 'LINE message');
  if (grant === undefined && otherwise === 'nothing') {
    return notSent(name, words('サイトでも見られます。', 'It is also on the site.'));
  }
  if (grant !== undefined && elsewhere(grant, 'line')) return notSent(name, ELSEWHERE);
  const pick = grant === undefined ? undefined : picksFor(grant, 1)[0];
  const reasons = pick === undefined ? [] : [...pick.because].sort((a, b) => b.weight - a.weight);
  const [first] = reasons;
  if (pick === undefined || first === undefined) {
    return forEveryone({
      title: words('みのり', 'Minori'),
      text: words(
        '今月の新しい品がそろいました。どなたにも同じお知らせを、月に2回お送りします。',
        'This month’s new goods are here. Everyone gets the same news, twice a month.',
      ),
      lines: [{ title: words('急須', 'Clay teapot'), good: 'kyusu' }],
    });
  }
  const { ja, en } = pick.good.text;
  return fitted(
    {
      title: words('みのり', 'Minori'),
      text: words(
        `こんにちは。「${ja.name}」が届きました。${ja.line}。`,
        `Hello. New: ${en.name}. ${en.line}.`,
      ),
      lines: [{ title: words(ja.name, en.name), good: pick.good.key }],
    },
    [first.reason],
  );
}

/** To those who write for the public, about what they wrote. */
export function composePressLetter(grant: Grant | undefined): Composed<Piece> {
  const article = grant?.known['published-articles'].find(
    ({ genre }) => !grant.mutedTags.includes(genre),
  );
  if (article === undefined) {
    return notSent(
      words('記者の方へのお手紙', 'Letter to journalists'),
      words(
        '報道の方に向けた資料を、サイトでだれでも読めます。',
        'Anyone can read our press pages on the site.',
      ),
    );
  }
  const { title, genre } = article;
  return fitted(
    {
      title: words('新しい品のご案内', 'About a new product'),
      text: words(
        `「${title.ja}」を拝読しました。${GENRE_NAMES[genre].ja}の売り場から、新しい品の資料をお送りします。広報 森`,
        `We read “${title.en}”. Here are notes on something new for the ${GENRE_NAMES[genre].en.toLowerCase()}. Mori, press office`,
      ),
    },
    [wrote(title)],
  );
}
