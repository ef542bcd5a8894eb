/** What this process was asked over HTTP and how long it took: plain numbers, read when somebody scrapes. */
export const SECONDS = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
] as const;

export class Histogram {
  /** One for each bound of `SECONDS`, and one for what took longer; not cumulative. */
  readonly counts = new Float64Array(SECONDS.length + 1);
  sum = 0;

  observe(seconds: number): void {
    let at = 0;
    while (at < SECONDS.length && seconds > (SECONDS[at] ?? 0)) at += 1;
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    this.sum += seconds;
  }
}

export interface RequestCount {
  readonly method: string;
  /** A template, never a path. */
  readonly route: string;
  readonly status: number;
  requests: number;
}
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export class Meter {
  readonly decisions = new Histogram();
  readonly batches = new Histogram();
  readonly others = new Map<string, Histogram>();
  readonly requests = new Map<string, RequestCount>();
  readonly overLimit = new Map<string, number>();
  /** Bodies that came too slowly. */
  cut = 0;

  /** INVARIANT: routes are templates and methods are known ones, so that there are few. */
  request(given: string, route: string, status: number): void {
    const method = METHODS.has(given) ? given : 'OTHER';
    const name = `${method} ${route} ${String(status)}`;
    const known = this.requests.get(name);
    if (known !== undefined) known.requests += 1;
    else this.requests.set(name, { method, route, status, requests: 1 });
  }

  took(traffic: string, seconds: number): void {
    const known = this.others.get(traffic);
    const histogram = known ?? new Histogram();
    if (known === undefined) this.others.set(traffic, histogram);
    histogram.observe(seconds);
  }

  limited(policy: string): void {
    this.overLimit.set(policy, (this.overLimit.get(policy) ?? 0) + 1);
  }
}
