/**
 * The cookie is a JWT whose only meaning is `sid`, the token of a session row: without the row it
 * is nothing, so that a copied cookie dies with its session (SECURITY SEC-04).
 */
import { decode, encode } from 'next-auth/jwt';
import type { Env } from '../env';
import {
  clearedCookieHeader,
  cookieHeader,
  cookieName,
  readCookie,
  type CookieKind,
} from './cookies';
import { anonymous } from './mint';
import type { DevicePrincipal, Principal } from './model';
import { endSession, principalOfSession, type SessionRuntime } from './sessions';
import type { Vault } from './vault';

export interface CookieRuntime extends SessionRuntime {
  readonly vault: Pick<Vault, 'mac'>;
  readonly env: Pick<Env, 'origin'>;
}
/** Longer than any cookie of ours: nothing is decrypted for a flood of text. */
const COOKIE_MAX_LENGTH = 1_024;

/** The `Set-Cookie` value that carries a session to the browser. */
export async function sessionCookie(
  runtime: CookieRuntime,
  kind: CookieKind,
  session: { readonly token: string; readonly expiresAtMs: number },
): Promise<string> {
  const maxAge = Math.max(0, Math.floor((session.expiresAtMs - runtime.clock.now()) / 1000));
  const secret = sessionSecret(runtime);
  const value = await encode({ token: { sid: session.token }, secret, maxAge });
  return cookieHeader(runtime.env.origin, kind, value, maxAge);
}

/** Who sent this `Cookie` header: a person or officer, else a device, else nobody. Garbage is nobody. */
export async function principalFromCookie(
  runtime: CookieRuntime,
  header: string | null | undefined,
): Promise<Principal> {
  const principal = await principalOf(runtime, 'session', header);
  if (principal.kind === 'person' || principal.kind === 'officer') return principal;
  return (await deviceFromCookie(runtime, header)) ?? anonymous;
}

/** The browser itself, whoever is signed in on it: for its signal, and to join it on signing in. */
export async function deviceFromCookie(
  runtime: CookieRuntime,
  header: string | null | undefined,
): Promise<DevicePrincipal | undefined> {
  const principal = await principalOf(runtime, 'device', header);
  return principal.kind === 'device' ? principal : undefined;
}

/** Ends the session for good; returns the `Set-Cookie` value that takes the cookie away. */
export async function signOut(
  runtime: CookieRuntime,
  header: string | null | undefined,
): Promise<string> {
  const token = await sessionToken(runtime, 'session', header);
  if (token !== undefined) await endSession(runtime, token);
  return clearedCookieHeader(runtime.env.origin, 'session');
}

async function principalOf(
  runtime: CookieRuntime,
  kind: CookieKind,
  header: string | null | undefined,
): Promise<Principal> {
  const token = await sessionToken(runtime, kind, header);
  return token === undefined ? anonymous : principalOfSession(runtime, token);
}

async function sessionToken(
  runtime: CookieRuntime,
  kind: CookieKind,
  header: string | null | undefined,
): Promise<string | undefined> {
  const value = readCookie(header, cookieName(runtime.env.origin, kind));
  if (value === undefined || value.length > COOKIE_MAX_LENGTH) return undefined;
  try {
    const claims = await decode({ token: value, secret: sessionSecret(runtime) });
    return typeof claims?.['sid'] === 'string' ? claims['sid'] : undefined;
  } catch {
    // Not ours, changed or expired: there is no cause worth telling apart.
    return undefined;
  }
}

/** Of the JWT in the session cookie. */
export function sessionSecret(runtime: CookieRuntime): string {
  return Buffer.from(runtime.vault.mac('session-cookie', 'v1')).toString('base64url');
}
