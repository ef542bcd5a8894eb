import type { Grant } from '../grant';
import type { SkinReading } from '../history';
import { words, type Words } from '../words';
import { measuredSkin, ofAge, photographed } from './reasons';
import { generic, type Because, type Composed } from './slot';

export interface SkinLog {
  readonly title: Words;
  readonly summary: Words;
  /** The newest first; empty: nothing is analysed. */
  readonly readings: readonly (SkinReading & { readonly photo: boolean })[];
  /** What is usual at this age; null: not known, or not to be used. */
  readonly usual: number | null;
  readonly advice: readonly { readonly title: Words; readonly text: Words }[];
}

const GENERAL: SkinLog['advice'] = [
  {
    title: words('洗う', 'Wash'),
    text: words('ぬるま湯で、こすらずに。', 'With lukewarm water, without rubbing.'),
  },
  {
    title: words('うるおす', 'Moisten'),
    text: words('洗ったあと、5分のうちに。', 'Within five minutes after washing.'),
  },
  {
    title: words('日をよける', 'Keep off the sun'),
    text: words('曇りの日も、朝に一度。', 'Once in the morning, on dull days too.'),
  },
];
const DRY_BELOW = 45;
const RED_ABOVE = 20;
/** What the app takes as usual, by decade. */
const USUAL: Readonly<Record<number, number>> = { 20: 55, 30: 52, 40: 48, 50: 45 };

function adviceFor(now: SkinReading, fell: number): SkinLog['advice'] {
  const advice = [];
  if (now.moisture < DRY_BELOW) {
    advice.push({
      title: words('今週は、うるおいを先に', 'Moisture first this week'),
      text: words(
        '化粧水を二度に分け、クリームで閉じてください。',
        'Use lotion twice, then close it in with cream.',
      ),
    });
  }
  if (fell > 0) {
    advice.push({
      title: words('下がりはじめています', 'It has begun to fall'),
      text: words(
        `先週より${String(fell)}下がりました。部屋の湿り気も見てください。`,
        `Down ${String(fell)} since last week. Look at how dry the room is, too.`,
      ),
    });
  }
  if (now.redness > RED_ABOVE) {
    advice.push({
      title: words('赤みがあるあいだは', 'While it is red'),
      text: words('こすらず、香りの弱いものを。', 'Do not rub, and choose what has little scent.'),
    });
  }
  if (advice.length === 0) {
    advice.push({
      title: words('このまま続けてください', 'Go on as you do'),
      text: words('変わりはありません。', 'Nothing has changed.'),
    });
  }
  return advice;
}

/** Photos and their analysis, or the care that is right for everyone. */
export function composeSkinLog(grant: Grant | undefined): Composed<SkinLog> {
  const known = grant?.known;
  const photos = known?.['skin-photos'] ?? [];
  const readings = known?.['skin-analysis'] ?? [];
  const [now, before] = readings;
  if (now === undefined) {
    return generic({
      title: words('肌のメモとお手入れ', 'Skin notes and care'),
      summary: words(
        '写真は分析していません。どなたにも合うお手入れです。',
        'No photo is analysed. This is care that suits everyone.',
      ),
      readings: [],
      usual: null,
      advice: GENERAL,
    });
  }
  const fell = before === undefined ? 0 : Math.max(0, before.moisture - now.moisture);
  const usual = known?.age === null || known?.age === undefined ? undefined : USUAL[known.age];
  const because: Because[] = [measuredSkin(now.moisture)];
  if (photos.length > 0) because.push(photographed(photos.length));
  if (usual !== undefined && known?.age != null) because.push(ofAge(known.age));
  const first = readings.at(-1) ?? now;
  return {
    content: {
      title: words('あなたの肌の記録', 'Your skin log'),
      summary: words(
        `うるおいは、${String(first.moisture)}から${String(now.moisture)}になりました。`,
        `Moisture went from ${String(first.moisture)} to ${String(now.moisture)}.`,
      ),
      readings: readings.map((reading) => ({
        ...reading,
        photo: photos.some(({ daysAgo }) => daysAgo === reading.daysAgo),
      })),
      usual: usual ?? null,
      advice: adviceFor(now, fell),
    },
    personal: true,
    because,
  };
}
