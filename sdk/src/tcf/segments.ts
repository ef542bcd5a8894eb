/** The segments of a TC string (IAB Tech Lab, TCF 2.2 and 2.3), field by field in their order. */
import { UnreadableTcf, type SegmentBits } from './bits';
import { HIGHEST_VENDOR, readRanges, readVendors, type VendorRuns } from './vendors';

export interface TcfByBasis<Said> {
  readonly consent: Said;
  /** Told of, and not objected to. */
  readonly legitimateInterest: Said;
}
/** Numbers of the framework's purposes, ascending: 1 to 24. */
export type TcfPurposes = TcfByBasis<readonly number[]>;
const RESTRICTIONS = ['not-allowed', 'require-consent', 'require-legitimate-interest'] as const;
export interface TcfRestriction {
  readonly purpose: number;
  readonly type: (typeof RESTRICTIONS)[number];
  readonly vendors: VendorRuns;
}
export interface TcfPublisher {
  /** What the person said of the site's own use. */
  readonly purposes: TcfPurposes;
  readonly customPurposes: TcfPurposes & { readonly count: number };
}
export interface TcfCore {
  readonly version: 2;
  /** ISO 8601. */
  readonly created: string;
  readonly lastUpdated: string;
  readonly cmpId: number;
  readonly cmpVersion: number;
  readonly consentScreen: number;
  readonly consentLanguage: string;
  readonly vendorListVersion: number;
  /** 4 is TCF 2.2, 5 is TCF 2.3. */
  readonly policyVersion: number;
  readonly serviceSpecific: boolean;
  readonly nonStandardTexts: boolean;
  /** Those opted in to: 1 to 12. */
  readonly specialFeatures: readonly number[];
  readonly purposes: TcfPurposes;
  /** The person was not told of purpose 1. */
  readonly purposeOneTreatment: boolean;
  readonly publisherCountry: string;
  readonly vendors: TcfByBasis<VendorRuns>;
  readonly restrictions: readonly TcfRestriction[];
}

const PURPOSES = 24;
const SPECIAL_FEATURES = 12;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function readPurposes(bits: SegmentBits, count: number): TcfPurposes {
  return { consent: bits.numbered(count), legitimateInterest: bits.numbered(count) };
}

/** Deciseconds since 1970. */
function readInstant(bits: SegmentBits): string {
  return new Date(bits.number(36) * 100).toISOString();
}

function readLetters(bits: SegmentBits): string {
  const [one, two] = [LETTERS[bits.number(6)], LETTERS[bits.number(6)]];
  if (one === undefined || two === undefined) throw new UnreadableTcf('malformed');
  return one + two;
}

function readRestriction(bits: SegmentBits): TcfRestriction {
  const purpose = bits.number(6);
  const type = RESTRICTIONS[bits.number(2)];
  if (purpose < 1 || purpose > PURPOSES || type === undefined) throw new UnreadableTcf('malformed');
  return { purpose, type, vendors: readRanges(bits, HIGHEST_VENDOR) };
}

/** The order of the fields is the order of their bits. */
export function readCore(bits: SegmentBits): TcfCore {
  if (bits.number(6) !== 2) throw new UnreadableTcf('version');
  return {
    version: 2,
    created: readInstant(bits),
    lastUpdated: readInstant(bits),
    cmpId: bits.number(12),
    cmpVersion: bits.number(12),
    consentScreen: bits.number(6),
    consentLanguage: readLetters(bits),
    vendorListVersion: bits.number(12),
    policyVersion: bits.number(6),
    serviceSpecific: bits.flag(),
    nonStandardTexts: bits.flag(),
    specialFeatures: bits.numbered(SPECIAL_FEATURES),
    purposes: readPurposes(bits, PURPOSES),
    purposeOneTreatment: bits.flag(),
    publisherCountry: readLetters(bits),
    vendors: { consent: readVendors(bits), legitimateInterest: readVendors(bits) },
    restrictions: Array.from({ length: bits.number(12) }, () => readRestriction(bits)),
  };
}

function readPublisher(bits: SegmentBits): TcfPublisher {
  const purposes = readPurposes(bits, PURPOSES);
  const count = bits.number(6);
  return { purposes, customPurposes: { count, ...readPurposes(bits, count) } };
}

/** What may follow the core, by the number each segment begins with. */
export function readFurther(bits: SegmentBits) {
  const type = bits.number(3);
  if (type === 1) return { disclosedVendors: readVendors(bits) };
  if (type === 2) return { allowedVendors: readVendors(bits) };
  if (type === 3) return { publisher: readPublisher(bits) };
  throw new UnreadableTcf('malformed');
}
