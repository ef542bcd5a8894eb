/** Strings of the IAB's own writer, and written by hand, as this reader reads them. */
import { GVL, PurposeRestriction, Segment, SegmentEncoder, TCModel, TCString } from '@iabtcf/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALPHABET, base64Url, integerBits } from './gpp/bits';
import { readTcf, refusesAds, type TcfFacts, type VendorRuns } from './tcf';

const TYPES = ['not-allowed', 'require-consent', 'require-legitimate-interest'] as const;
const LISTED = 40;
const purposes24 = Array.from({ length: 24 }, (_, at) => at + 1);
const vendor = (id: number) => ({
  ...{ id, name: '', policyUrl: '', usesCookies: false, usesNonCookieAccess: false },
  ...{ purposes: purposes24, legIntPurposes: purposes24, flexiblePurposes: purposes24 },
  ...{ specialPurposes: [], features: [], specialFeatures: [] },
});
const numbered = Array.from({ length: LISTED }, (_, at) => [String(at + 1), vendor(at + 1)]);
const purpose = (id: number) => ({ id, name: '', description: '', descriptionLegal: '' });
const LIST = new GVL({
  ...{ gvlSpecificationVersion: 3, vendorListVersion: 7, tcfPolicyVersion: 4 },
  ...{ lastUpdated: '2026-01-01T00:00:00Z', vendors: Object.fromEntries(numbered) },
  ...{ specialPurposes: {}, features: {}, specialFeatures: {}, stacks: {} },
  purposes: Object.fromEntries(purposes24.map((id) => [String(id), purpose(id)])),
});

const upTo = (max: number) => fc.uniqueArray(fc.integer({ min: 1, max }), { maxLength: max });
const byBasis = <Said>(said: fc.Arbitrary<Said>) =>
  fc.record({ consent: said, legitimateInterest: said });
/** Dense ones are written as a field of bits, those of a few long runs as ranges. */
const vendors = fc.oneof(
  upTo(60),
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 0, max: 60 })), {
      maxLength: 5,
    })
    .map((runs) =>
      runs.flatMap(([first, more]) => Array.from({ length: more + 1 }, (_, at) => first + at)),
    ),
);
const letters = fc.stringMatching(/^[A-Z]{2}$/);
const instant = fc.integer({ min: 0, max: 2 ** 36 - 1 }).map((ds) => new Date(ds * 100));
const said = fc.record({
  created: instant,
  lastUpdated: instant,
  cmpId: fc.integer({ min: 2, max: 4_095 }),
  cmpVersion: fc.integer({ min: 0, max: 4_095 }),
  consentScreen: fc.integer({ min: 0, max: 63 }),
  vendorListVersion: fc.integer({ min: 1, max: 4_095 }),
  policyVersion: fc.integer({ min: 1, max: 63 }),
  consentLanguage: letters,
  country: letters,
  flags: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  specialFeatures: upTo(12),
  purposes: byBasis(upTo(24)),
  vendors: byBasis(vendors),
  restrictions: fc.uniqueArray(
    fc.record({
      purpose: fc.integer({ min: 1, max: 24 }),
      type: fc.constantFrom(0, 1, 2),
      vendors: upTo(LISTED).filter((ids) => ids.length > 0),
    }),
    { maxLength: 4, selector: ({ purpose, type }) => `${String(purpose)} ${String(type)}` },
  ),
  disclosed: fc.option(vendors),
  allowed: fc.option(vendors),
  publisher: fc.option(
    fc.integer({ min: 0, max: 63 }).chain((count) =>
      fc.record({
        count: fc.constant(count),
        purposes: byBasis(upTo(24)),
        custom: byBasis(upTo(63).map((ids) => ids.filter((id) => id <= count))),
      }),
    ),
  ),
});
type Said = typeof said extends fc.Arbitrary<infer Value> ? Value : never;

