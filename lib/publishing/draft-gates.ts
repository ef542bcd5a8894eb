/** Who may do what with a draft: whoever is an officer may look, authors lay down, somebody else publishes. */
import { AppError } from '../errors';
import type { OfficerPrincipal, Principal } from '../identity/model';

export function maySeeDrafts(principal: Principal): principal is OfficerPrincipal {
  const { roles } = principal.kind === 'officer' ? principal : { roles: [] };
  return roles.some((role) => role === 'author' || role === 'approver' || role === 'auditor');
}

export function mayLayDown(principal: Principal): boolean {
  return principal.kind === 'officer' && principal.roles.includes('author');
}

/** Four eyes (DESIGN §1): never one's own. */
export function mayPublish(principal: Principal, laidDownBy: string): boolean {
  if (principal.kind !== 'officer' || !principal.roles.includes('approver')) return false;
  return principal.officer !== laidDownBy;
}

export function requireReader(principal: Principal): OfficerPrincipal {
  if (principal.kind !== 'officer') throw new AppError('unauthenticated', 'sign in as an officer');
  if (!maySeeDrafts(principal)) throw new AppError('forbidden', 'this needs a role with drafts');
  return principal;
}

export function requireAuthor(principal: Principal): OfficerPrincipal {
  const officer = requireReader(principal);
  if (!mayLayDown(officer)) throw new AppError('forbidden', 'this needs the role author');
  return officer;
}
