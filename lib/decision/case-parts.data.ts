/** What the cases are made of (cases.data.ts): instants, people who allow everything, what stands in the way. */
import type { SubjectState, Sweep } from '../choice/model';
import type { Counters, Verdict } from './model';
import { allows, paintedState } from './sample.data';

export const NOW_MS = Date.UTC(2026, 10, 21, 3, 0, 0); // Saturday noon in Tokyo
export const DAY_MS = 86_400_000;
export const TOKYO = 'Asia/Tokyo';
export const SHOP_DATA = ['purchases', 'browsing', 'interests-told', 'current-location'];
export const MAIL_DATA = ['purchases', 'browsing', 'interests-told', 'mail-engagement'];

export interface DecisionCase {
  readonly name: string;
  readonly touchpoint: string;
  readonly state?: SubjectState;
  readonly data?: readonly string[];
  readonly gpc?: boolean;
  /** Absent: the owner of the touchpoint. */
  readonly system?: string;
  readonly contacts?: Counters['contacts'];
  /** Absent: `NOW_MS`. */
  readonly nowMs?: number;
  readonly expect: Partial<Verdict>;
}

export function mark(
  eventId: string,
  order = 900,
): { order: number; eventId: string; atMs: number } {
  return { order, eventId, atMs: NOW_MS - DAY_MS };
}

export function sweep(eventId: string, parts: Partial<Sweep> = {}): Sweep {
  const all = { purposes: '*', channels: '*', data: '*' } as const;
  return { ...all, order: 800, eventId, receivedAtMs: NOW_MS - DAY_MS, ...parts };
}

/** Everything allowed everywhere: what stands in the way shows. */
export function willing(rest: Partial<SubjectState> = {}): SubjectState {
  return paintedState(
    [
      ...allows('recommend', 'web', SHOP_DATA),
      ...allows('receive', 'mail', []),
      ...allows('message', 'mail', MAIL_DATA),
      ...allows('advertise', 'mail', ['browsing']),
      ...allows('advertise', 'ads', ['browsing', 'purchases', 'skin-photos']),
      ...allows('store-service', 'store', ['purchases', 'interests-told']),
      ...allows('skin-care', 'app', ['skin-photos']),
    ],
    rest,
  );
}

export const paused = {
  pauses: [{ ...mark('pause'), untilMs: NOW_MS + DAY_MS, purposes: '*' as const }],
};
export const signalled = { signals: new Map([['device', mark('signal')]]) };
export const techniqueOff = { techniquesOff: new Map([['individual', mark('technique')]]) };
export const placeOff = {
  touchpointsOff: new Map(
    ['shop-for-you', 'newsletter', 'sponsored-mail', 'retargeting-ads', 'order-mail'].map((key) => [
      key,
      mark('place'),
    ]),
  ),
};
export const quiet = {
  ...mark('quiet'),
  limit: { kind: 'quietHours', from: '11:00', to: '14:00', zone: TOKYO },
} as const;
export const oneAWeek = {
  ...mark('frequency'),
  limit: { kind: 'frequency', max: 1, per: 'week', zone: TOKYO },
} as const;
export const sentYesterday = [{ channel: 'line', atMs: NOW_MS - DAY_MS }];
export const minor = { age: { band: 'teen', endsAtMs: NOW_MS + 400 * DAY_MS } } as const;
export const NO = false;
export const YES = true;
