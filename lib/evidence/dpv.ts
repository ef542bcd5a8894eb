/**
 * W3C Data Privacy Vocabulary 2.3: the terms a receipt may name (API "Standards"). Which term a
 * purpose or a category of data has is said by the catalogue; what a basis or a state is, here.
 */
import type { Basis } from '../catalogue/model';
import labels from './dpv-2.3/terms.json';

export const DPV = 'https://w3id.org/dpv#';
export const DPV_PERSONAL_DATA = 'https://w3id.org/dpv/pd#';

export interface DpvTerm {
  readonly iri: string;
  /** As the vocabulary says it, in English. */
  readonly label: string;
}

const LABELS = new Map<string, string>(Object.entries(labels));

/** undefined for what DPV 2.3 does not know: an organisation may name terms of its own. */
export function dpvTerm(iri: string): DpvTerm | undefined {
  const label = LABELS.get(iri);
  return label === undefined ? undefined : { iri, label };
}

const BASIS_IRI: Readonly<Record<Basis, string>> = {
  consent: `${DPV}Consent`,
  legitimate_interest: `${DPV}LegitimateInterest`,
  contract: `${DPV}Contract`,
};
export function dpvBasis(basis: Basis): string {
  return BASIS_IRI[basis];
}

export const CONSENT_STATUS = {
  given: `${DPV}ConsentGiven`,
  refused: `${DPV}ConsentRefused`,
  withdrawn: `${DPV}ConsentWithdrawn`,
} as const;
export type ConsentStatus = keyof typeof CONSENT_STATUS;
