/** Who may commit what, as a table: an event type or an actor that stands in no row fails the test. */
import type { ActBy, EventType, Surface } from '../choice/model';
import type { NewEvent } from '../record/model';

export const ACTORS = [
  'anonymous',
  'person',
  'device',
  'key-refuse',
  'key-allow',
  'key-identify',
  'key-age',
  'key-other',
  'key-test',
  'auditor',
  'author',
  'approver',
  'admin',
  'deployment',
] as const;
export type ActorName = (typeof ACTORS)[number];

type Body = Extract<NewEvent, { about: 'subject' | 'erasure' }>['body'];
/** Without the surface, which is the actor's own. */
type Said = Body extends infer B ? (B extends Body ? Omit<B, 'surface'> : never) : never;
export interface GateCase {
  readonly name: string;
  readonly type: EventType;
  readonly about: 'subject' | 'officer' | 'erasure';
  readonly said: Said;
  /** Who may, and what the event then says of who acted; everybody else may not. */
  readonly may: Partial<Record<ActorName, ActBy>>;
}

export const OWN_SURFACE: Readonly<Record<ActorName, Surface>> = {
  anonymous: 'portal',
  person: 'portal',
  device: 'browser',
  'key-refuse': 'store-tablet',
  'key-allow': 'call',
  'key-identify': 'api',
  'key-age': 'api',
  'key-other': 'api',
  'key-test': 'api',
  auditor: 'console',
  author: 'console',
  approver: 'console',
  admin: 'console',
  deployment: 'system',
};

const anyoneWhoMayRefuse: GateCase['may'] = {
  person: 'person',
  device: 'browser',
  'key-refuse': 'key',
  'key-allow': 'key',
  deployment: 'system',
};
const signedInPage: GateCase['may'] = { person: 'person' };

const notice = { catalogueVersion: 1, locale: 'ja', digest: 'A'.repeat(43) };
const ordinary = { purposes: ['recommend'], channels: ['web'], data: ['purchases'], notice };

function about(home: GateCase['about'], name: string, said: Said, may: GateCase['may']): GateCase {
  return { name, type: said.type, about: home, said, may };
}

