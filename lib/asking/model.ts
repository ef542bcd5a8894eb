/**
 * Asking: the wire question put to `decide` with the person's state, and the answer made ready
 * for the wire (DESIGN §5). Whatever goes wrong on the way is a no with its cause.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Verdict } from '../decision/model';
import type { OutcomeCount } from './outcomes';

/** Who is asked about, as the asking system knows them. */
export type AskedSubject =
  { readonly system: string; readonly id: string } | { readonly handle: string };

/** A question that has been read from the wire and found well formed. */
export interface Asking {
  readonly subject: AskedSubject;
  readonly at:
    { readonly touchpoint: string } | { readonly purpose: string; readonly channel: string };
  readonly data: readonly string[];
  readonly reserve: boolean;
  readonly gpc: boolean;
}

/** An item of a batch that could not be read: answered no, in its place. */
export interface Unreadable {
  readonly unreadable: 'invalid_request' | 'wrong_system';
  readonly touchpoint: string;
}

/** Counts one answer per subject × touchpoint × day × outcome. Mutable: owned by `tallies.ts`. */
export interface TallyMark {
  readonly subject: string;
  readonly touchpoint: string;
  readonly outcome: string;
  pending: number;
}

/** Shared by all answers that differ in the ref alone. */
export interface AnswerText {
  readonly before: string;
  readonly after: string;
  /** Its bytes are its characters. */
  readonly ascii: boolean;
}

/**
 * A verdict made ready for the wire: what does not change from one asking to the next, written
 * once. Kept with the subject's state for as long as both the state and the catalogue stand.
 */
export interface Judgement {
  readonly catalogue: CompiledCatalogue | undefined;
  readonly verdict: Verdict;
  /** JSON text of the full answer up to `validUntil`, around the ref. */
  readonly text: AnswerText;
  /** '' where the answer has none. */
  readonly ref: string;
  /** JSON text of the brief answer. */
  readonly brief: string;
  /** When time alone may change the verdict; Infinity when never. */
  readonly changesAtMs: number;
  /** The same as far as the asking system may know it. */
  readonly leaseEndsAtMs: number;
  /** Raised by each answer that is given, for whoever watches this process. */
  readonly count: OutcomeCount;
  /** Absent where nothing is counted: unknown subjects and touchpoints. */
  readonly tally: TallyMark | undefined;
}

/** One answer: a judgement with its lease, its token and its id. */
export interface Answered {
  readonly judgement: Judgement;
  readonly validUntil: string;
  readonly consentToken: string;
  readonly decisionId: string;
}
