/**
 * State changes come from our own pages only (SECURITY SEC-06): the browser's own word about
 * where a request comes from is held against ORIGIN, never against forwarded headers.
 */
export interface RequestOriginHeaders {
  get(name: string): string | null;
}

/** False for another site, for `Origin: null`, and where the browser says nothing at all. */
export function isSameSite(headers: RequestOriginHeaders, origin: string): boolean {
  const stated = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  if (stated !== null) return stated === origin;
  return site === 'same-origin';
}
