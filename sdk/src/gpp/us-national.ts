/**
 * The US National section of a GPP string (id 7, `usnat`, version 2 of August 2024), filled with
 * what can be said truthfully and nothing that permits more than an answer did:
 * - "did not opt out" is said only of somebody whose answer was a permit, on a page that tells
 *   people of their opt-outs; everybody else is "opted out", those never asked too;
 * - consent for sensitive data is never said: no advertisement may rest on it, whatever was chosen;
 * - that somebody is a child is never told: "no consent" stands beside every no, and a permit is
 *   never given about somebody known to be a minor, so there "not applicable" is true;
 * - consent for purposes that people were not told of is never said: there is none.
 */
import { base64Url, integerBits } from './bits';

/** What the three opt-outs of the section are about. */
export const OPT_OUTS = ['sale', 'sharing', 'targetedAdvertising'] as const;
export type OptOut = (typeof OPT_OUTS)[number];

export interface UsNationalFacts {
  /** True only within a permit. */
  readonly permitted: Readonly<Record<OptOut, boolean>>;
  /** Your pages tell people how their data are shared, and that they may opt out of it. */
  readonly notice: boolean;
  /** `Sec-GPC: 1`, or `navigator.globalPrivacyControl`. */
  readonly gpc: boolean;
  /** Which of the section's 16 categories of sensitive data you handle at all; all unless given. */
  readonly sensitive?: readonly number[];
  /** Only if you signed the IAB's Multi-State Privacy Agreement and the transaction is covered by it. */
  readonly mspa?: { readonly optOutOption: boolean; readonly serviceProvider: boolean };
}

/** Names, order and widths of the section: bits of each number, and how many there are. */
const FIELDS = [
  ['Version', 6],
  ['SharingNotice', 2],
  ['SaleOptOutNotice', 2],
  ['SharingOptOutNotice', 2],
  ['TargetedAdvertisingOptOutNotice', 2],
  ['SensitiveDataProcessingOptOutNotice', 2],
  ['SensitiveDataLimitUseNotice', 2],
  ['SaleOptOut', 2],
  ['SharingOptOut', 2],
  ['TargetedAdvertisingOptOut', 2],
  ['SensitiveDataProcessing', 2],
  ['KnownChildSensitiveDataConsents', 2],
  ['PersonalDataConsents', 2],
  ['MspaCoveredTransaction', 2],
  ['MspaOptOutOptionMode', 2],
  ['MspaServiceProviderMode', 2],
] as const;
type ListField = 'SensitiveDataProcessing' | 'KnownChildSensitiveDataConsents';
export type UsNationalCore = {
  readonly [Name in (typeof FIELDS)[number][0]]: Name extends ListField
    ? readonly number[]
    : number;
};
export interface UsNationalSection {
  readonly core: UsNationalCore;
  readonly gpc: { readonly SubsectionType: 1; readonly Gpc: boolean };
}

const SENSITIVE_CATEGORIES = Array.from({ length: 16 }, (_, at) => at + 1);
const NOT_APPLICABLE = 0;
/** Of a notice: given, not given. Of an opt-out: opted out, did not. Of a consent: none, given. */
const FIRST = 1;
const SECOND = 2;

function modesOf(mspa: UsNationalFacts['mspa']) {
  const said = (mode: boolean | undefined) =>
    mode === undefined ? NOT_APPLICABLE : mode ? FIRST : SECOND;
  return {
    MspaCoveredTransaction: mspa === undefined ? SECOND : FIRST,
    MspaOptOutOptionMode: said(mspa?.optOutOption),
    MspaServiceProviderMode: said(mspa?.serviceProvider),
  };
}

export function usNational(facts: UsNationalFacts): UsNationalSection {
  const { permitted, notice, gpc, sensitive = SENSITIVE_CATEGORIES, mspa } = facts;
  const told = notice ? FIRST : SECOND;
  const optedOut = (what: OptOut) => (permitted[what] && notice ? SECOND : FIRST);
  const sensitiveNotice = sensitive.length === 0 ? NOT_APPLICABLE : SECOND;
  const child = OPT_OUTS.every((what) => permitted[what]) ? NOT_APPLICABLE : FIRST;
  const core: UsNationalCore = {
    Version: 2,
    SharingNotice: told,
    SaleOptOutNotice: told,
    SharingOptOutNotice: told,
    TargetedAdvertisingOptOutNotice: told,
    SensitiveDataProcessingOptOutNotice: sensitiveNotice,
    SensitiveDataLimitUseNotice: sensitiveNotice,
    SaleOptOut: optedOut('sale'),
    SharingOptOut: optedOut('sharing'),
    TargetedAdvertisingOptOut: optedOut('targetedAdvertising'),
    SensitiveDataProcessing: SENSITIVE_CATEGORIES.map((category) =>
      sensitive.includes(category) ? FIRST : NOT_APPLICABLE,
    ),
    KnownChildSensitiveDataConsents: [child, child, child],
    PersonalDataConsents: FIRST,
    ...modesOf(mspa),
  };
  return { core, gpc: { SubsectionType: 1, Gpc: gpc } };
}

export function encodeUsNational({ core, gpc }: UsNationalSection): string {
  let bits = '';
  for (const [name, width] of FIELDS) {
    for (const value of [core[name]].flat()) bits += integerBits(value, width);
  }
  return `${base64Url(bits)}.${base64Url(integerBits(1, 2) + (gpc.Gpc ? '1' : '0'))}`;
}
