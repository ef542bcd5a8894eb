/**
 * An IAB TC string, read (API.md "Standards": decoded only). What a page's string says never
 * permits anything; with `refusesAds` a page asks us less (DESIGN rule 3).
 */
import { readBits, UnreadableTcf, type SegmentBits, type TcfCause } from './tcf/bits';
import {
  readCore,
  readFurther,
  type TcfByBasis,
  type TcfCore,
  type TcfPublisher,
} from './tcf/segments';
import { includesVendor, type VendorRuns } from './tcf/vendors';

export type { TcfCause } from './tcf/bits';
export type {
  TcfByBasis,
  TcfCore,
  TcfPublisher,
  TcfPurposes,
  TcfRestriction,
} from './tcf/segments';
export type { VendorRuns } from './tcf/vendors';

export interface TcfFacts extends TcfCore {
  /** Those the person was told of. */
  readonly disclosedVendors?: VendorRuns;
  readonly allowedVendors?: VendorRuns;
  readonly publisher?: TcfPublisher;
}
export type TcfReading =
  | { readonly ok: true; readonly facts: TcfFacts }
  | { readonly ok: false; readonly cause: TcfCause };

/** Many times what consent platforms write; reading it takes milliseconds. */
const LONGEST = 16_384;

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}

function readSegment<Facts>(text: string, read: (bits: SegmentBits) => Facts) {
  const bits = readBits(text);
  const facts = read(bits);
  bits.end();
  return facts;
}

function factsOf(text: string): TcfFacts {
  const [core = '', ...further] = text.split('.');
  const facts: TcfFacts = readSegment(core, readCore);
  return further.reduce((before, segment) => {
    const more = readSegment(segment, readFurther);
    if (Object.keys(more).some((name) => name in before)) throw new UnreadableTcf('malformed');
    return { ...before, ...more };
  }, facts);
}

/** All of what the string says, or why nothing of it is to be believed; never throws. */
export function readTcf(text: unknown): TcfReading {
  if (typeof text !== 'string') return { ok: false, cause: 'not_text' };
  if (text.length > LONGEST) return { ok: false, cause: 'too_long' };
  try {
    return freeze({ ok: true, facts: factsOf(text) });
  } catch (error) {
    return { ok: false, cause: error instanceof UnreadableTcf ? error.why : 'malformed' };
  }
}

/** Storage, a profile for advertisements, its use: never without consent. */
const BY_CONSENT = [1, 3, 4];
/** Choosing an advertisement, measuring it: by consent or by legitimate interest. */
const BY_EITHER = [2, 7];

function grantsAll(may: (purpose: number, basis: keyof TcfByBasis<unknown>) => boolean): boolean {
  return (
    BY_CONSENT.every((purpose) => may(purpose, 'consent')) &&
    BY_EITHER.every((purpose) => may(purpose, 'consent') || may(purpose, 'legitimateInterest'))
  );
}

function grantsVendor(facts: TcfFacts, vendor: number): boolean {
  const { disclosedVendors, allowedVendors, policyVersion } = facts;
  // Since TCF 2.3 (policy 5) a string says which vendors the person was told of.
  if (disclosedVendors === undefined && policyVersion >= 5) return false;
  const lists = [disclosedVendors, allowedVendors].filter((list) => list !== undefined);
  if (!lists.every((list) => includesVendor(list, vendor))) return false;
  return grantsAll((purpose, basis) => {
    const other = basis === 'consent' ? 'require-legitimate-interest' : 'require-consent';
    const barred = facts.restrictions.some(
      (one) =>
        one.purpose === purpose &&
        (one.type === 'not-allowed' || one.type === other) &&
        includesVendor(one.vendors, vendor),
    );
    return (
      !barred &&
      facts.purposes[basis].includes(purpose) &&
      includesVendor(facts.vendors[basis], vendor)
    );
  });
}

/**
 * Whether the string keeps advertisements made for this person from being shown: of anybody, of one
 * vendor by its number, or of the site itself. True of a string that could not be read. False is
 * no permit: ask us then.
 */
export function refusesAds(reading: TcfReading, who?: number | 'publisher'): boolean {
  if (!reading.ok) return true;
  const { facts } = reading;
  if (!grantsAll((purpose, basis) => facts.purposes[basis].includes(purpose))) return true;
  if (who === undefined) return false;
  if (who !== 'publisher') return !grantsVendor(facts, who);
  const own = facts.publisher?.purposes;
  return own === undefined || !grantsAll((purpose, basis) => own[basis].includes(purpose));
}
