/** Who may see other people's records: an officer who audits, or a key with `audit` (SEC-23). */
import { AppError } from '../errors';
import type { OfficerPrincipal, Principal, SystemPrincipal } from '../identity/model';

export type Auditor = OfficerPrincipal | SystemPrincipal;

export function requireAuditor(principal: Principal): OfficerPrincipal {
  if (principal.kind !== 'officer') throw new AppError('unauthenticated', 'sign in as an officer');
  if (!principal.roles.includes('auditor'))
    throw new AppError('forbidden', 'this needs the role auditor');
  return principal;
}

/** A test key touches nothing, and sees nobody. */
export function requireAuditKey(principal: SystemPrincipal): SystemPrincipal {
  if (principal.test || !principal.scopes.includes('audit')) {
    throw new AppError('forbidden', 'this needs a key with the scope audit');
  }
  return principal;
}

export function requireAnyAuditor(principal: Principal): Auditor {
  return principal.kind === 'system' ? requireAuditKey(principal) : requireAuditor(principal);
}
