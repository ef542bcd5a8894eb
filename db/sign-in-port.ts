/** The part of the storage port about sessions and signing in. */

export interface SessionRow {
  /** SHA-256 of the session token, base64url. */
  readonly id: string;
  readonly kind: 'subject' | 'officer' | 'device' | 'watch';
  /** Subject id or officer id. */
  readonly who: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly endedAtMs: number | null;
}
export interface SignInRow {
  /** SHA-256 of the link token, base64url. */
  readonly id: string;
  /** SHA-256 of the page's own cookie or hidden field: the code is bound to it. */
  readonly pageId: string;
  /** `link`: no signing in – a person lets a system know that they are one it knows. */
  readonly purpose: 'person' | 'officer' | 'link';
  /** HMAC of the six-digit code. */
  readonly codeMac: Uint8Array;
  /** The e-mail address (of a link: the subject), encrypted. */
  readonly sealed: Uint8Array;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}
export interface SignInStore {
  putSession(row: SessionRow): Promise<void>;
  findSession(id: string): Promise<SessionRow | undefined>;
  endSession(id: string, atMs: number): Promise<void>;
  /** Ends every session of this principal; returns how many. */
  endSessionsOf(kind: SessionRow['kind'], who: string, atMs: number): Promise<number>;
  /** After a restore: everybody but devices is signed out, and links and codes on their way are void. */
  endSignIns(atMs: number): Promise<void>;
  putSignIn(row: SignInRow): Promise<void>;
  /** Takes it once: undefined when unknown, expired or used. */
  takeSignInByToken(id: string, atMs: number): Promise<SignInRow | undefined>;
  /** Counts a try (≤ 5) and takes it once when the code matches; undefined otherwise. */
  takeSignInByCode(
    pageId: string,
    codeMac: Uint8Array,
    atMs: number,
  ): Promise<SignInRow | undefined>;
  /** Expired sessions, sign-ins and idempotency answers go. */
  sweepExpired(atMs: number): Promise<void>;
}
