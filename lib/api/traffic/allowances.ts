/**
 * How often somebody may call: so many times in a window that begins with their first call. Held
 * in memory alone, for a bounded number of callers; who was not heard of longest is forgotten.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../clock';

export interface Policy {
  /** As it stands in the headers. */
  readonly name: string;
  readonly quota: number;
  readonly windowSeconds: number;
}
export interface Spent {
  readonly policy: Policy;
  /** False: this call was one too many, and is not counted. */
  readonly ok: boolean;
  readonly left: number;
  /** Until the window ends: whole seconds, at least 1. */
  readonly resetSeconds: number;
}

const CALLERS_MAX = 100_000;

interface Window {
  used: number;
  endsAtMs: number;
}

export class Allowances {
  private readonly windows = new LRUCache<string, Window>({ max: CALLERS_MAX });
  constructor(private readonly clock: Clock) {}

  spend(policy: Policy, who: string): Spent {
    const nowMs = this.clock.now();
    const windowMs = policy.windowSeconds * 1000;
    const name = `${policy.name} ${who}`;
    let window = this.windows.get(name);
    // A clock that was put back must not lock anybody out.
    const over = window === undefined || nowMs >= window.endsAtMs;
    if (window === undefined || over || window.endsAtMs - nowMs > windowMs) {
      window = { used: 0, endsAtMs: nowMs + windowMs };
      this.windows.set(name, window);
    }
    const ok = window.used < policy.quota;
    if (ok) window.used += 1;
    const left = policy.quota - window.used;
    const resetSeconds = Math.max(1, Math.ceil((window.endsAtMs - nowMs) / 1000));
    return { policy, ok, left, resetSeconds };
  }
}

/** `RateLimit-Policy` and `RateLimit` as draft-ietf-httpapi-ratelimit-headers says; `Retry-After` where it was too much. */
export function limitHeaders(
  spendings: readonly Spent[],
  refused = spendings.some(({ ok }) => !ok),
): Readonly<Record<string, string>> {
  const policies = spendings.map(
    ({ policy }) => `"${policy.name}";q=${String(policy.quota)};w=${String(policy.windowSeconds)}`,
  );
  const standing = spendings.map(
    ({ policy, left, resetSeconds }) =>
      `"${policy.name}";r=${String(left)};t=${String(resetSeconds)}`,
  );
  const waits = spendings.filter(({ ok }) => !ok).map(({ resetSeconds }) => resetSeconds);
  return {
    'ratelimit-policy': policies.join(', '),
    ratelimit: standing.join(', '),
    ...(refused && { 'retry-after': String(Math.max(...waits)) }),
  };
}
