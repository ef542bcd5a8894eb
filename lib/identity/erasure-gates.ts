/**
 * Who may have somebody erased (LEDGER "Erasure", SECURITY SEC-21): the person themselves, the
 * deployment (the command line), and two officers together – one asks, another with the role
 * approver confirms. An auditor sees records and may ask; an admin sees none and may not; a key
 * with the scope `erase` may ask and answers what it was asked to erase on its own side.
 */
import type { PublishedRow } from '../../db/port';
import type { ActBy } from '../choice/model';
import type { NewEvent } from '../record/model';
import type { OfficerPrincipal, PersonPrincipal, Principal, Role, SystemPrincipal } from './model';

type SubjectEvent = Extract<NewEvent, { about: 'subject' | 'officer' }>;
type Writer = Exclude<Principal, { kind: 'anonymous' | 'deployment' }>;

/** Undefined: may not. */
export function mayErase(
  actor: Exclude<Principal, { kind: 'anonymous' }>,
  { body: { surface } }: Extract<NewEvent, { about: 'erasure' }>,
): { readonly ok: true; readonly by: ActBy } | undefined {
  switch (actor.kind) {
    case 'person':
      return surface === 'portal' ? { ok: true, by: 'person' } : undefined;
    case 'officer':
      if (surface !== 'console' || !actor.roles.includes('approver')) return undefined;
      return { ok: true, by: 'officer' };
    case 'deployment':
      return { ok: true, by: 'system' };
    default:
      return undefined;
  }
}

export function mayAskAsPerson({ body }: SubjectEvent): boolean {
  if (body.type === 'erasure-request') return 'act' in body && body.act === 'ask';
  return body.type === 'ask-erasure';
}

export function mayAskAsSystem({ body }: SubjectEvent): boolean {
  if (body.type === 'erasure-request') return 'act' in body && body.act === 'ask';
  return body.type === 'erasure-answered';
}

/** Roles of which one is needed; none where officers have nothing to do with the event. */
export function roleForRequest({ body }: SubjectEvent): readonly Role[] {
  if (body.type !== 'erasure-request') return [];
  return 'act' in body && body.act === 'ask' ? ['auditor', 'approver'] : ['approver'];
}

/** Whether `actor` may publish these rows with these events. */
export function mayCarryRows(
  actor: Writer,
  events: readonly NewEvent[],
  rows: readonly PublishedRow[],
): boolean {
  const erases = events.some((event) => event.about === 'erasure');
  switch (actor.kind) {
    case 'officer':
      return !erases || rows.some((row) => isConfirmedBy(actor, row));
    case 'person':
      return rows.every((row) => isOwnRow(actor, row, erases));
    case 'system':
      return rows.every((row) => isSystemsRow(actor, row));
    case 'device':
      return false;
  }
}

/** Four eyes: another officer or a system asked, this officer confirmed. */
function isConfirmedBy(actor: OfficerPrincipal, row: PublishedRow): boolean {
  if (row.table !== 'erasure-request') return false;
  const { askedBy, askedWho, confirmedWho } = row.row;
  return askedBy !== 'person' && confirmedWho === actor.officer && askedWho !== actor.officer;
}

function isOwnRow(actor: PersonPrincipal, row: PublishedRow, erases: boolean): boolean {
  switch (row.table) {
    case 'suppression':
    case 'suppression-lifted':
      return erases;
    case 'erasure-request':
      return erases || (row.row.askedBy === 'person' && row.row.subject === actor.subject);
    case 'service-erasure':
      return true;
    default:
      return false;
  }
}

function isSystemsRow(actor: SystemPrincipal, row: PublishedRow): boolean {
  if (actor.test) return false;
  if (row.table === 'service-erasure') return row.row.system === actor.system;
  if (row.table !== 'erasure-request') return false;
  const { askedBy, askedWho, status } = row.row;
  return askedBy === 'system' && askedWho === actor.system && status === 'waiting';
}
