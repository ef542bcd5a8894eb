/**
 * Enquiries that staff took down by telephone: in memory, for this demo, the newest few. Next
 * compiles its entries separately, so they live on `globalThis`.
 */
import { findPersona } from '../personas';
import { findGood } from '../shop/goods';
import { historyOf } from '../shop/history';
import { words } from '../shop/words';
import { ENQUIRIES, type Enquiry } from './enquiries';

const WRITTEN_MAX = 30;
const FIRST_NUMBER = 4900;
const FIRST_ORDER = 7400;
export const SUBJECT_MAX_LENGTH = 60;
export const TEXT_MAX_LENGTH = 600;
const KEY = Symbol.for('minori.enquiries');
type Holder = { [KEY]?: { count: number; readonly written: Enquiry[] } };

function book() {
  const holder = globalThis as Holder;
  return (holder[KEY] ??= { count: 0, written: [] });
}

export interface Told {
  readonly customer: string;
  readonly good: string;
  readonly subject: string;
  readonly text: string;
}
export type Taken =
  | { readonly ok: true; readonly enquiry: Enquiry }
  | { readonly ok: false; readonly problem: 'empty' | 'no-order'; readonly field: keyof Told };

/** About an order of theirs, which the caller names: the desk lists nobody's purchases to find one. */
export function takeDown({ customer, good, subject, text }: Told): Taken {
  const [about, said] = [
    subject.trim().slice(0, SUBJECT_MAX_LENGTH),
    text.trim().slice(0, TEXT_MAX_LENGTH),
  ];
  if (about === '') return { ok: false, problem: 'empty', field: 'subject' };
  if (said === '') return { ok: false, problem: 'empty', field: 'text' };
  const caller = findPersona(customer);
  const bought = historyOf(caller?.key).purchases.some((one) => one.good === good);
  if (caller === undefined || !bought || findGood(good) === undefined) {
    return { ok: false, problem: 'no-order', field: 'good' };
  }
  const kept = book();
  const enquiry: Enquiry = {
    number: String(FIRST_NUMBER + kept.count),
    order: `M-${String(FIRST_ORDER + kept.count)}`,
    ...{ customer: caller.key, good, daysAgo: 0 },
    // In the words they were said in, whatever the language of the page.
    subject: words(about, about),
    text: words(said, said),
  };
  kept.count += 1;
  kept.written.push(enquiry);
  if (kept.written.length > WRITTEN_MAX) kept.written.shift();
  return { ok: true, enquiry };
}

/** In the order in which they arrived. */
export function enquiries(): readonly Enquiry[] {
  return [...ENQUIRIES, ...book().written];
}

export function findEnquiry(number: string): Enquiry | undefined {
  return enquiries().find((enquiry) => enquiry.number === number);
}
