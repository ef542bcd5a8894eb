/** Small drawings of where a place appears, 120 × 72: the same screen with it and without it. */
export interface ScreenPart {
  /** Left, top, width, height. */
  readonly at: readonly [number, number, number, number];
  readonly round?: number;
  /** Tailored to somebody: drawn in the line's colour with it; without it plain, or not at all. */
  readonly yours?: 'plain' | 'gone';
}
export interface ScreenDrawing {
  readonly frame: readonly ScreenPart[];
  readonly parts: readonly ScreenPart[];
}

const rows = (
  [x, y, w, h]: ScreenPart['at'],
  step: number,
  widths: readonly number[],
  yours: readonly number[],
  kind: 'plain' | 'gone' = 'plain',
): ScreenPart[] =>
  widths.map((share, row) => ({
    at: [x, y + row * step, w * share, h],
    round: 1,
    ...(yours.includes(row) ? { yours: kind } : {}),
  }));

const WINDOW: readonly ScreenPart[] = [
  { at: [1, 1, 118, 70], round: 3 },
  { at: [1, 1, 118, 12], round: 3 },
];
const PHONE: readonly ScreenPart[] = [{ at: [37, 1, 46, 70], round: 5 }];
const SHEET: readonly ScreenPart[] = [{ at: [20, 1, 80, 70], round: 1 }];
const TABLET: readonly ScreenPart[] = [{ at: [6, 4, 108, 64], round: 6 }];

const SHELF: ScreenDrawing = {
  frame: WINDOW,
  parts: [0, 1, 2, 3, 4, 5].map((tile) => ({
    at: [8 + (tile % 3) * 36, 19 + Math.floor(tile / 3) * 25, 32, 20],
    round: 2,
    ...(tile === 1 || tile === 3 ? { yours: 'plain' as const } : {}),
  })),
};
const LETTER: ScreenDrawing = {
  frame: SHEET,
  parts: [
    { at: [28, 9, 30, 4], round: 1 },
    { at: [28, 19, 64, 20], round: 1, yours: 'plain' },
    ...rows([28, 45, 64, 4], 8, [1, 0.9, 0.6], [1]),
  ],
};
const NOTICE: ScreenDrawing = {
  frame: PHONE,
  parts: [
    { at: [48, 8, 24, 4], round: 2 },
    { at: [42, 20, 36, 16], round: 3, yours: 'plain' },
    { at: [42, 41, 36, 10], round: 3 },
  ],
};
const ADVERT: ScreenDrawing = {
  frame: WINDOW,
  parts: [
    ...rows([8, 20, 62, 4], 8, [1, 0.95, 1, 0.8, 1, 0.5], []),
    { at: [78, 20, 34, 44], round: 2, yours: 'plain' },
  ],
};

const DRAWINGS: Readonly<Record<string, ScreenDrawing>> = {
  web: SHELF,
  search: {
    frame: WINDOW,
    parts: [
      { at: [8, 18, 60, 6], round: 3 },
      ...rows([8, 30, 104, 6], 10, [1, 0.85, 0.95, 0.7], [0, 1]),
    ],
  },
  video: {
    frame: WINDOW,
    parts: [
      { at: [24, 18, 72, 40], round: 2, yours: 'plain' },
      { at: [24, 62, 72, 3], round: 1 },
    ],
  },
  app: {
    frame: PHONE,
    parts: [
      { at: [42, 8, 36, 20], round: 2, yours: 'plain' },
      ...rows([42, 33, 36, 4], 8, [1, 0.8, 1, 0.6], [1]),
    ],
  },
  mail: LETTER,
  post: LETTER,
  push: NOTICE,
  sms: NOTICE,
  line: NOTICE,
  ads: ADVERT,
  social: ADVERT,
  store: {
    frame: TABLET,
    parts: [
      { at: [14, 12, 34, 48], round: 2 },
      ...rows([56, 14, 50, 6], 12, [1, 0.8, 0.9, 0.6], [0, 1, 2], 'gone'),
    ],
  },
  contact: {
    frame: WINDOW,
    parts: [
      { at: [8, 19, 62, 14], round: 5 },
      { at: [42, 38, 70, 12], round: 5, yours: 'plain' },
      { at: [52, 54, 60, 12], round: 5 },
    ],
  },
  internal: {
    frame: [],
    parts: [28, 44, 36, 52].flatMap((height, bar): ScreenPart[] => [
      { at: [14 + bar * 26, 66 - height, 14, height], round: 1 },
      { at: [14 + bar * 26, 58 - height, 14, 8], round: 1, yours: 'gone' },
    ]),
  },
};

/** By channel; a channel of somebody's own is drawn as a page. */
export function screenOf(channel: string): ScreenDrawing {
  return DRAWINGS[channel] ?? SHELF;
}
