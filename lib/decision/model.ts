/**
 * One question and its answer (DESIGN §5). `decide` is pure; ids, tokens and refs are added
 * when the answer is put on the wire.
 */

/** In the order in which the first that applies is given. */
export const DENY_REASONS = [
  'error',
  'unavailable',
  'stale',
  'unknown_touchpoint',
  'touchpoint_retired',
  'system_not_allowed',
  'not_declared',
  'paused',
  'signal',
  'technique_off',
  'touchpoint_off',
  'quiet_hours',
  'limit_reached',
  'refused',
  'withdrawn',
  'expired',
  'renewal_needed',
  'never_asked',
] as const;
export const PERMIT_REASONS = ['allowed', 'legitimate_interest', 'contract'] as const;
export const REASONS = [...DENY_REASONS, ...PERMIT_REASONS] as const;
export type DenyReason = (typeof DENY_REASONS)[number];
export type PermitReason = (typeof PERMIT_REASONS)[number];
export type Reason = (typeof REASONS)[number];

export const OTHERWISES = ['generic', 'nothing'] as const;
export type Otherwise = (typeof OTHERWISES)[number];

export interface Question {
  readonly touchpoint: string;
  /** Data categories about to be used; may be empty. */
  readonly data: readonly string[];
  readonly signals: { readonly gpc: boolean };
  readonly system: string;
}

/** How many messages went out, as far as this subject's frequency limits need to know. */
export interface Counters {
  /** Contact instants (ms) in the longest window any limit needs, with their channel. */
  readonly contacts: readonly { readonly channel: string; readonly atMs: number }[];
}

export interface Obligation {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

export interface Verdict {
  readonly decision: boolean;
  readonly reason: Reason;
  readonly otherwise: Otherwise;
  readonly touchpoint: string;
  /** Subsets of requires ∪ mayUse, in the touchpoint's order. */
  readonly permitted: readonly string[];
  readonly denied: readonly string[];
  readonly obligations: readonly Obligation[];
  /** The newest deciding event; null when none decided. */
  readonly eventId: string | null;
  /** Catalogue version of the deciding event's notice (or the current one when none). */
  readonly evidenceVersion: number;
  /** The earliest instant at which time alone may change this answer; null when none. */
  readonly changesAtMs: number | null;
  /** A hard prohibition (a minor, sensitive data for ads) made this a no: told to the person only. */
  readonly prohibited: boolean;
  /** `technique: staff`: most of the answer is withheld from systems. */
  readonly staff: boolean;
}
