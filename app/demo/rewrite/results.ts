/** What visitors tried lately, in memory: the form answers with a redirect to it. */
import type { TrialOutcome } from '@/lib/evidence/rewrite/model';

const KEPT = 40;
const KEY = Symbol.for('nattoku.rewrite-results');
type Holder = { [KEY]?: Map<string, TrialOutcome> };

/** Next compiles its entries separately, so it lives on `globalThis`. */
function results(): Map<string, TrialOutcome> {
  const holder = globalThis as Holder;
  return (holder[KEY] ??= new Map());
}

export function keepResult(outcome: TrialOutcome): string {
  const id = crypto.randomUUID();
  const all = results();
  all.set(id, outcome);
  const [oldest] = all.keys();
  if (all.size > KEPT && oldest !== undefined) all.delete(oldest);
  return id;
}

export function findResult(id: string): TrialOutcome | undefined {
  return results().get(id);
}
