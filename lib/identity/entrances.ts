/** Sessions for those who have proved who they are. Whoever calls these has seen the proof. */
import { AppError } from '../errors';
import type { Runtime } from '../runtime/model';
import { deploymentPrincipal } from './deployment';
import { addressHandle, normaliseAddress } from './mail-address';
import { MAIL_SYSTEM, type Handle } from './model';
import { createSession, type SessionKind } from './sessions';

export interface OpenedSession {
  readonly kind: SessionKind;
  /** Subject id or officer id. */
  readonly who: string;
  readonly token: string;
  readonly expiresAtMs: number;
}

/** The person of this address; their subject is made on the first time. */
export async function openPersonSession(
  runtime: Runtime,
  email: string,
): Promise<OpenedSession | undefined> {
  const address = normaliseAddress(email);
  if (address === undefined) return undefined;
  return open(runtime, 'subject', await subjectOfAddress(runtime, address));
}

/** Undefined for an address that no officer has. */
export async function openOfficerSession(
  runtime: Runtime,
  email: string,
): Promise<OpenedSession | undefined> {
  const address = normaliseAddress(email);
  if (address === undefined) return undefined;
  const handle = addressHandle(runtime.vault, 'officer', address);
  const officer = await runtime.store.findOfficerByHandle(handle);
  if (officer === undefined || officer.removedAtMs !== null) return undefined;
  return open(runtime, 'officer', officer.id);
}

/** An officer whom the organisation's own sign-in vouches for: only with an address it has verified. */
export async function openOfficerSessionByOidc(
  runtime: Runtime,
  claims: { readonly email?: unknown; readonly email_verified?: unknown },
): Promise<OpenedSession | undefined> {
  if (typeof claims.email !== 'string' || claims.email_verified !== true) return undefined;
  return openOfficerSession(runtime, claims.email);
}

/** A browser that is about to choose without signing in: a subject of its own, which may only refuse. */
export async function openDeviceSession(runtime: Runtime): Promise<OpenedSession> {
  return open(runtime, 'device', await subjectWithoutEvents(runtime, { create: true }));
}

/** Somebody whom nobody has seen, under the handle a system will name them by. */
export async function subjectOfHandle(
  runtime: Runtime,
  system: string,
  handle: Handle,
): Promise<string> {
  const outcome = await runtime.commit({
    ...{ actor: deploymentPrincipal(), about: { create: true }, events: [] },
    identifiers: [{ handle, system, sealed: null }],
  });
  if (outcome.ok && outcome.subject !== undefined) return outcome.subject;
  // Another process was first.
  const [known] = await runtime.store.findByHandles([handle]);
  if (known === undefined) throw new AppError('unavailable', 'the subject could not be made');
  return known.subject;
}

async function open(runtime: Runtime, kind: SessionKind, who: string): Promise<OpenedSession> {
  return { kind, who, ...(await createSession(runtime, { kind, who })) };
}

async function subjectOfAddress(runtime: Runtime, address: string): Promise<string> {
  const handle = addressHandle(runtime.vault, 'person', address);
  const [known] = await runtime.store.findByHandles([handle]);
  if (known !== undefined) return known.subject;
  const identifier = { system: MAIL_SYSTEM, id: address };
  return subjectWithoutEvents(runtime, { identifier, keepSealed: true });
}

/** Nothing was said yet: rows without a leaf. */
async function subjectWithoutEvents(
  runtime: Runtime,
  about: { identifier: { system: string; id: string }; keepSealed: true } | { create: true },
): Promise<string> {
  const outcome = await runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
  if (!outcome.ok) throw new AppError(outcome.reason, 'the subject could not be made');
  if (outcome.subject === undefined) throw new AppError('internal', 'no subject was made');
  return outcome.subject;
}
