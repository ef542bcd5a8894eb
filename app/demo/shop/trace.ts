/**
 * The shop's own log of what it asked and what it was told, word for word and without its key:
 * the last fifty of each customer, in memory. Next compiles its entries separately, so it lives
 * on `globalThis`.
 */
export interface Exchanged {
  readonly id: number;
  readonly customer: string;
  readonly atMs: number;
  readonly system: string;
  readonly method: string;
  readonly path: string;
  /** JSON text as sent. */
  readonly question: string;
  /** Null: no answer came in time. */
  readonly status: number | null;
  /** Text as received. */
  readonly answer: string;
  readonly tookMs: number;
}

const KEPT = 50;
const CUSTOMERS_MAX = 200;
const KEY = Symbol.for('minori.trace');
interface Trace {
  last: number;
  readonly byCustomer: Map<string, Exchanged[]>;
}
type Holder = { [KEY]?: Trace };

function trace(): Trace {
  const holder = globalThis as Holder;
  holder[KEY] ??= { last: 0, byCustomer: new Map() };
  return holder[KEY];
}

export function remember(exchanged: Omit<Exchanged, 'id'>): void {
  const { byCustomer } = trace();
  const id = (trace().last += 1);
  const before = byCustomer.get(exchanged.customer) ?? [];
  byCustomer.delete(exchanged.customer);
  byCustomer.set(exchanged.customer, [...before, { id, ...exchanged }].slice(-KEPT));
  const [oldest] = byCustomer.keys();
  if (byCustomer.size > CUSTOMERS_MAX && oldest !== undefined) byCustomer.delete(oldest);
}

/** Newest first. */
export function exchangesOf(customer: string, afterId = 0): readonly Exchanged[] {
  const all = trace().byCustomer.get(customer) ?? [];
  return all.filter(({ id }) => id > afterId).reverse();
}
