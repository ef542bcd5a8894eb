import { words, type Words } from '../words';
import { generic, type Because, type Composed } from './slot';

/** One row of a piece: an article, a product, a figure. */
export interface PieceLine {
  readonly title: Words;
  readonly note?: Words;
  /** Its picture, by key. */
  readonly good?: string;
}
/** What one place shows in its own face: a strip of a page, a screen, a notice, a line of a log. */
export interface Piece {
  /** `not_sent`: nothing goes out, or nothing is shown. */
  readonly form: 'personal' | 'generic' | 'not_sent';
  readonly title: Words;
  readonly text: Words;
  readonly lines?: readonly PieceLine[];
  readonly button?: Words;
}
type Parts = Omit<Piece, 'form'>;

export function fitted(parts: Parts, because: readonly Because[]): Composed<Piece> {
  return { content: { form: 'personal', ...parts }, personal: true, because };
}
export function forEveryone(parts: Parts): Composed<Piece> {
  return generic({ form: 'generic', ...parts });
}
export function notSent(title: Words, text: Words): Composed<Piece> {
  return generic({ form: 'not_sent', title, text });
}

export const ELSEWHERE = words(
  '別の届け方をお望みのため、送りません。',
  'You would rather hear from us another way.',
);
