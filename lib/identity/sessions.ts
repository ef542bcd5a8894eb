/**
 * Session rows: what makes a session end when it is ended (SECURITY SEC-04). The token is 256
 * random bits and never stored; the row's id is its SHA-256. Principals of people, devices and
 * officers are minted here and nowhere else.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { PrincipalStore, SessionRow, SignInStore } from '../../db/port';
import type { Clock } from '../clock';
import { anonymous, mint } from './mint';
import {
  ROLES,
  type DevicePrincipal,
  type OfficerPrincipal,
  type PersonPrincipal,
  type Principal,
  type Role,
} from './model';

export type SessionKind = SessionRow['kind'];
export interface SessionRuntime {
  readonly store: Pick<SignInStore, 'putSession' | 'findSession' | 'endSession'> &
    Pick<PrincipalStore, 'findOfficer'>;
  readonly clock: Clock;
}

const HOUR_MS = 3_600_000;
export const SESSION_LIFETIME_MS: Readonly<Record<SessionKind, number>> = {
  subject: 30 * 24 * HOUR_MS,
  officer: 12 * HOUR_MS,
  device: 400 * 24 * HOUR_MS,
  watch: HOUR_MS / 30,
};
const TOKEN_TEXT = /^[A-Za-z0-9_-]{43}$/;

export async function createSession(
  runtime: SessionRuntime,
  session: {
    readonly kind: SessionKind;
    /** Subject id or officer id. */
    readonly who: string;
    readonly lifetimeMs?: number;
  },
): Promise<{ readonly token: string; readonly expiresAtMs: number }> {
  const { kind, who } = session;
  const token = randomBytes(32).toString('base64url');
  const createdAtMs = runtime.clock.now();
  const expiresAtMs = createdAtMs + (session.lifetimeMs ?? SESSION_LIFETIME_MS[kind]);
  const id = sessionIdOf(token);
  await runtime.store.putSession({ id, kind, who, createdAtMs, expiresAtMs, endedAtMs: null });
  return { token, expiresAtMs };
}

/** Anonymous for a token that is unknown, expired or ended, and for an officer who is none any more. */
export async function principalOfSession(
  runtime: SessionRuntime,
  token: string,
): Promise<Principal> {
  if (!TOKEN_TEXT.test(token)) return anonymous;
  const row = await runtime.store.findSession(sessionIdOf(token));
  if (row === undefined || row.endedAtMs !== null) return anonymous;
  if (row.expiresAtMs <= runtime.clock.now()) return anonymous;
  switch (row.kind) {
    case 'subject':
      return mint<PersonPrincipal>({ kind: 'person', subject: row.who, sessionId: row.id });
    case 'watch':
      return mint<PersonPrincipal>({
        ...{ kind: 'person', subject: row.who, sessionId: row.id, via: 'watch' },
      });
    case 'device':
      return mint<DevicePrincipal>({ kind: 'device', subject: row.who, sessionId: row.id });
    case 'officer':
      return officerOf(runtime, row);
  }
}

export async function endSession(runtime: SessionRuntime, token: string): Promise<void> {
  if (!TOKEN_TEXT.test(token)) return;
  await runtime.store.endSession(sessionIdOf(token), runtime.clock.now());
}

/** Roles are read anew each time: nothing of them lives in the session. */
async function officerOf(runtime: SessionRuntime, row: SessionRow): Promise<Principal> {
  const officer = await runtime.store.findOfficer(row.who);
  if (officer === undefined || officer.removedAtMs !== null) return anonymous;
  const isRole = (role: string): role is Role => ROLES.some((known) => known === role);
  const roles = Object.freeze(officer.roles.filter(isRole));
  return mint<OfficerPrincipal>({
    kind: 'officer',
    officer: officer.id,
    roles,
    sessionId: row.id,
  });
}

function sessionIdOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
