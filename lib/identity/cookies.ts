/** Cookies by name and attribute. `__Host-` wherever the origin is https: no other host can set them. */

export const COOKIE_KINDS = ['session', 'device'] as const;
export type CookieKind = (typeof COOKIE_KINDS)[number];

/** The session of a signed-in person or officer, or of a browser that chose without signing in. */
export function cookieName(origin: string, kind: CookieKind): string {
  return isSecure(origin) ? `__Host-nattoku-${kind}` : `nattoku-${kind}`;
}

/** A `Set-Cookie` value. */
export function cookieHeader(
  origin: string,
  kind: CookieKind,
  value: string,
  maxAgeSeconds: number,
): string {
  const secure = isSecure(origin) ? '; Secure' : '';
  const attributes = `Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
  return `${cookieName(origin, kind)}=${value}; ${attributes}`;
}

/** A `Set-Cookie` value that takes the cookie away. */
export function clearedCookieHeader(origin: string, kind: CookieKind): string {
  return cookieHeader(origin, kind, '', 0);
}

/** Undefined where the cookie is absent, empty or sent twice. */
export function readCookie(header: string | null | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 && values[0] !== '' ? values[0] : undefined;
}

function isSecure(origin: string): boolean {
  return origin.startsWith('https://');
}
