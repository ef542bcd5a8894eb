/** What can be wrong with a choice: one code, one field, and why (codes as in the API's problems). */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Extent } from './model';

export type ProblemReason =
  | 'invalid_request'
  | 'unknown_purpose'
  | 'unknown_channel'
  | 'unknown_data'
  | 'unknown_touchpoint'
  | 'unknown_technique'
  | 'unknown_catalogue_version'
  | 'notice_required'
  | 'evidence_required'
  | 'wildcard_not_allowed'
  | 'sensitive_needs_explicit'
  | 'explicit_not_allowed'
  | 'contract_not_optional'
  | 'expiry_not_allowed'
  | 'time_in_past'
  | 'time_in_future'
  | 'surface_not_allowed';

export interface Problem {
  readonly ok: false;
  readonly reason: ProblemReason;
  /** JSON pointer into the choice. */
  readonly field: string;
  readonly detail: string;
}

export function no(reason: ProblemReason, field: string, detail: string): Problem {
  return { ok: false, reason, field, detail };
}

interface Box {
  readonly purposes: Extent;
  readonly channels?: Extent;
  readonly data?: Extent;
}

/** The first key of the box that this version of the catalogue does not define. */
export function unknownIn(catalogue: CompiledCatalogue, box: Box): Problem | undefined {
  const extents = [
    ['unknown_purpose', 'purposes', catalogue.purposes],
    ['unknown_channel', 'channels', catalogue.channels],
    ['unknown_data', 'data', catalogue.data],
  ] as const;
  for (const [reason, field, known] of extents) {
    const extent = box[field] ?? '*';
    const index = extent === '*' ? -1 : extent.findIndex((key) => !known.has(key));
    if (index >= 0) return no(reason, `/${field}/${index}`, 'is not in the catalogue');
  }
  return undefined;
}

/** `*` passes over what rests on a contract; naming it is an error. */
export function contractNamed(catalogue: CompiledCatalogue, purposes: Extent): Problem | undefined {
  if (purposes === '*') return undefined;
  const index = purposes.findIndex((key) => catalogue.purposes.get(key)?.basis === 'contract');
  return index < 0
    ? undefined
    : no('contract_not_optional', `/purposes/${index}`, 'belongs to the contract and is no choice');
}