function modelOf(given: Said): TCModel {
  const model = new TCModel();
  const { created, lastUpdated, cmpId, cmpVersion, consentScreen, vendorListVersion } = given;
  const [isServiceSpecific, useNonStandardStacks, purposeOneTreatment] = given.flags;
  Object.assign(model, {
    ...{ created, lastUpdated, cmpId, cmpVersion, consentScreen, vendorListVersion },
    ...{ policyVersion: given.policyVersion, consentLanguage: given.consentLanguage },
    ...{ isServiceSpecific, useNonStandardStacks, purposeOneTreatment },
    publisherCountryCode: given.country,
  });
  model.specialFeatureOptins.set(given.specialFeatures);
  model.purposeConsents.set(given.purposes.consent);
  model.purposeLegitimateInterests.set(given.purposes.legitimateInterest);
  model.vendorConsents.set(given.vendors.consent);
  model.vendorLegitimateInterests.set(given.vendors.legitimateInterest);
  model.publisherRestrictions.gvl = LIST;
  for (const { purpose, type, vendors: ids } of given.restrictions) {
    for (const id of ids) {
      model.publisherRestrictions.add(id, new PurposeRestriction(purpose, type));
    }
  }
  model.vendorsDisclosed.set(given.disclosed ?? []);
  model.vendorsAllowed.set(given.allowed ?? []);
  model.numCustomPurposes = given.publisher?.count ?? 0;
  model.publisherConsents.set(given.publisher?.purposes.consent ?? []);
  model.publisherLegitimateInterests.set(given.publisher?.purposes.legitimateInterest ?? []);
  model.publisherCustomConsents.set(given.publisher?.custom.consent ?? []);
  model.publisherCustomLegitimateInterests.set(given.publisher?.custom.legitimateInterest ?? []);
  return model;
}
function theirs(given: Said): string {
  const segments = [
    Segment.CORE,
    ...(given.publisher ? [Segment.PUBLISHER_TC] : []),
    ...(given.allowed ? [Segment.VENDORS_ALLOWED] : []),
    ...(given.disclosed ? [Segment.VENDORS_DISCLOSED] : []),
  ];
  const model = modelOf(given);
  return segments.map((segment) => SegmentEncoder.encode(model, segment)).join('.');
}

const sorted = (ids: readonly number[]) => [...new Set(ids)].sort((one, other) => one - other);
const idsOf = (runs: VendorRuns) =>
  runs.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
function each<From, To>(
  { consent, legitimateInterest }: { consent: From; legitimateInterest: From },
  to: (from: From) => To,
) {
  return { consent: to(consent), legitimateInterest: to(legitimateInterest) };
}
/** The facts with every list of vendors written out. */
function spelledOut({ disclosedVendors, allowedVendors, ...facts }: TcfFacts) {
  return {
    ...facts,
    vendors: each(facts.vendors, idsOf),
    restrictions: facts.restrictions.map((one) => ({ ...one, vendors: idsOf(one.vendors) })),
    ...(disclosedVendors && { disclosedVendors: idsOf(disclosedVendors) }),
    ...(allowedVendors && { allowedVendors: idsOf(allowedVendors) }),
  };
}
function meant(given: Said) {
  const { cmpId, cmpVersion, consentScreen, vendorListVersion, policyVersion } = given;
  const [serviceSpecific, nonStandardTexts, purposeOneTreatment] = given.flags;
  return {
    ...{ version: 2, cmpId, cmpVersion, consentScreen, vendorListVersion, policyVersion },
    ...{ serviceSpecific, nonStandardTexts, purposeOneTreatment },
    ...{ consentLanguage: given.consentLanguage, publisherCountry: given.country },
    created: given.created.toISOString(),
    lastUpdated: given.lastUpdated.toISOString(),
    specialFeatures: sorted(given.specialFeatures),
    purposes: each(given.purposes, sorted),
    vendors: each(given.vendors, sorted),
    restrictions: given.restrictions.map(({ purpose, type, vendors: ids }) => ({
      ...{ purpose, type: TYPES[type], vendors: sorted(ids) },
    })),
    ...(given.disclosed && { disclosedVendors: sorted(given.disclosed) }),
    ...(given.allowed && { allowedVendors: sorted(given.allowed) }),
    ...(given.publisher && {
      publisher: {
        purposes: each(given.publisher.purposes, sorted),
        customPurposes: { count: given.publisher.count, ...each(given.publisher.custom, sorted) },
      },
    }),
  };
}
function factsOf(text: string): TcfFacts {
  const reading = readTcf(text);
  if (!reading.ok) throw new Error(reading.cause);
  return reading.facts;
}
function isFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozen);
}

