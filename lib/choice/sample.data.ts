/** Short ways to say events, and a small catalogue, for the tests of choices. */
import { compileCatalogue } from '../catalogue/compile';
import type { Purpose, Touchpoint } from '../catalogue/model';
import type { ActBy, EventBody, Extent, FoldEvent, GuardianBody, LimitSpec } from './model';

export const START_MS = Date.UTC(2026, 10, 21, 10);
export const STEP_MS = 1_000_000;

type Said = Partial<Pick<EventBody, 'by' | 'surface' | 'receivedAtMs' | 'givenAtMs'>>;
const head = { by: 'person', surface: 'portal', receivedAtMs: START_MS } as const;

export function allow(
  purposes: readonly string[],
  channels: readonly string[],
  data: readonly string[],
  said: Said & { version?: number; expiresAtMs?: number } = {},
): Extract<EventBody, { type: 'allow' }> {
  const { version = 1, ...rest } = said;
  const notice = { catalogueVersion: version, locale: 'ja', digest: `digest-${version}` };
  return { type: 'allow', purposes, channels, data, notice, ...head, ...rest };
}
export function deny(
  purposes: Extent,
  channels: Extent,
  data: Extent,
  said: Said = {},
): Extract<EventBody, { type: 'deny' }> {
  return { type: 'deny', purposes, channels, data, ...head, ...said };
}
export function stop(): EventBody {
  return deny('*', '*', '*');
}
export function place(type: 'touchpoint-off' | 'touchpoint-on', touchpoint: string): EventBody {
  return { type, touchpoint, ...head };
}
export function technique(type: 'technique-off' | 'technique-on'): EventBody {
  return { type, technique: 'generative-ai', ...head };
}
export function pause(untilMs: number, purposes?: readonly string[]): EventBody {
  return { type: 'pause', untilMs, ...(purposes && { purposes }), ...head };
}
export function resume(): EventBody {
  return { type: 'resume', ...head };
}
export function signal(device: string): EventBody {
  return { type: 'signal', signal: 'gpc', device, ...head, by: 'browser', surface: 'browser' };
}
export function limit(
  spec: LimitSpec,
  by: ActBy = 'person',
  more: { untilMs?: number; remove?: true } = {},
): EventBody {
  return { type: 'limit', limit: spec, ...head, by, ...more };
}
export function join(confirmed = true): EventBody {
  return { type: 'join', confirmed, ...head };
}
export function part(type: 'split' | 'not-me' = 'split'): EventBody {
  return { type, ...head };
}
export function undo(): EventBody {
  return { type: 'undo', ...head };
}
export function guardian(
  act: GuardianBody['act'],
  more: Partial<Pick<GuardianBody, 'ageBand' | 'endsAtMs' | 'purposes' | 'asGuardian' | 'by'>> = {},
): GuardianBody {
  return { type: 'guardian', act, ...head, by: 'guardian', ...more };
}

/** One line of a history: who (default `me`), what, and what it refers to. */
export interface Line {
  readonly who?: string;
  readonly body: EventBody;
  /** Another subject, or the index of an event in this history. */
  readonly of?: string | number;
}

/** Numbered `e0`, `e1` …, one `STEP_MS` apart. */
export function history(lines: readonly (Line | EventBody)[]): FoldEvent[] {
  return lines.map((entry, index) => {
    const line: Line = 'body' in entry ? entry : { body: entry };
    const of = typeof line.of === 'number' ? `e${line.of}` : line.of;
    return {
      eventId: `e${index}`,
      subject: line.who ?? 'me',
      body: { ...line.body, receivedAtMs: START_MS + index * STEP_MS },
      ...(of === undefined ? {} : { of }),
    };
  });
}

function both<T>(text: T): { ja: T; en: T } {
  return { ja: text, en: text };
}
function purpose(key: string, traits: Partial<Purpose> = {}): Purpose {
  const text = both({ name: key, summary: key, stops: [], continues: [] });
  const plain = { contact: false, explicit: false, sharesForAds: false } as const;
  return {
    key,
    group: 'screens',
    basis: 'consent',
    dpv: 'https://w3id.org/dpv#X',
    text,
    ...plain,
    ...traits,
  };
}
function touchpoint(key: string, traits: Partial<Touchpoint>): Touchpoint {
  return {
    key,
    status: 'live',
    channel: 'web',
    stage: 'explore',
    purposes: ['recommend'],
    requires: [],
    mayUse: [],
    technique: 'individual',
    system: 'shop',
    recipients: [],
    materialVersion: 1,
    text: both({ name: key, with: key, without: key, neverUsed: [] }),
    ...traits,
  };
}
const noticeWords = {
  controller: 'c',
  contact: 'c',
  dataProtectionOfficer: 'd',
  storageLocation: 's',
  jurisdiction: 'j',
  retention: 'r',
  transfers: 't',
  howToWithdraw: 'h',
  notCovered: 'n',
};
const datum = (key: string, sensitive = false) => ({
  key,
  sensitive,
  text: both({ name: key, summary: key, source: key, retention: key }),
});

/** Five kinds of purpose, two channels, three ordinary and two sensitive data categories. */
export const SMALL = compileCatalogue({
  version: 2,
  publishedAtMs: 0,
  digest: '',
  notice: both(noticeWords),
  lines: [],
  purposeGroups: [],
  stages: [],
  techniques: [
    { key: 'generative-ai', text: both({ name: 'ai', summary: 'ai' }) },
    { key: 'individual', text: both({ name: 'i', summary: 'i' }) },
  ],
  recipients: [],
  purposes: [
    purpose('recommend'),
    purpose('advertise', { sharesForAds: true, expiresAfterDays: 180 }),
    purpose('trends', { basis: 'legitimate_interest' }),
    purpose('receive', { contact: true }),
    purpose('train-ai', { explicit: true }),
    purpose('account', { basis: 'contract' }),
  ],
  channels: ['web', 'mail'].map((key) => ({
    key,
    line: 'site' as const,
    text: both({ name: key }),
  })),
  data: [
    datum('purchases'),
    datum('browsing'),
    datum('location'),
    datum('health', true),
    datum('body', true),
  ],
  touchpoints: [
    touchpoint('for-you', { requires: ['purchases'], mayUse: ['browsing', 'location', 'health'] }),
    touchpoint('ads', { purposes: ['advertise'], requires: ['browsing'], mayUse: ['purchases'] }),
    touchpoint('also-bought', { purposes: ['trends'], mayUse: ['purchases'] }),
    touchpoint('trainer', { purposes: ['train-ai'], requires: ['purchases'] }),
    touchpoint('orders', { purposes: ['account'], requires: ['purchases'] }),
    touchpoint('newsletter', {
      channel: 'mail',
      purposes: ['receive', 'recommend'],
      mayUse: ['purchases', 'browsing', 'location', 'health'],
    }),
    touchpoint('old', { status: 'retired', purposes: ['recommend'], mayUse: ['body'] }),
  ],
});
