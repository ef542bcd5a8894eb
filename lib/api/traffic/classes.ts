/**
 * What a request is, from its method and path alone: what is let go first when there is too much
 * and the name under which it is counted and logged – never the path itself.
 */
export const TRAFFIC = [
  'export',
  'dashboard',
  'history',
  'decision',
  'withdrawal',
  'listening',
  'vital',
] as const;
/**
 * In the order in which they are let go. `listening` stays open for hours and is only counted;
 * `vital` says how we are, and is never refused.
 */
export type Traffic = (typeof TRAFFIC)[number];

/** The longest beginning that fits decides. */
const BEGINNINGS: readonly (readonly [string, Traffic])[] = [
  ['/healthz', 'vital'],
  ['/readyz', 'vital'],
  ['/metrics', 'vital'],
  ['/console/export', 'export'],
  ['/console/packs', 'export'],
  ['/history/export', 'export'],
  ['/api/v1/audiences', 'export'],
  ['/api/v1/imports', 'export'],
  ['/api/v1/jobs', 'export'],
  ['/access/v1/search', 'export'],
  ['/console', 'dashboard'],
  ['/demo', 'dashboard'],
  ['/docs', 'dashboard'],
  ['/changed', 'dashboard'],
  ['/portal.js', 'dashboard'],
  ['/openapi.json', 'dashboard'],
  ['/api/v1/webhooks', 'dashboard'],
  ['/history', 'history'],
  ['/verify', 'history'],
  ['/transparency', 'history'],
  ['/transparency.json', 'history'],
  ['/ledger', 'history'],
  ['/.well-known', 'history'],
  ['/api/v1/history', 'history'],
  ['/api/v1/receipts', 'history'],
  ['/api/v1/ledger', 'history'],
  ['/api/v1/snapshot', 'history'],
  ['/api/v1/catalogue', 'history'],
  ['/api/v1/changes', 'listening'],
  ['/api/v1/choices', 'withdrawal'],
  ['/api/v1/why', 'withdrawal'],
  ['/api/v1/erasures', 'withdrawal'],
  ['/api', 'decision'],
  ['/access', 'decision'],
];

function fits(path: string, beginning: string): boolean {
  return path === beginning || path.startsWith(`${beginning}/`);
}

/** What is not named is a page on which people choose, or leads to one. */
export function trafficKind(path: string): Traffic {
  let found: Traffic = 'withdrawal';
  let length = 0;
  for (const [beginning, traffic] of BEGINNINGS) {
    if (beginning.length <= length || !fits(path, beginning)) continue;
    found = traffic;
    length = beginning.length;
  }
  return found;
}

/** First parts of page paths; everything behind them may name a person. */
const PAGES: ReadonlySet<string> = new Set([
  'auth',
  'channels',
  'changed',
  'choices',
  'console',
  'data',
  'delete',
  'demo',
  'docs',
  'embed',
  'guardian',
  'guesses',
  'history',
  'language',
  'limits',
  'links',
  'mail',
  'places',
  'portal.js',
  'preparing',
  'purposes',
  'renewal',
  'sign-in',
  'sign-out',
  'stop',
  'told',
  'transparency',
  'verify',
  '_next',
]);

export function pageTemplate(path: string): string {
  if (path === '/') return '/';
  const [, first = '', ...rest] = path.split('/');
  if (!PAGES.has(first)) return '/*';
  return rest.length === 0 ? `/${first}` : `/${first}/*`;
}
