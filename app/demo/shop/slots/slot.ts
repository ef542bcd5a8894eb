import type { ExposureReason } from '../../../../sdk/src/contract';
import { findGood, type Good } from '../goods';
import { GENRE_NAMES, tagName, words, type Words } from '../words';
import type { Genre } from '../goods';

/** What one place shows. `because` is empty exactly where everyone sees the same. */
export interface Composed<Content> {
  readonly content: Content;
  readonly personal: boolean;
  readonly because: readonly Because[];
}
export interface Because extends ExposureReason {
  readonly words: Words;
}
export interface Shelf {
  readonly title: Words;
  readonly goods: readonly Good[];
}

export function generic<Content>(content: Content): Composed<Content> {
  return { content, personal: false, because: [] };
}

/** Data a slot rested on, each once. */
export function dataUsed(because: readonly Because[]): readonly string[] {
  return [...new Set(because.flatMap(({ data }) => data ?? []))];
}

function named(key: string): Words {
  const text = findGood(key)?.text;
  return words(text?.ja.name ?? key, text?.en.name ?? key);
}

function fromData(data: string, ja: string, en: string): Because {
  return { kind: 'data', data, words: words(ja, en) };
}

export function bought(key: string): Because {
  const { ja, en } = named(key);
  return fromData('purchases', `「${ja}」を買われたため`, `You bought “${en}”`);
}
export function viewed(key: string): Because {
  const { ja, en } = named(key);
  return fromData('browsing', `「${ja}」をごらんになったため`, `You viewed “${en}”`);
}
export function searched(text: string): Because {
  return fromData('search-terms', `前に「${text}」と検索されたため`, `You searched for “${text}”`);
}
export function inCart(key: string): Because {
  const { ja, en } = named(key);
  return fromData('carts', `カートに「${ja}」があるため`, `“${en}” is in your cart`);
}
export function told(tag: string): Because {
  const { ja, en } = tagName(tag);
  return fromData(
    'interests-told',
    `「${ja}」が好きと伝えてくださったため`,
    `You told us you like ${en}`,
  );
}
export function guessed(tag: string): Because {
  const { ja, en } = tagName(tag);
  return {
    kind: 'guess',
    data: 'interests-guessed',
    words: words(`「${ja}」がお好きだと推測したため`, `We guessed that you like ${en}`),
  };
}
export function opened(genre: Genre): Because {
  const { ja, en } = GENRE_NAMES[genre];
  return fromData(
    'mail-engagement',
    `メールで「${ja}」の記事を開かれたため`,
    `You opened articles on ${en.toLowerCase()} in our mails`,
  );
}
export function recognised(): Because {
  return fromData(
    'ad-identifiers',
    '広告用の識別子で、同じブラウザだと分かったため',
    'An advertising identifier showed that it is the same browser',
  );
}
