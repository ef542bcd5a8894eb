/**
 * Who may have it taken back that somebody is said to be under eighteen (docs/decisions/0044): two
 * officers together – one asks, another with the role approver confirms or turns it down. No key,
 * no person and no single officer makes anybody older than a system says they are.
 */
import type { NewEvent } from '../record/model';
import type { OfficerPrincipal, Role } from './model';

type SubjectEvent = Extract<NewEvent, { about: 'subject' | 'officer' }>;

/** Roles of which one is needed; none where officers have nothing to do with the event. */
export function rolesForAge(
  { officer }: OfficerPrincipal,
  { about, body, evidence = {}, ...more }: SubjectEvent,
): readonly Role[] {
  if (about !== 'subject' || body.type !== 'guardian' || !('act' in body)) return [];
  if ('of' in more || ('asGuardian' in body && body.asGuardian === true)) return [];
  // What is said of an age by officers has a reason, and names who says it.
  if (evidence['officer'] !== officer || typeof evidence['ground'] !== 'string') return [];
  const older = body.ageBand === 'adult';
  if (body.act === 'ask' && older) return ['auditor', 'approver'];
  // INVARIANT: four eyes.
  const { askedBy } = evidence;
  if (typeof askedBy !== 'string' || askedBy === officer) return [];
  const decides = body.act === 'declare' ? older : body.act === 'ask' && body.ageBand !== undefined;
  return decides ? ['approver'] : [];
}
