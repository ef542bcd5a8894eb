/**
 * Short-lived tokens a system makes of its key (SECURITY SEC-11, SEC-19): JWTs, stateless, under
 * a key of the vault. A token never outlives or outreaches its key: the key's row is looked at
 * with each use, so what is revoked or expired ends the token too.
 */
import { createSecretKey, randomUUID, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { keyInForce, type KeyReader } from './api-keys';
import { mint } from './mint';
import { SCOPES, type BrowserOfOne, type SystemPrincipal } from './model';
import type { Vault } from './vault';

export const KEY_TOKEN_SECONDS = 15 * 60;
export const BROWSER_TOKEN_SECONDS = 5 * 60;
/** What a token for a browser may do: ask, and show why, where a person may refuse and nothing else. */
const BROWSER_SCOPES = ['decide', 'embed'] as const;
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const ALGORITHM = 'HS256';
const AUDIENCES = { server: 'nattoku', browser: 'nattoku-browser' } as const;

export interface TokenReader extends KeyReader {
  readonly vault: Pick<Vault, 'mac' | 'macHolds'>;
  readonly env: { readonly origin: string };
}
export interface NewToken {
  readonly scopes: SystemPrincipal['scopes'];
  readonly touchpoints: SystemPrincipal['touchpoints'];
  /** Of a token for a browser. */
  readonly browser?: Omit<BrowserOfOne, 'tokenId'>;
  readonly seconds: number;
}

const claims = z.strictObject({
  iss: z.string(),
  aud: z.enum([AUDIENCES.server, AUDIENCES.browser]),
  /** The key's id. */
  sub: z.string(),
  jti: z.string(),
  iat: z.int(),
  exp: z.int(),
  test: z.literal(true).exactOptional(),
  scopes: z.array(z.enum(SCOPES)).readonly(),
  /** Absent: the key's own. */
  touchpoints: z.array(z.string()).readonly().exactOptional(),
  person: z.string().exactOptional(),
  derived: z.literal(true).exactOptional(),
  origin: z.string().exactOptional(),
});
type Claims = z.infer<typeof claims>;

function signingKey(vault: TokenReader['vault']): KeyObject {
  return createSecretKey(vault.mac('access-token', ALGORITHM));
}

/** The caller has made sure that `wanted` is no more than the principal holds. */
export async function issueToken(
  reader: TokenReader,
  principal: SystemPrincipal,
  { scopes, touchpoints, browser, seconds }: NewToken,
): Promise<{ readonly token: string; readonly expiresAtMs: number }> {
  const issuedAt = Math.floor(reader.clock.now() / 1000);
  const expiresAt = issuedAt + seconds;
  const token = await new SignJWT({
    ...(principal.test && { test: true }),
    scopes: [...scopes],
    ...(touchpoints[0] !== '*' && { touchpoints: [...touchpoints] }),
    ...(browser !== undefined && { person: browser.person }),
    ...(browser?.derived === true && { derived: true }),
    ...(browser?.origin !== undefined && { origin: browser.origin }),
  })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(reader.env.origin)
    .setAudience(AUDIENCES[browser === undefined ? 'server' : 'browser'])
    .setSubject(principal.keyId)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(signingKey(reader.vault));
  return { token, expiresAtMs: expiresAt * 1000 };
}

async function readClaims(
  reader: Pick<TokenReader, 'vault' | 'env'>,
  token: string,
  atMs: number,
): Promise<Claims | undefined> {
  try {
    const { payload } = await jwtVerify(token, signingKey(reader.vault), {
      algorithms: [ALGORITHM],
      issuer: reader.env.origin,
      audience: Object.values(AUDIENCES),
      currentDate: new Date(atMs),
      requiredClaims: ['exp', 'iat', 'jti', 'sub'],
    });
    return claims.safeParse(payload).data;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function browserOf({ person, origin, derived, jti }: Claims): BrowserOfOne | undefined {
  if (person === undefined) return undefined;
  const from = { ...(origin !== undefined && { origin }), ...(derived === true && { derived }) };
  return { person, ...from, tokenId: jti };
}

/** What a key may, or less: never what it may not (any more). */
function narrowed(key: SystemPrincipal, said: Claims): SystemPrincipal | undefined {
  const scopes = said.scopes.filter((scope) => key.scopes.includes(scope));
  const browser = browserOf(said);
  if ((said.aud === AUDIENCES.browser) !== (browser !== undefined)) return undefined;
  const all = key.touchpoints[0] === '*';
  const touchpoints = (said.touchpoints ?? key.touchpoints).filter(
    (touchpoint) => all || key.touchpoints.includes(touchpoint),
  );
  return mint<SystemPrincipal>({
    ...key,
    scopes: Object.freeze(browser ? [...BROWSER_SCOPES] : scopes),
    touchpoints: Object.freeze(touchpoints),
    untilMs: said.exp * 1000,
    ...(browser && { browser: Object.freeze(browser) }),
  });
}

/** Undefined for what is not ours, is over, or is of a key that is. */
export async function authenticateToken(
  reader: TokenReader,
  token: string,
): Promise<SystemPrincipal | undefined> {
  if (!FORM.test(token)) return undefined;
  const said = await readClaims(reader, token, reader.clock.now());
  if (said === undefined) return undefined;
  const key = await keyInForce(reader, said.sub, said.test === true ? 'test' : 'live');
  if (key === undefined) return undefined;
  if (said.aud === AUDIENCES.browser && !key.scopes.includes('embed')) return undefined;
  return narrowed(key, said);
}

/**
 * Where a token for a browser was meant for, also when it is over: whom to tell so, and nothing to
 * act by. Undefined for what is not ours.
 */
export async function meantFor(
  reader: Pick<TokenReader, 'vault' | 'env'>,
  token: string,
): Promise<{ readonly origin: string; readonly touchpoint: string | undefined } | undefined> {
  if (!FORM.test(token)) return undefined;
  const said = await readClaims(reader, token, 0);
  const { aud, origin, touchpoints = [] } = said ?? {};
  if (aud !== AUDIENCES.browser || origin === undefined) return undefined;
  return { origin, touchpoint: touchpoints.length === 1 ? touchpoints[0] : undefined };
}
