/** An officer for whom work goes on after their request: with the roles they hold now, or not at all. */
import type { Store } from '../../db/port';
import { mint } from './mint';
import { ROLES, type OfficerPrincipal } from './model';

/** `work` stands where a session would. undefined: no officer (any more). */
export async function officerAtWork(
  store: Pick<Store, 'findOfficer'>,
  officer: string,
  work: string,
): Promise<OfficerPrincipal | undefined> {
  const row = await store.findOfficer(officer);
  if (row === undefined || row.removedAtMs !== null) return undefined;
  const roles = ROLES.filter((role) => row.roles.includes(role));
  return mint<OfficerPrincipal>({ kind: 'officer', officer, roles, sessionId: work });
}
