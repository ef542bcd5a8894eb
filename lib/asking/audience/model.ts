/**
 * A whole audience asked about at once (API.md "Resources"): who of many may be chosen for one
 * place. A candidate is no permit: they are asked again at the moment of use (DESIGN §5).
 */
import type { WireObligation } from '../../../sdk/src/contract';
import type { Reason } from '../../decision/model';

export interface AudienceQuestion {
  readonly touchpoint: string;
  readonly data: readonly string[];
  /** Whose people they are: the owner of the place. */
  readonly system: string;
  /** What names it in the log (`recordAudience`); undefined of a test key: fixed people, nothing read or written. */
  readonly audience: string | undefined;
}

/** Takes a candidate: the bytes they were named by stay there until it returns. */
export type Taker = (names: Buffer, from: number, to: number, terms: Terms) => void;

/** The same object for all who were answered alike. */
export interface Terms {
  /** Nobody is to be written to after it. */
  readonly validUntilMs: number;
  readonly permitted: readonly string[];
  readonly obligations: readonly WireObligation[];
}

/** Counts below this many say too much about one person. */
export const SMALL = 10;

export interface Totals {
  readonly people: number;
  readonly permitted: number;
  readonly not: number;
  readonly duplicates: number;
  /** Small counts are together in `other`; absent where staff look at a screen. */
  readonly reasons?: Readonly<Partial<Record<Reason | 'other', number>>>;
}
