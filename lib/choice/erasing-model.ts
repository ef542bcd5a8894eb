/** What is said and done about erasing somebody (DESIGN §4), as events. */
import type { BodyHead } from './model';

/** Why somebody is erased: closed words, since the body outlives the person (decision 0010). */
export const ERASURE_GROUNDS = [
  'requested',
  'withdrawn',
  'not-needed',
  'unlawful',
  'legal-duty',
  'account-closed',
] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];
/** In the person's chain: somebody asked that they be erased, a second officer decided. */
export interface ErasureRequestBody extends BodyHead {
  readonly type: 'erasure-request';
  readonly act: 'ask' | 'confirm' | 'refuse';
  readonly ground: ErasureGround;
}
/** The body of an `erasure` leaf, which has no personal part: never in a chain. */
export interface ErasureBody extends BodyHead {
  readonly type: 'erasure';
  readonly ground: ErasureGround;
  /** Id of the request it carries out. */
  readonly request: string;
  /** How many events lost their openings. */
  readonly count: number;
}
/** The person asks the systems that know them to erase what they hold. */
export interface AskErasureBody extends BodyHead {
  readonly type: 'ask-erasure';
  readonly systems: readonly string[];
}
export const ERASURE_ANSWERS = ['done', 'refused'] as const;
export interface ErasureAnsweredBody extends BodyHead {
  readonly type: 'erasure-answered';
  readonly answer: (typeof ERASURE_ANSWERS)[number];
}
