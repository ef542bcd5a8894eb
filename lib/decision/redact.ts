/**
 * What a system may learn of a verdict (DESIGN §5). Where staff look at a screen, a clerk never
 * learns *that* somebody refused; and nobody learns who is a minor. Every answer form, stream,
 * snapshot and total goes through here.
 */
import type { Obligation, Otherwise, Reason, Verdict } from './model';

export interface SystemVerdict {
  readonly decision: boolean;
  readonly otherwise: Otherwise;
  readonly touchpoint: string;
  /** Bounds the lease; null when nothing does, and where it would tell why. */
  readonly changesAtMs: number | null;
  readonly reason?: Reason;
  readonly permitted?: readonly string[];
  readonly denied?: readonly string[];
  readonly obligations?: readonly Obligation[];
  /** The caller turns `eventId` into its own `evidence.ref`: event ids never leave. */
  readonly evidence?: { readonly eventId: string | null; readonly catalogueVersion: number };
}

/** The verdict without what systems must not see; absent members stay off the wire. */
export function forSystem(verdict: Verdict): SystemVerdict {
  const { decision, otherwise, touchpoint, permitted, obligations } = verdict;
  if (verdict.staff) {
    return decision
      ? {
          decision,
          otherwise,
          touchpoint,
          changesAtMs: verdict.changesAtMs,
          permitted,
          obligations,
        }
      : { decision, otherwise, touchpoint, changesAtMs: null };
  }
  return {
    decision,
    otherwise,
    touchpoint,
    changesAtMs: verdict.prohibited ? null : verdict.changesAtMs,
    reason: verdict.reason,
    permitted,
    denied: verdict.denied,
    obligations,
    evidence: { eventId: verdict.eventId, catalogueVersion: verdict.evidenceVersion },
  };
}
