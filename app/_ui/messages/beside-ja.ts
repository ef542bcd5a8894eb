import { whyJa } from '../../../sdk/src/why/words-ja';

/** この表示の理由（UX-12）。What systems show beside their own places, and who comes from there. */
export const besideJa = {
  ...whyJa,
  cameFrom: '見ていたページは、別のタブに残っています。選び終えたら、このタブを閉じて戻れます。',
};

export type BesideWords = typeof besideJa;
