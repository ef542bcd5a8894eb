/**
 * Signing in by mail: a link or a six-digit code, either once, within 15 minutes. A GET completes
 * nothing (SECURITY SEC-17), tokens and codes lie hashed (SEC-18), and an address nobody knows
 * gets the same answer in the same time (SEC-20).
 */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { SignInRow } from '../../db/port';
import type { Locale } from '../catalogue/model';
import { mailWay, sendMail } from '../delivery/mailer';
import { signInMail } from '../delivery/sign-in-mail';
import type { ErrorCode } from '../errors';
import type { Runtime } from '../runtime/model';
import { addressHandle, normaliseAddress } from './mail-address';
import { openOfficerSession, openPersonSession, type OpenedSession } from './entrances';

export type SignInPurpose = Exclude<SignInRow['purpose'], 'link'>;
export type SignInRequested =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: ErrorCode; readonly field?: string };
export type SignInCompleted =
  | ({ readonly ok: true } & OpenedSession)
  /** Unknown, used, expired or wrong: not told apart. */
  | { readonly ok: false; readonly reason: 'unauthenticated' };

export const SIGN_IN_MINUTES = 15;
const CODE_PURPOSE = 'sign-in-code';
const SEAL_PURPOSE = 'sign-in';
const PAGE_TOKEN_TEXT = /^[A-Za-z0-9_-]{22,64}$/;
const LINK_TOKEN_TEXT = /^[A-Za-z0-9_-]{43}$/;

/** What the asking page keeps (in a hidden field or a cookie): the code works on this page alone. */
export function newPageToken(): string {
  return randomBytes(24).toString('base64url');
}

export async function requestSignIn(
  runtime: Runtime,
  request: {
    readonly purpose: SignInPurpose;
    readonly email: string;
    readonly pageToken: string;
    readonly locale: Locale;
  },
): Promise<SignInRequested> {
  const { purpose, pageToken, locale } = request;
  const address = normaliseAddress(request.email);
  if (address === undefined) return { ok: false, reason: 'invalid_request', field: '/email' };
  if (!PAGE_TOKEN_TEXT.test(pageToken)) {
    return { ok: false, reason: 'invalid_request', field: '/pageToken' };
  }
  if (mailWay(runtime.env) === 'none') return { ok: false, reason: 'unavailable' };
  const token = randomBytes(32).toString('base64url');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const createdAtMs = runtime.clock.now();
  await runtime.store.putSignIn({
    id: hashOf(token),
    pageId: hashOf(pageToken),
    purpose,
    codeMac: codeMac(runtime, pageToken, code),
    sealed: runtime.vault.seal(SEAL_PURPOSE, Buffer.from(address)),
    createdAtMs,
    expiresAtMs: createdAtMs + SIGN_IN_MINUTES * 60_000,
  });
  if (await isWelcome(runtime, purpose, address)) {
    const { origin } = runtime.env;
    const mail = signInMail({ to: address, origin, token, code, minutes: SIGN_IN_MINUTES, locale });
    await sendMail(runtime, mail);
  }
  return { ok: true };
}

/** Only from a POST: the link itself leads to a page with a button. */
export async function completeSignInByToken(
  runtime: Runtime,
  token: string,
): Promise<SignInCompleted> {
  if (!LINK_TOKEN_TEXT.test(token)) return refused();
  const row = await runtime.store.takeSignInByToken(hashOf(token), runtime.clock.now());
  return complete(runtime, row);
}

/** Full-width digits, spaces and hyphens are as good as plain digits. */
export async function completeSignInByCode(
  runtime: Runtime,
  entered: { readonly pageToken: string; readonly code: string },
): Promise<SignInCompleted> {
  const code = entered.code.normalize('NFKC').replace(/[\s\-‐−ー]/g, '');
  if (!PAGE_TOKEN_TEXT.test(entered.pageToken) || !/^\d{6}$/.test(code)) return refused();
  const mac = codeMac(runtime, entered.pageToken, code);
  const pageId = hashOf(entered.pageToken);
  const row = await runtime.store.takeSignInByCode(pageId, mac, runtime.clock.now());
  return complete(runtime, row);
}

async function complete(runtime: Runtime, row: SignInRow | undefined): Promise<SignInCompleted> {
  // INVARIANT: what lets a system know somebody opens no session.
  if (row === undefined || row.purpose === 'link') return refused();
  const address = Buffer.from(runtime.vault.open(SEAL_PURPOSE, row.sealed)).toString('utf8');
  const opened =
    row.purpose === 'person'
      ? await openPersonSession(runtime, address)
      : await openOfficerSession(runtime, address);
  return opened === undefined ? refused() : { ok: true, ...opened };
}

/** Anyone may become a person here; an officer must stand among the officers. */
async function isWelcome(
  runtime: Runtime,
  purpose: SignInPurpose,
  address: string,
): Promise<boolean> {
  const handle = addressHandle(runtime.vault, 'officer', address);
  const officer = await runtime.store.findOfficerByHandle(handle);
  return purpose === 'person' || (officer !== undefined && officer.removedAtMs === null);
}

function codeMac(runtime: Pick<Runtime, 'vault'>, pageToken: string, code: string): Uint8Array {
  return runtime.vault.mac(CODE_PURPOSE, `${pageToken}\0${code}`);
}
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
function refused(): SignInCompleted {
  return { ok: false, reason: 'unauthenticated' };
}