/** A core of no vendors, unless given, by our own hand. */
const AT_2026 = integerBits(17_672_256_000, 36);
interface ByHand {
  readonly version?: number;
  readonly policy?: number;
  readonly consent?: readonly number[];
  readonly interest?: readonly number[];
  readonly consentVendors?: string;
  readonly interestVendors?: string;
  readonly restrictions?: readonly string[];
}
const NO_VENDORS = integerBits(0, 17);
const set = (ids: readonly number[] = []) =>
  purposes24.map((id) => (ids.includes(id) ? '1' : '0')).join('');
function ranges(...runs: readonly (readonly [number, number?])[]): string {
  const entries = runs.map(([first, last]) =>
    last === undefined
      ? `0${integerBits(first, 16)}`
      : `1${integerBits(first, 16)}${integerBits(last, 16)}`,
  );
  return integerBits(runs.length, 12) + entries.join('');
}
const rangesUpTo = (max: number, ...runs: readonly (readonly [number, number?])[]) =>
  `${integerBits(max, 16)}1${ranges(...runs)}`;
const restriction = (purpose: number, type: number, ...runs: readonly [number, number?][]) =>
  integerBits(purpose, 6) + integerBits(type, 2) + ranges(...runs);
function coreBits(given: ByHand): string {
  const { restrictions = [] } = given;
  return [
    ...[integerBits(given.version ?? 2, 6), AT_2026, AT_2026, integerBits(31, 12)],
    ...[integerBits(1, 12), integerBits(1, 6), integerBits(4, 6), integerBits(13, 6)],
    ...[integerBits(90, 12), integerBits(given.policy ?? 4, 6), '10', integerBits(0, 12)],
    ...[set(given.consent), set(given.interest), '0', integerBits(0, 12)],
    ...[given.consentVendors ?? NO_VENDORS, given.interestVendors ?? NO_VENDORS],
    ...[integerBits(restrictions.length, 12), ...restrictions],
  ].join('');
}
const byHand = (given: ByHand) => base64Url(coreBits(given));
const disclosed = (...runs: readonly [number, number?][]) =>
  base64Url(`001${rangesUpTo(65_535, ...runs)}`);

