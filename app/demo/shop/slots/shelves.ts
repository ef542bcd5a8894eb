import { alsoViewed, bestSellers, sameGenre, type Good } from '../goods';
import type { Grant } from '../grant';
import { words } from '../words';
import { mainReasons, picksFor } from './ranking';
import { generic, type Composed, type Shelf } from './slot';

const SHELF_SIZE = 4;

/** あなたへのおすすめ. */
export function composeForYou(grant: Grant | undefined): Composed<Shelf> {
  const everyone: Shelf = {
    title: words('よく売れているもの', 'Selling well'),
    goods: bestSellers(SHELF_SIZE),
  };
  const picks = grant === undefined ? [] : picksFor(grant, SHELF_SIZE);
  if (picks.length === 0) return generic(everyone);
  return {
    content: {
      title: words('あなたへのおすすめ', 'For you'),
      goods: picks.map(({ good }) => good),
    },
    personal: true,
    because: mainReasons(picks),
  };
}

/** 買った人はこちらも見ています: from everyone's purchases, nothing about the one who looks. */
export function composeAlsoBought(grant: Grant | undefined, beside: Good): Composed<Shelf> {
  const { ja, en } = beside.text;
  if (grant === undefined) {
    return generic({
      title: words(`${ja.name}に合うもの（担当者のおすすめ）`, `Goes with the ${lower(en.name)}`),
      goods: sameGenre(beside).slice(0, SHELF_SIZE),
    });
  }
  return {
    content: {
      title: words(
        `${ja.name}を買った人はこちらも見ています`,
        `People who bought the ${lower(en.name)} also viewed`,
      ),
      goods: alsoViewed(beside.key),
    },
    personal: true,
    because: [
      {
        kind: 'collective',
        words: words(
          `「${ja.name}」を買った方みなさんの傾向から選んだため`,
          `Picked from what all buyers of “${en.name}” viewed`,
        ),
      },
    ],
  };
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
