import { findGood, type Genre } from '../goods';
import type { Grant } from '../grant';
import { words, type Words } from '../words';
import { isMuted, mainReasons } from './ranking';
import { generic, told, viewed, type Because, type Composed } from './slot';

export interface Hero {
  readonly scene: Genre | 'season';
  /** Keys of the goods in the picture, the large one first. */
  readonly pictured: readonly string[];
  readonly title: Words;
  readonly text: Words;
}

const SCENES: Readonly<Record<Genre, Omit<Hero, 'scene' | 'pictured'>>> = {
  tea: {
    title: words('一煎め、二煎め。', 'First cup, second cup.'),
    text: words(
      '湯の温度で味が変わる、緑茶と紅茶のはなし。',
      'How the heat of the water changes the taste.',
    ),
  },
  pottery: {
    title: words('土のうつわで、ひと息。', 'A quiet break, in clay.'),
    text: words(
      '手になじむ急須と、小さな花器をあつめました。',
      'Teapots that fit the hand, and small vases.',
    ),
  },
  kitchen: {
    title: words('火にかけて、待つたのしみ。', 'On the fire, worth the wait.'),
    text: words('土鍋のごはんと、食卓の道具。', 'Rice from a clay pot, and tools for the table.'),
  },
  hiking: {
    title: words('雨の日も、山は近い。', 'Near the hills, even in rain.'),
    text: words('軽い上着と、足もとの支度から。', 'Begin with a light jacket and good boots.'),
  },
  stationery: {
    title: words('書くと、落ち着く。', 'Writing calms.'),
    text: words(
      '細い線がきれいに出る万年筆と、方眼ノート。',
      'A pen with a fine line, and squared paper.',
    ),
  },
  garden: {
    title: words('窓辺に、みどりを三つ。', 'Three greens for the window.'),
    text: words('朝の水やりが楽しみになる道具。', 'Tools that make watering a pleasure.'),
  },
};

const SEASON: Hero = {
  scene: 'season',
  pictured: ['donabe', 'hojicha', 'plate'],
  title: words('実りの季節の、食卓。', 'The table at harvest time.'),
  text: words('担当者が選んだ、今週の特集です。', 'This week’s feature, chosen by our staff.'),
};

/** The picture follows what was viewed last; what was told decides between two. */
export function composeHero(grant: Grant | undefined): Composed<Hero> {
  if (grant === undefined) return generic(SEASON);
  const seen = grant.known.browsing.flatMap(({ good: key }) => findGood(key) ?? []);
  const shown = seen.filter((good) => !isMuted(good, grant));
  const liked = grant.known['interests-told'];
  const lead = shown.slice(0, 2).sort((a, b) => count(b.tags, liked) - count(a.tags, liked))[0];
  if (lead === undefined) return generic(SEASON);
  const others = shown.filter(({ key }) => key !== lead.key).slice(0, 2);
  const because: Because[] = [viewed(lead.key)];
  const tag = liked.find((one) => lead.tags.includes(one));
  if (tag !== undefined) because.push(told(tag));
  const reasons = mainReasons(
    because.map((reason) => ({ good: lead, score: 1, because: [{ weight: 1, reason }] })),
  );
  const pictured = [lead, ...others].map(({ key }) => key);
  return {
    content: { scene: lead.genre, pictured, ...SCENES[lead.genre] },
    personal: true,
    because: reasons,
  };
}

function count(tags: readonly string[], liked: readonly string[]): number {
  return tags.filter((tag) => liked.includes(tag)).length;
}
