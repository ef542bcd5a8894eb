/**
 * Where a search goes on. Sealed, since the last one looked at may be somebody who was not among
 * the results; good for the very search and system it was given to.
 */
import { createHash } from 'node:crypto';
import type { SystemPrincipal } from '../../identity/model';
import { sealedBytes } from '../../identity/sealing';
import type { Vault } from '../../identity/vault';
import type { Search } from './model';

const PURPOSE = 'authzen-page';

interface Place {
  readonly of: string;
  readonly after: string;
}

function nameOf(principal: SystemPrincipal, search: Search): string {
  const asked = JSON.stringify([principal.system, search]);
  return createHash('sha256').update(asked).digest('base64url');
}

export function pageToken(
  vault: Pick<Vault, 'seal'>,
  principal: SystemPrincipal,
  search: Search,
  after: string,
): string {
  const place: Place = { of: nameOf(principal, search), after };
  const bytes = Buffer.from(JSON.stringify(place), 'utf8');
  return Buffer.from(vault.seal(PURPOSE, bytes)).toString('base64url');
}

/** '' is the beginning; undefined: no token of this search. */
export function readPageToken(
  vault: Pick<Vault, 'open'>,
  principal: SystemPrincipal,
  search: Search,
  token: string | undefined,
): string | undefined {
  if (token === undefined || token === '') return '';
  try {
    const bytes = vault.open(PURPOSE, sealedBytes(token));
    const { of, after } = JSON.parse(Buffer.from(bytes).toString('utf8')) as Place;
    return of === nameOf(principal, search) ? after : undefined;
  } catch {
    // Made up or changed: the caller is told that it is no token of ours.
    return undefined;
  }
}
