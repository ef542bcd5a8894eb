/**
 * What must be held before it may be answered from. A Consent-Token says nothing to us, but it was
 * made before we first saw it: once the server's database was read after that moment, whatever it
 * stands for is held (API.md: a token newer than what is held is `stale`).
 */
import type { Clock } from './clock';
import type { Lease } from './lease';

const MOST_TOKENS = 10_000;

export class Writes {
  private readonly tokens = new Map<string, number>();
  /** When the last write about a person ended; Infinity while one is on its way. */
  private readonly people = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  get some(): boolean {
    return this.people.size > 0;
  }

  begin(name: string): void {
    this.people.set(name, Infinity);
  }
  /** `perhaps`: it may have been written. */
  end(name: string, perhaps: boolean): void {
    if (perhaps) this.people.set(name, this.clock.steady());
    else this.people.delete(name);
  }

  saw(token: string): number {
    const seen = this.tokens.get(token);
    if (seen !== undefined) return seen;
    if (this.tokens.size >= MOST_TOKENS) {
      const [oldest] = this.tokens.keys();
      if (oldest !== undefined) this.tokens.delete(oldest);
    }
    const now = this.clock.steady();
    this.tokens.set(token, now);
    return now;
  }

  covered(token: string, lease: Lease): boolean {
    return lease.covers(this.saw(token));
  }

  personCovered(name: string, lease: Lease): boolean {
    const written = this.people.get(name);
    if (written === undefined) return true;
    if (!lease.covers(written)) return false;
    this.people.delete(name);
    return true;
  }

  /** What is held by now need not be remembered. */
  forget(lease: Lease): void {
    for (const [name, written] of this.people) if (lease.covers(written)) this.people.delete(name);
  }
}