export const GATE_CASES: readonly GateCase[] = [
  about(
    'subject',
    'an ordinary allow',
    { type: 'allow', ...ordinary },
    {
      person: 'person',
      'key-allow': 'key',
    },
  ),
  about(
    'subject',
    'an explicit allow',
    { type: 'allow', ...ordinary, explicit: true },
    signedInPage,
  ),
  about(
    'subject',
    'stopping everything',
    { type: 'deny', purposes: '*', channels: '*', data: '*' },
    anyoneWhoMayRefuse,
  ),
  about(
    'subject',
    'a place off',
    { type: 'touchpoint-off', touchpoint: 'home' },
    anyoneWhoMayRefuse,
  ),
  about('subject', 'a place on', { type: 'touchpoint-on', touchpoint: 'home' }, signedInPage),
  about(
    'subject',
    'a technique off',
    { type: 'technique-off', technique: 'prediction' },
    anyoneWhoMayRefuse,
  ),
  about(
    'subject',
    'a technique on',
    { type: 'technique-on', technique: 'prediction' },
    signedInPage,
  ),
  about('subject', 'a pause', { type: 'pause', untilMs: 1 }, anyoneWhoMayRefuse),
  about('subject', 'resuming', { type: 'resume' }, signedInPage),
  about(
    'subject',
    'a limit',
    { type: 'limit', limit: { kind: 'mute', topic: 'life-events' } },
    anyoneWhoMayRefuse,
  ),
  about(
    'subject',
    'taking a limit away',
    { type: 'limit', limit: { kind: 'variety' }, remove: true },
    signedInPage,
  ),
  about(
    'subject',
    'a browser signal',
    { type: 'signal', signal: 'gpc', device: 'd' },
    {
      person: 'browser',
      device: 'browser',
      deployment: 'system',
    },
  ),
  about('subject', 'told interests', { type: 'told' }, signedInPage),
  about('subject', 'contesting a guess', { type: 'contest' }, signedInPage),
  about('subject', 'not now', { type: 'dismiss', catalogueVersion: 1 }, signedInPage),
  about('subject', 'having heard of it', { type: 'contest-received' }, { 'key-other': 'key' }),
  about('subject', 'a certain link', { type: 'join', confirmed: true }, signedInPage),
  about(
    'subject',
    'an unconfirmed link',
    { type: 'join', confirmed: false },
    {
      person: 'person',
      'key-identify': 'key',
    },
  ),
  about(
    'subject',
    'undoing a link',
    { type: 'split' },
    { person: 'person', 'key-identify': 'key' },
  ),
  about('subject', 'saying that it is not me', { type: 'not-me' }, signedInPage),
  about(
    'subject',
    'a look at a record',
    { type: 'look', ground: 'a request' },
    {
      'key-identify': 'key',
      'key-other': 'key',
      auditor: 'officer',
      deployment: 'system',
    },
  ),
  about(
    'subject',
    'a hold',
    { type: 'hold', ground: 'a lawsuit', endsAtMs: 1 },
    {
      approver: 'officer',
      deployment: 'system',
    },
  ),
  about(
    'subject',
    'saying how old one is',
    { type: 'guardian', act: 'declare', ageBand: 'child' },
    { person: 'person', 'key-age': 'key', deployment: 'system' },
  ),
  about(
    'subject',
    'asking one’s guardians',
    { type: 'guardian', act: 'ask' },
    { person: 'person', deployment: 'system' },
  ),
  about(
    'subject',
    'saying that somebody is of age',
    { type: 'guardian', act: 'declare', ageBand: 'adult' },
    { person: 'person', deployment: 'system' },
  ),
  about(
    'subject',
    'a guardian’s word in the name of nobody',
    { type: 'guardian', act: 'approve', purposes: ['recommend'] },
    { deployment: 'system' },
  ),
  about(
    'subject',
    'a guardian’s word about nobody else',
    { type: 'guardian', act: 'approve', asGuardian: true, purposes: ['recommend'] },
    { deployment: 'system' },
  ),
  about(
    'subject',
    'asking for an erasure',
    { type: 'erasure-request', act: 'ask', ground: 'requested' },
    {
      person: 'person',
      'key-other': 'key',
      auditor: 'officer',
      approver: 'officer',
      deployment: 'system',
    },
  ),
  about(
    'subject',
    'confirming an erasure',
    { type: 'erasure-request', act: 'confirm', ground: 'requested' },
    { approver: 'officer', deployment: 'system' },
  ),
  about(
    'subject',
    'refusing an erasure',
    { type: 'erasure-request', act: 'refuse', ground: 'requested' },
    { approver: 'officer', deployment: 'system' },
  ),
  about('subject', 'asking each service', { type: 'ask-erasure', systems: ['shop'] }, signedInPage),
  about(
    'subject',
    'the answer of a service',
    { type: 'erasure-answered', answer: 'done' },
    { 'key-other': 'key' },
  ),
  about(
    'erasure',
    'an erasure',
    { type: 'erasure', ground: 'requested', request: 'era_1', count: 1 },
    { person: 'person', approver: 'officer', deployment: 'system' },
  ),
  about(
    'subject',
    'an erasure in a person’s record',
    { type: 'erasure', ground: 'requested', request: 'era_1', count: 1 },
    {},
  ),
  about('subject', 'undo', { type: 'undo' }, signedInPage),
  about(
    'subject',
    'a role in a person’s record',
    { type: 'role', role: 'admin', granted: true },
    {},
  ),
  about(
    'subject',
    'an export in a person’s record',
    { type: 'export', format: 'csv', filter: '' },
    {},
  ),
  about(
    'officer',
    'a role',
    { type: 'role', role: 'auditor', granted: true },
    {
      admin: 'officer',
      deployment: 'system',
    },
  ),
  about(
    'officer',
    'an export',
    { type: 'export', format: 'csv', filter: '' },
    {
      'key-other': 'key',
      auditor: 'officer',
      deployment: 'system',
    },
  ),
  about(
    'officer',
    'an audience',
    { type: 'export', format: 'audience', filter: '' },
    { 'key-other': 'key', author: 'officer', deployment: 'system' },
  ),
  about('officer', 'a look outside a person’s record', { type: 'look', ground: 'curious' }, {}),
  about('officer', 'an allow outside a person’s record', { type: 'allow', ...ordinary }, {}),
];
