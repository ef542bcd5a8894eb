/** Who works here and may do what: every grant is an event, and a changed role ends the sessions it had. */
import { z } from 'zod';
import type { OfficerRow } from '../../db/port';
import type { ErrorCode } from '../errors';
import { newId } from '../ids';
import type { CommitRequest, NewEvent } from '../record/model';
import type { Runtime } from '../runtime/model';
import { addressHandle, normaliseAddress } from './mail-address';
import { ROLES, type DeploymentPrincipal, type OfficerPrincipal, type Role } from './model';

type Granter = DeploymentPrincipal | OfficerPrincipal;
type OfficerRuntime = Pick<Runtime, 'store' | 'vault' | 'clock' | 'commit'>;
export type OfficerOutcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: ErrorCode; readonly field?: string };
export interface Officer {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

const SEAL_PURPOSE = 'officer';
const rolesSchema = z.array(z.enum(ROLES)).min(1);
const nameSchema = z.string().trim().min(1).max(80);
const sealedSchema = z.strictObject({ email: z.string(), name: z.string() });

/** Adds an officer, or gives one exactly these roles. */
export async function addOfficer(
  runtime: OfficerRuntime,
  actor: Granter,
  wanted: { readonly email: string; readonly name: string; readonly roles: readonly string[] },
): Promise<OfficerOutcome> {
  const email = normaliseAddress(wanted.email);
  if (email === undefined) return { ok: false, reason: 'invalid_request', field: '/email' };
  const name = nameSchema.safeParse(wanted.name);
  if (!name.success) return { ok: false, reason: 'invalid_request', field: '/name' };
  const roles = rolesSchema.safeParse(wanted.roles);
  if (!roles.success) return { ok: false, reason: 'invalid_request', field: '/roles' };
  const handle = addressHandle(runtime.vault, 'officer', email);
  const before = await runtime.store.findOfficerByHandle(handle);
  const row: OfficerRow = {
    id: before?.id ?? newId('off'),
    handle,
    sealed: runtime.vault.seal(
      SEAL_PURPOSE,
      Buffer.from(JSON.stringify({ email, name: name.data })),
    ),
    roles: [...new Set(roles.data)].sort(),
    createdAtMs: before?.createdAtMs ?? runtime.clock.now(),
    removedAtMs: null,
  };
  return grant(runtime, actor, before, row);
}

/** Takes all roles and ends every session at once. */
export async function removeOfficer(
  runtime: OfficerRuntime,
  actor: Granter,
  email: string,
): Promise<OfficerOutcome> {
  const address = normaliseAddress(email);
  if (address === undefined) return { ok: false, reason: 'invalid_request', field: '/email' };
  const handle = addressHandle(runtime.vault, 'officer', address);
  const before = await runtime.store.findOfficerByHandle(handle);
  if (before === undefined || before.removedAtMs !== null)
    return { ok: false, reason: 'not_found' };
  return grant(runtime, actor, before, {
    ...before,
    roles: [],
    removedAtMs: runtime.clock.now(),
  });
}

/** Those who are officers now. */
export async function listOfficers(
  runtime: Pick<Runtime, 'store' | 'vault'>,
): Promise<readonly Officer[]> {
  const rows = await runtime.store.listOfficers();
  return rows
    .filter((row) => row.removedAtMs === null)
    .map(({ id, sealed, roles }) => {
      const opened = Buffer.from(runtime.vault.open(SEAL_PURPOSE, sealed)).toString('utf8');
      return {
        id,
        ...sealedSchema.parse(JSON.parse(opened)),
        roles: ROLES.filter((role) => roles.includes(role)),
      };
    });
}

async function grant(
  runtime: OfficerRuntime,
  actor: Granter,
  before: OfficerRow | undefined,
  row: OfficerRow,
): Promise<OfficerOutcome> {
  const had = before?.removedAtMs === null ? before.roles : [];
  const changes = [
    ...row.roles.filter((role) => !had.includes(role)).map((role) => ({ role, granted: true })),
    ...had.filter((role) => !row.roles.includes(role)).map((role) => ({ role, granted: false })),
  ];
  // Nothing but the same again: no event, no write.
  if (changes.length === 0) return { ok: true, id: row.id };
  const request: CommitRequest = {
    actor,
    events: changes.map((change) => roleEvent(actor, row.id, change)),
    rows: [{ table: 'officer', row }],
  };
  const outcome = await runtime.commit(request);
  if (!outcome.ok) return { ok: false, reason: outcome.reason };
  // Roles are read anew on each request; a session begun with others ends all the same.
  await runtime.store.endSessionsOf('officer', row.id, runtime.clock.now());
  return { ok: true, id: row.id };
}

function roleEvent(
  actor: Granter,
  officer: string,
  change: { readonly role: string; readonly granted: boolean },
): NewEvent {
  const surface = actor.kind === 'officer' ? 'console' : 'system';
  return { about: 'officer', body: { type: 'role', surface, ...change }, evidence: { officer } };
}