describe('a string is read', () => {
  it("as the IAB's writer was given it, every field and segment, and frozen", () => {
    fc.assert(
      fc.property(said, (given) => {
        const facts = factsOf(theirs(given));
        expect(spelledOut(facts)).toEqual(meant(given));
        expect(isFrozen(facts)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('as a consent platform gives it', () => {
    const model = new TCModel(LIST);
    Object.assign(model, { cmpId: 31, isServiceSpecific: true });
    model.setAllPurposeConsents();
    model.setAllVendorConsents();
    expect(factsOf(TCString.encode(model))).toMatchObject({
      ...{ cmpId: 31, vendorListVersion: 7, policyVersion: 4, consentLanguage: 'EN' },
      vendors: { consent: [[1, LISTED]], legitimateInterest: [] },
      publisher: { purposes: { consent: [] } },
    });
  });

  it('with ranges that touch, overlap or stand in no order as the vendors they name', () => {
    const consentVendors = rangesUpTo(65_535, [9, 12], [3], [10, 20], [11], [21], [65_535], [3, 4]);
    const runs = [
      [3, 4],
      [9, 21],
      [65_535, 65_535],
    ];
    expect(factsOf(byHand({ consentVendors })).vendors.consent).toEqual(runs);
  });

  it('at no cost that grows with the vendors it names', () => {
    const everybody = restriction(1, 0, [1, 65_535]);
    const restrictions = Array.from({ length: 1_500 }, () => everybody);
    expect(factsOf(byHand({ restrictions })).restrictions).toHaveLength(1_500);
  });
});

describe('a string that is not whole or not right is told why, and nothing of it', () => {
  const MALFORMED: readonly (readonly [string, string])[] = [
    ['a range that ends before it begins', byHand({ consentVendors: rangesUpTo(9, [5, 4]) })],
    ['a vendor 0', byHand({ consentVendors: rangesUpTo(9, [0]) })],
    ['a vendor beyond the highest', byHand({ interestVendors: rangesUpTo(9, [3, 10]) })],
    ['a restriction of purpose 0', byHand({ restrictions: [restriction(0, 0, [1])] })],
    ['a restriction of purpose 25', byHand({ restrictions: [restriction(25, 0, [1])] })],
    ['a restriction of an unknown kind', byHand({ restrictions: [restriction(3, 3, [1])] })],
    ['a segment twice', `${byHand({})}.${disclosed([1])}.${disclosed([2])}`],
    ['an unknown segment', `${byHand({})}.${base64Url(`100${NO_VENDORS}`)}`],
    ['a core after a core', `${byHand({})}.${byHand({})}`],
    ['filling with =', `${byHand({})}=`],
    ['a space', ` ${byHand({})}`],
    ['+ for -', byHand({}).replace(/.$/, '+')],
  ];
  it.each(MALFORMED)('%s', (_, text) => {
    expect(readTcf(text)).toEqual({ ok: false, cause: 'malformed' });
  });

  it('another version, no text, too long a text, something behind its end', () => {
    const cause = (text: unknown) => {
      const reading = readTcf(text);
      return reading.ok ? 'read' : reading.cause;
    };
    expect([1, 3, 63].map((version) => cause(byHand({ version })))).toEqual(
      Array.from({ length: 3 }, () => 'version'),
    );
    expect(cause('DBABLA~BVQqAAAAAgA.QA')).toBe('version');
    for (const none of [undefined, null, 2, {}, ['C']]) expect(cause(none)).toBe('not_text');
    for (const cut of ['', '.', 'C', `${byHand({})}.`])
      expect([cut, cause(cut)]).toEqual([cut, 'cut_off']);
    expect(cause('C'.repeat(16_385))).toBe('too_long');
    expect(cause(`${byHand({})}AAAA`)).toBe('trailing');
    expect(cause(base64Url(`${coreBits({})}1`))).toBe('trailing');
    expect(cause(`${byHand({})}.${disclosed([1])}AAAA`)).toBe('trailing');
  });

  it('cut anywhere: what is read then is what the whole says, without the segments cut off', () => {
    fc.assert(
      fc.property(said, (given) => {
        const text = theirs(given);
        const whole = factsOf(text);
        for (let end = 0; end < text.length; end += 1) {
          const reading = readTcf(text.slice(0, end));
          if (reading.ok) expect(whole).toMatchObject(reading.facts);
        }
      }),
      { numRuns: 3 },
    );
  });

  it('with any bit or character of it changed: read or told why, never thrown', () => {
    const consentVendors = rangesUpTo(99, [3, 9], [50]);
    const restrictions = [restriction(3, 1, [1, 9])];
    const text = `${byHand({ consentVendors, restrictions })}.${disclosed([1, 99])}`;
    expect(readTcf(text).ok).toBe(true);
    for (let at = 0; at < text.length; at += 1) {
      const six = ALPHABET.indexOf(text.charAt(at));
      const flipped = [1, 2, 4, 8, 16, 32].map((bit) => ALPHABET.charAt((six ^ bit) & 63));
      for (const wrong of [...flipped, '', '.', '\u0000', 'é', '😀']) {
        const reading = readTcf(text.slice(0, at) + wrong + text.slice(at + 1));
        expect(Object.keys(reading)).toEqual(['ok', reading.ok ? 'facts' : 'cause']);
      }
    }
  });

  it('any text at all: never thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^C[\w.-]*$/)), (text) => {
        expect(typeof readTcf(text).ok).toBe('boolean');
      }),
    );
  });
});

describe('whether advertisements are refused', () => {
  const EVERY = { consent: [1, 2, 3, 4, 7] };
  const refuses = (given: ByHand, who?: number | 'publisher', more = '') =>
    refusesAds(readTcf(byHand(given) + more), who);

  it('every one of the purposes takes its basis, and what cannot be read is a no', () => {
    expect(refuses(EVERY)).toBe(false);
    expect(refuses({ consent: [1, 3, 4], interest: [2, 7] })).toBe(false);
    for (const missing of EVERY.consent) {
      expect(refuses({ consent: EVERY.consent.filter((id) => id !== missing) })).toBe(true);
    }
    for (const missing of [1, 3, 4]) {
      const consent = EVERY.consent.filter((id) => id !== missing);
      expect(refuses({ consent, interest: purposes24 })).toBe(true);
    }
    for (const text of ['', undefined, byHand(EVERY).slice(0, 20)]) {
      expect(refusesAds(readTcf(text))).toBe(true);
    }
  });

  it('naming somebody only adds to what refuses', () => {
    const given = fc.record({ consent: upTo(8), interest: upTo(8) });
    const own = `.${base64Url(`011${set(purposes24)}${set()}${integerBits(0, 6)}`)}`;
    const consentVendors = rangesUpTo(7, [7]);
    fc.assert(
      fc.property(given, (purposes) => {
        const named = ([7, 8, 'publisher'] as const).map((who) =>
          refuses({ ...purposes, consentVendors }, who, own),
        );
        if (refuses(purposes)) expect(named).toEqual([true, true, true]);
      }),
    );
  });

  it('a vendor: consented to, told of, and not barred by the site', () => {
    const both = { ...EVERY, consentVendors: rangesUpTo(60, [7], [50, 60]) };
    expect([7, 55, 8].map((id) => refuses(both, id))).toEqual([false, false, true]);
    expect(refuses(both, 7, `.${disclosed([8])}`)).toBe(true);
    expect(refuses(both, 7, `.${disclosed([7])}`)).toBe(false);
    expect(refuses(both, 7, `.${base64Url(`010${rangesUpTo(8, [8])}`)}`)).toBe(true);
    expect(refuses({ ...both, policy: 5 }, 7)).toBe(true);
    expect(refuses({ ...both, policy: 5 }, 7, `.${disclosed([7])}`)).toBe(false);
    const barred = (purpose: number, type: number) =>
      refuses({ ...both, restrictions: [restriction(purpose, type, [7, 9])] }, 7);
    expect([barred(3, 0), barred(3, 1), barred(3, 2), barred(9, 0)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const interest = { consent: [1, 3, 4], interest: [2, 7], interestVendors: rangesUpTo(7, [7]) };
    const mixed = { ...both, ...interest };
    expect(refuses(mixed, 7)).toBe(false);
    expect(refuses(mixed, 55)).toBe(true);
    expect(refuses({ ...mixed, restrictions: [restriction(7, 1, [7])] }, 7)).toBe(true);
  });

  it('the site itself: by what the person said of it, and nothing said is a no', () => {
    const own = (consent: readonly number[]) =>
      `.${base64Url(`011${set(consent)}${set()}${integerBits(0, 6)}`)}`;
    expect(refuses(EVERY, 'publisher')).toBe(true);
    expect(refuses(EVERY, 'publisher', own([]))).toBe(true);
    expect(refuses(EVERY, 'publisher', own(EVERY.consent))).toBe(false);
  });
});
