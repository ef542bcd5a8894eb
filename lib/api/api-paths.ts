/** Paths that never reach a page. */
const API_PREFIXES = ['/api', '/access', '/ledger', '/.well-known', '/u', '/embed'];
const API_PATHS = new Set([
  '/healthz',
  '/readyz',
  '/metrics',
  '/openapi.json',
  '/transparency.json',
]);

export function isApiPath(path: string): boolean {
  if (API_PATHS.has(path)) return true;
  return API_PREFIXES.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}
