/** What the shop's staff write: features and articles, the newest first. */
import type { Genre } from './goods';
import { words, type Words } from './words';

export interface Reading {
  readonly genre: Genre;
  /** The good in its picture. */
  readonly good: string;
  readonly title: Words;
  readonly text: Words;
}

function reading(genre: Genre, good: string, title: Words, text: Words): Reading {
  return { genre, good, title, text };
}

export const FEATURES: readonly Reading[] = [
  reading(
    'stationery',
    'pen',
    words('書き心地の三日間', 'Three days of writing'),
    words('細字の万年筆を、まず紙で', 'A fine nib, first on paper'),
  ),
  reading(
    'kitchen',
    'donabe',
    words('土鍋のごはん帖', 'Notes on clay-pot rice'),
    words('火加減は、はじめ強く', 'High heat to begin'),
  ),
  reading(
    'pottery',
    'vase',
    words('土と、ひとえの花', 'Clay and one flower'),
    words('小さな器をえらぶ', 'Choosing a small vase'),
  ),
  reading(
    'hiking',
    'boots',
    words('はじめての低い山', 'Your first low hill'),
    words('足もとの支度から', 'Begin with your feet'),
  ),
  reading(
    'garden',
    'watering-can',
    words('窓辺の水やり', 'Watering at the window'),
    words('朝のひと手間', 'A small job each morning'),
  ),
  reading(
    'tea',
    'kyusu',
    words('急須で三煎', 'Three cups from one pot'),
    words('湯の温度で変わる味', 'How heat changes the taste'),
  ),
];

export const ARTICLES: readonly Reading[] = [
  reading(
    'hiking',
    'rain-jacket',
    words('雨の日の歩きかた', 'Walking in the rain'),
    words('上着の前を開ける時', 'When to open your jacket'),
  ),
  reading(
    'stationery',
    'notebook',
    words('方眼に書くと、考えがそろう', 'Squares put thoughts in line'),
    words('担当者の机から', 'From a desk of ours'),
  ),
  reading(
    'tea',
    'black-tea',
    words('和紅茶は、りんごの香り', 'Black tea that smells of apples'),
    words('静岡の畑で聞きました', 'What a grower told us'),
  ),
  reading(
    'kitchen',
    'knife',
    words('研ぎ直すという楽しみ', 'The pleasure of sharpening'),
    words('砥石ひとつで十分です', 'One stone is enough'),
  ),
  reading(
    'garden',
    'herbs',
    words('ハーブは、切るほど増える', 'Herbs grow when you cut them'),
    words('三種の鉢の世話', 'Caring for three pots'),
  ),
  reading(
    'pottery',
    'plate',
    words('青い皿が似合う料理', 'What suits a blue plate'),
    words('白い身の魚から', 'Begin with white fish'),
  ),
];
