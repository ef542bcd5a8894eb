/**
 * How often one person may save in a minute. Refusals do not ask here: none is ever throttled into
 * failure (API.md "RateLimit"). Pages count for themselves: they are compiled apart from the listener.
 */
import type { Runtime } from '../../runtime/model';
import { Allowances, type Policy } from './allowances';

const SAVING: Policy = { name: 'saving', quota: 120, windowSeconds: 60 };
const counted = new WeakMap<Runtime, Allowances>();

/** False: this is one too many, and is not counted. */
export function maySave(runtime: Runtime, subject: string): boolean {
  const allowances = counted.get(runtime) ?? new Allowances(runtime.clock);
  counted.set(runtime, allowances);
  return allowances.spend(SAVING, subject).ok;
}
