/**
 * Who acts, and what each may do (DESIGN §2 rule 3, SECURITY SEC-01, SEC-21). A principal is
 * minted only by `lib/identity` from a session row or a key; everything that writes or reads
 * personal data takes one.
 */
export const SCOPES = [
  'decide',
  'choice:refuse',
  'choice:allow',
  'audience',
  'identify',
  'age',
  'import',
  'changes',
  'embed',
  'erase',
  'audit',
  'webhooks',
] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ['auditor', 'author', 'approver', 'admin'] as const;
export type Role = (typeof ROLES)[number];

declare const minted: unique symbol;
interface Minted {
  readonly [minted]: true;
}

export interface PersonPrincipal extends Minted {
  readonly kind: 'person';
  /** Internal subject id. */
  readonly subject: string;
  readonly sessionId: string;
  /**
   * Not signed in: known by a link in a mail or by the page they are on, through which they refuse
   * and nothing else; or nobody at all, whom the product watches its own way out with.
   */
  readonly via?: 'mail-link' | 'embed' | 'watch';
}
/** A browser that chose without signing in: may only refuse, pause or limit. */
export interface DevicePrincipal extends Minted {
  readonly kind: 'device';
  readonly subject: string;
  readonly sessionId: string;
}
export interface OfficerPrincipal extends Minted {
  readonly kind: 'officer';
  readonly officer: string;
  readonly roles: readonly Role[];
  readonly sessionId: string;
}
export interface BrowserOfOne {
  readonly person: string;
  readonly origin?: string;
  /** The handle was made here of the system's own identifier: it may name somebody not seen yet. */
  readonly derived?: true;
  /** Of the token: it writes once. */
  readonly tokenId: string;
}
export interface SystemPrincipal extends Minted {
  readonly kind: 'system';
  readonly system: string;
  readonly keyId: string;
  readonly scopes: readonly Scope[];
  /** Touchpoint keys, or `['*']`. */
  readonly touchpoints: readonly string[];
  readonly test: boolean;
  /** Calls a second, where a limit was set on the key. */
  readonly limitPerSecond?: number;
  /** Of a token made of the key: when it ends. It may be narrower than the key. */
  readonly untilMs?: number;
  /** Of a token for a browser: the handle of the one person it speaks of, and the page it is for. */
  readonly browser?: BrowserOfOne;
}
/** The deployment itself: bootstrap, seed, sweeps. Never minted from a request. */
export interface DeploymentPrincipal extends Minted {
  readonly kind: 'deployment';
}
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}
export type Principal =
  | PersonPrincipal
  | DevicePrincipal
  | OfficerPrincipal
  | SystemPrincipal
  | DeploymentPrincipal
  | AnonymousPrincipal;

/** How some system knows a subject. */
export interface Identifier {
  readonly system: string;
  readonly id: string;
}
/** `h1_…` (DESIGN §3). */
export type Handle = `h1_${string}`;
/** System under which people's e-mail addresses and officers' are known here. */
export const MAIL_SYSTEM = 'nattoku-mail';
export const OFFICER_SYSTEM = 'nattoku-officer';
/** System of the people whom the product watches its own way out with: nobody. */
export const WATCH_SYSTEM = 'nattoku-watch';
/** Names of systems that are the product's own begin so; keys of others may not. */
export const OWN_SYSTEMS = 'nattoku-';
