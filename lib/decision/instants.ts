/**
 * Instants at which time alone changes somebody's answers, as a system may know them. Exact ones
 * would be the same in every system's snapshot, and tell two of them that they know the same
 * person (DESIGN §2 rule 5): each becomes a span around itself, its place drawn per handle.
 * Between the two ends of a span the server is asked.
 */
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** More changes than these are not told: from the last one on the server is asked. */
export const MOST_CHANGES = 12;

/** A number in [0, 1), the same for the same instant; another for every handle. */
export type Draw = (atMs: number) => number;

export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The farther away, the wider: what is told long before need not be sharp. */
function widthOf(distanceMs: number): number {
  if (distanceMs <= 10 * MINUTE_MS) return SECOND_MS;
  return distanceMs <= DAY_MS ? MINUTE_MS : HOUR_MS;
}

function spanOf(atMs: number, nowMs: number, draw: Draw): Span {
  const width = widthOf(atMs - nowMs);
  const fromMs = atMs - Math.floor(draw(atMs) * width);
  return { fromMs, untilMs: fromMs + width };
}

/**
 * One span for each change, oldest first; those that overlap are one. `changes` are sorted.
 * INVARIANT: every change lies within the span it is numbered by.
 */
export function spansOf(
  changes: readonly number[],
  nowMs: number,
  draw: Draw,
): { readonly spans: readonly Span[]; readonly numbers: ReadonlyMap<number, number> } {
  const spans: Span[] = [];
  const numbers = new Map<number, number>();
  for (const atMs of changes) {
    const span = spanOf(atMs, nowMs, draw);
    const last = spans.at(-1);
    if (last !== undefined && span.fromMs <= last.untilMs) {
      spans[spans.length - 1] = {
        fromMs: Math.min(last.fromMs, span.fromMs),
        untilMs: Math.max(last.untilMs, span.untilMs),
      };
    } else if (spans.length === MOST_CHANGES) break;
    else spans.push(span);
    numbers.set(atMs, spans.length - 1);
  }
  return { spans, numbers };
}
