/** What people say in the suites of the stream and of the SDK in its own process. */
export const TOUCHPOINT = 'shop-for-you';

export const ALLOW = {
  type: 'allow',
  purposes: ['recommend'],
  channels: ['web'],
  data: ['purchases', 'browsing'],
  notice: { catalogueVersion: 1, locale: 'ja' },
  surface: 'form',
  evidence: { kind: 'form', reference: 'A-1' },
} as const;

export const DENY = {
  type: 'deny',
  purposes: ['recommend'],
  channels: '*',
  data: '*',
  surface: 'call',
} as const;

/** Quiet hours that never end. */
export const QUIET = {
  type: 'limit',
  surface: 'app',
  quietHours: { from: '00:00', to: '00:00', zone: 'Asia/Tokyo' },
} as const;

export function pausedForADay(): Readonly<Record<string, unknown>> {
  const until = new Date(Date.now() + 86_400_000).toISOString();
  return { type: 'pause', until, surface: 'call' };
}
