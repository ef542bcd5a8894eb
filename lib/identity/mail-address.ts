import type { Handles } from './handles';
import { MAIL_SYSTEM, OFFICER_SYSTEM, type Handle } from './model';

const ADDRESS =
  /^[^\s@<>()[\],;:\\"\p{Cc}]+@[^\s@<>()[\],;:\\"\p{Cc}.]+(\.[^\s@<>()[\],;:\\"\p{Cc}.]+)*$/u;
const MAX_LENGTH = 254;

/** One spelling for each address; undefined for what is none. */
export function normaliseAddress(text: string): string | undefined {
  const address = text.normalize('NFKC').trim().toLowerCase();
  return address.length <= MAX_LENGTH && ADDRESS.test(address) ? address : undefined;
}

/** The handle of a normalised address as a person's or as an officer's: the two do not meet. */
export function addressHandle(
  vault: Pick<Handles, 'handleOf'>,
  purpose: 'person' | 'officer',
  address: string,
): Handle {
  const system = purpose === 'person' ? MAIL_SYSTEM : OFFICER_SYSTEM;
  return vault.handleOf({ system, id: address });
}
