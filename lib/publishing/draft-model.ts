/** A draft of the next catalogue: laid down whole, never changed, published as it was looked at (UX-45). */
import type { Catalogue } from '../catalogue/model';

/** Where in the document, and what is to be mended. */
export interface DraftProblem {
  readonly path: string;
  readonly problem: string;
}

/** What publishing would do, in people: each is counted once a line, whatever else they said. */
export interface Affected {
  /** Everybody who said anything that stands now. */
  readonly people: number;
  /** Something they allowed is not used until they confirm it: its meaning changes. */
  readonly askedAgain: number;
  /** Something they allowed ends: its place is gone. */
  readonly ending: number;
  /** Nothing they said changes. */
  readonly staying: number;
  /** Places that people are tailored to now and would not be, by key. */
  readonly places: Readonly<Record<string, number>>;
}

/** What is kept sealed. */
export interface DraftDocument {
  /** As the file was called: for whoever laid it down to know it again. */
  readonly name: string;
  /** The version that was in force. */
  readonly base: number;
  readonly problems: readonly DraftProblem[];
  /** As it would be published; null where something is to be mended first. */
  readonly catalogue: Catalogue | null;
}

export type DraftStanding =
  /** Something is to be mended first. */
  | { readonly kind: 'problems' }
  /** People are being counted: so many of so many. */
  | { readonly kind: 'counting'; readonly done: number; readonly total: number }
  | { readonly kind: 'ready'; readonly affected: Affected | null }
  | { readonly kind: 'published' }
  /** Another one was published since. */
  | { readonly kind: 'overtaken' };

export interface Draft extends DraftDocument {
  readonly id: string;
  readonly laidDownBy: string;
  readonly atMs: number;
  readonly standing: DraftStanding;
}

/** Below this a count is not told: it would say something about a few. */
export const FEW = 10;
