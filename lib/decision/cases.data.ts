/** Decisions as a table (DESIGN §5): the name says the rule, `expect` what must come out. */
import type { SubjectState, Sweep } from '../choice/model';
import { emptyState } from '../choice/state';
import type { Counters, DenyReason, Verdict } from './model';
import { allows, paintedState } from './sample.data';

export const NOW_MS = Date.UTC(2026, 10, 21, 3, 0, 0); // Saturday noon in Tokyo
export const DAY_MS = 86_400_000;
const TOKYO = 'Asia/Tokyo';
const SHOP_DATA = ['purchases', 'browsing', 'interests-told', 'current-location'];
const MAIL_DATA = ['purchases', 'browsing', 'interests-told', 'mail-engagement'];

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

function mark(eventId: string, order = 900): { order: number; eventId: string; atMs: number } {
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

const paused = { pauses: [{ ...mark('pause'), untilMs: NOW_MS + DAY_MS, purposes: '*' as const }] };
const signalled = { signals: new Map([['device', mark('signal')]]) };
const techniqueOff = { techniquesOff: new Map([['individual', mark('technique')]]) };
const placeOff = {
  touchpointsOff: new Map(
    ['shop-for-you', 'newsletter', 'sponsored-mail', 'retargeting-ads', 'order-mail'].map((key) => [
      key,
      mark('place'),
    ]),
  ),
};
const quiet = {
  ...mark('quiet'),
  limit: { kind: 'quietHours', from: '11:00', to: '14:00', zone: TOKYO },
} as const;
const oneAWeek = {
  ...mark('frequency'),
  limit: { kind: 'frequency', max: 1, per: 'week', zone: TOKYO },
} as const;
const sentYesterday = [{ channel: 'line', atMs: NOW_MS - DAY_MS }];
const minor = { age: { band: 'teen', endsAtMs: NOW_MS + 400 * DAY_MS } } as const;
const NO = false;
const YES = true;

const PLACES: DecisionCase[] = [
  {
    name: 'a place that is not on the map gets no permit and nothing may be sent',
    touchpoint: 'nowhere',
    system: 'shop',
    state: willing(),
    expect: {
      decision: NO,
      reason: 'unknown_touchpoint',
      otherwise: 'nothing',
      permitted: [],
      denied: [],
    },
  },
  {
    name: 'a retired place gets no permit and goes on untailored',
    touchpoint: 'shop-old',
    state: willing(),
    expect: { decision: NO, reason: 'touchpoint_retired', otherwise: 'generic' },
  },
  {
    name: 'a retired newsletter is not sent, however welcome it was',
    touchpoint: 'newsletter-old',
    state: willing(),
    expect: { decision: NO, reason: 'touchpoint_retired', otherwise: 'nothing' },
  },
  {
    name: 'a system that does not own the place gets no permit',
    touchpoint: 'shop-for-you',
    system: 'mailer',
    state: willing(),
    expect: { decision: NO, reason: 'system_not_allowed', otherwise: 'generic', permitted: [] },
  },
  {
    name: 'a system that does not own a newsletter does not learn who receives it',
    touchpoint: 'newsletter',
    system: 'shop',
    state: willing(),
    expect: { decision: NO, reason: 'system_not_allowed', otherwise: 'nothing', permitted: [] },
  },
  {
    name: 'a retired place is told before a wrong system',
    touchpoint: 'shop-old',
    system: 'mailer',
    expect: { reason: 'touchpoint_retired' },
  },
  {
    name: 'a wrong system is told before undeclared data',
    touchpoint: 'shop-for-you',
    system: 'mailer',
    data: ['skin-photos'],
    expect: { reason: 'system_not_allowed' },
  },
  {
    name: 'data the place never declared is a no, whatever was allowed',
    touchpoint: 'shop-for-you',
    data: ['purchases', 'mail-engagement'],
    state: willing(),
    expect: {
      decision: NO,
      reason: 'not_declared',
      permitted: [],
      denied: SHOP_DATA,
      otherwise: 'generic',
    },
  },
  {
    name: 'undeclared data is told before a pause',
    touchpoint: 'shop-for-you',
    data: ['mail-engagement'],
    state: willing(paused),
    expect: { reason: 'not_declared', eventId: null },
  },
  {
    name: 'undeclared data does not stop a newsletter that may be sent untailored',
    touchpoint: 'newsletter',
    data: ['current-location'],
    state: willing(),
    expect: { reason: 'not_declared', otherwise: 'generic' },
  },
];

const BARRIERS: DecisionCase[] = [
  {
    name: 'a pause stops everything optional until its end',
    touchpoint: 'shop-for-you',
    state: willing(paused),
    expect: {
      decision: NO,
      reason: 'paused',
      eventId: 'pause',
      changesAtMs: NOW_MS + DAY_MS,
      permitted: [],
    },
  },
  {
    name: 'a paused newsletter is not even sent untailored',
    touchpoint: 'newsletter',
    state: willing(paused),
    expect: { reason: 'paused', otherwise: 'nothing' },
  },
  {
    name: 'a pause of other purposes does not stop this one',
    touchpoint: 'shop-for-you',
    state: willing({ pauses: [{ ...mark('pause'), untilMs: NOW_MS + 1, purposes: ['message'] }] }),
    expect: { decision: YES, reason: 'allowed' },
  },
  {
    name: 'a pause of one of its purposes stops a place',
    touchpoint: 'newsletter',
    state: willing({ pauses: [{ ...mark('pause'), untilMs: NOW_MS + 1, purposes: ['message'] }] }),
    expect: { decision: NO, reason: 'paused', otherwise: 'nothing' },
  },
  {
    name: 'a pause that ends this very millisecond is over',
    touchpoint: 'shop-for-you',
    state: willing({ pauses: [{ ...mark('pause'), untilMs: NOW_MS, purposes: '*' }] }),
    expect: { decision: YES },
  },
  {
    name: 'of two pauses the one that ends later holds',
    touchpoint: 'shop-for-you',
    state: willing({
      pauses: [
        { ...mark('long', 1), untilMs: NOW_MS + 9 * DAY_MS, purposes: '*' },
        { ...mark('short', 2), untilMs: NOW_MS + DAY_MS, purposes: '*' },
      ],
    }),
    expect: { reason: 'paused', eventId: 'long', changesAtMs: NOW_MS + 9 * DAY_MS },
  },
  {
    name: 'a pause is told before a signal, a technique and a place switched off',
    touchpoint: 'retargeting-ads',
    gpc: true,
    state: willing({ ...paused, ...signalled, ...techniqueOff, ...placeOff }),
    expect: { reason: 'paused', eventId: 'pause' },
  },
  {
    name: 'a signal on record refuses what is shared for ads',
    touchpoint: 'retargeting-ads',
    state: willing(signalled),
    expect: { decision: NO, reason: 'signal', eventId: 'signal', otherwise: 'generic' },
  },
  {
    name: 'the signal of the asking browser refuses at once, without an event',
    touchpoint: 'retargeting-ads',
    gpc: true,
    state: willing(),
    expect: { decision: NO, reason: 'signal', eventId: null },
  },
  {
    name: 'a signal leaves alone what is not shared for ads',
    touchpoint: 'shop-for-you',
    gpc: true,
    state: willing(signalled),
    expect: { decision: YES },
  },
  {
    name: 'a later allow of that very purpose lifts the signal, also in the same browser',
    touchpoint: 'retargeting-ads',
    gpc: true,
    state: willing({ ...signalled, signalsLifted: new Map([['advertise', mark('lift', 901)]]) }),
    expect: { decision: YES, reason: 'allowed' },
  },
  {
    name: 'a signal from another device after the lifting binds again',
    touchpoint: 'retargeting-ads',
    state: willing({
      signals: new Map([
        ['device', mark('signal')],
        ['other', mark('later', 902)],
      ]),
      signalsLifted: new Map([['advertise', mark('lift', 901)]]),
    }),
    expect: { decision: NO, reason: 'signal', eventId: 'later' },
  },
  {
    name: 'a signal is told before a technique that is off',
    touchpoint: 'retargeting-ads',
    state: willing({ ...signalled, ...techniqueOff, ...placeOff }),
    expect: { reason: 'signal' },
  },
  {
    name: 'a technique that is off stops every place that uses it',
    touchpoint: 'shop-for-you',
    state: willing(techniqueOff),
    expect: { decision: NO, reason: 'technique_off', eventId: 'technique', changesAtMs: null },
  },
  {
    name: 'a newsletter whose technique is off is sent untailored',
    touchpoint: 'newsletter',
    state: willing(techniqueOff),
    expect: { reason: 'technique_off', otherwise: 'generic' },
  },
  {
    name: 'a technique is told before a place',
    touchpoint: 'shop-for-you',
    state: willing({ ...techniqueOff, ...placeOff }),
    expect: { reason: 'technique_off' },
  },
  {
    name: 'a place that is off says so',
    touchpoint: 'shop-for-you',
    state: willing(placeOff),
    expect: { decision: NO, reason: 'touchpoint_off', eventId: 'place', otherwise: 'generic' },
  },
  {
    name: 'a newsletter switched off is not sent at all',
    touchpoint: 'newsletter',
    state: willing(placeOff),
    expect: { reason: 'touchpoint_off', otherwise: 'nothing' },
  },
  {
    name: 'a place is told before quiet hours',
    touchpoint: 'newsletter',
    state: willing({ ...placeOff, limits: [quiet, oneAWeek] }),
    contacts: sentYesterday,
    expect: { reason: 'touchpoint_off' },
  },
  {
    name: 'nobody is written to in quiet hours, not even with the untailored thing',
    touchpoint: 'newsletter',
    state: willing({ limits: [quiet, oneAWeek] }),
    contacts: sentYesterday,
    expect: {
      reason: 'quiet_hours',
      eventId: 'quiet',
      otherwise: 'nothing',
      changesAtMs: Date.UTC(2026, 10, 21, 5),
    },
  },
  {
    name: 'quiet hours and frequency leave screens alone',
    touchpoint: 'shop-for-you',
    state: willing({ limits: [quiet, oneAWeek] }),
    contacts: sentYesterday,
    expect: { decision: YES, obligations: [] },
  },
  {
    name: 'a frequency limit counts the messages of all channels together',
    touchpoint: 'newsletter',
    state: willing({ limits: [oneAWeek] }),
    contacts: sentYesterday,
    expect: {
      reason: 'limit_reached',
      eventId: 'frequency',
      otherwise: 'nothing',
      changesAtMs: Date.UTC(2026, 10, 22, 15), // Monday midnight in Tokyo
    },
  },
  {
    name: 'a frequency limit of one channel does not count the others',
    touchpoint: 'newsletter',
    state: willing({ limits: [{ ...oneAWeek, limit: { ...oneAWeek.limit, channel: 'mail' } }] }),
    contacts: sentYesterday,
    expect: { decision: YES },
  },
  {
    name: 'last week is not this week',
    touchpoint: 'newsletter',
    state: willing({ limits: [oneAWeek] }),
    contacts: [{ channel: 'mail', atMs: NOW_MS - 6 * DAY_MS }],
    expect: { decision: YES },
  },
  {
    name: 'a used-up limit gives way to quiet hours when they begin',
    touchpoint: 'newsletter',
    state: willing({
      limits: [{ ...quiet, limit: { ...quiet.limit, from: '20:00', to: '23:00' } }, oneAWeek],
    }),
    contacts: sentYesterday,
    expect: { reason: 'limit_reached', changesAtMs: Date.UTC(2026, 10, 21, 11) },
  },
  {
    name: 'a limit that has ended by itself does not bind',
    touchpoint: 'newsletter',
    state: willing({
      limits: [
        { ...quiet, untilMs: NOW_MS },
        { ...oneAWeek, untilMs: NOW_MS },
      ],
    }),
    contacts: sentYesterday,
    expect: { decision: YES },
  },
  {
    name: 'a used-up limit is told before a refusal',
    touchpoint: 'newsletter',
    state: { ...emptyState(), sweeps: [sweep('stop')], limits: [oneAWeek] },
    contacts: sentYesterday,
    expect: { reason: 'limit_reached' },
  },
];

interface Silence {
  readonly why: string;
  readonly state: Partial<SubjectState>;
  readonly contacts?: Counters['contacts'];
  /** When it may be over. */
  readonly untilMs: number | null;
}

/** Each way of being left alone at `newsletter` and `sponsored-mail`. */
const SILENCES: readonly Silence[] = [
  { why: 'a pause', state: paused, untilMs: NOW_MS + DAY_MS },
  { why: 'the place switched off', state: placeOff, untilMs: null },
  { why: 'quiet hours', state: { limits: [quiet] }, untilMs: Date.UTC(2026, 10, 21, 5) },
  {
    why: 'a used-up limit',
    state: { limits: [oneAWeek] },
    contacts: sentYesterday,
    untilMs: Date.UTC(2026, 10, 22, 15),
  },
];

/** Reasons that are told before some of them, where the untailored thing may else be sent. */
const TOLD_BEFORE = [
  { reason: 'not_declared', asked: { touchpoint: 'newsletter', data: ['current-location'] } },
  { reason: 'technique_off', asked: { touchpoint: 'newsletter' }, state: techniqueOff },
  { reason: 'signal', asked: { touchpoint: 'sponsored-mail', gpc: true } },
  { reason: 'signal', asked: { touchpoint: 'sponsored-mail' }, state: signalled },
] as const satisfies readonly {
  readonly reason: DenyReason;
  readonly asked: Pick<DecisionCase, 'touchpoint' | 'data' | 'gpc'>;
  readonly state?: Partial<SubjectState>;
}[];

/** Whichever reason is told, who is to be left alone is not sent the untailored thing either. */
const LEFT_ALONE: DecisionCase[] = TOLD_BEFORE.flatMap((told) =>
  SILENCES.map(({ why, state, contacts = [], untilMs }): DecisionCase => {
    const both = willing({ ...state, ...('state' in told ? told.state : {}) });
    // Nothing but undeclared data is told before a pause.
    const reason = why === 'a pause' && told.reason !== 'not_declared' ? 'paused' : told.reason;
    const kind = 'state' in told ? 'on record' : 'in the question';
    return {
      ...told.asked,
      name: `${why} keeps a message away under ${told.reason} ${kind} too`,
      state: both,
      contacts,
      expect: { decision: NO, reason, otherwise: 'nothing', changesAtMs: untilMs },
    };
  }),
);

const SENT_UNTAILORED: DecisionCase[] = [
  ...TOLD_BEFORE.map((told): DecisionCase => ({
    ...told.asked,
    name: `without any of them ${told.reason} ${'state' in told ? 'on record' : 'in the question'} leaves the untailored thing`,
    state: willing('state' in told ? told.state : {}),
    expect: { decision: NO, reason: told.reason, otherwise: 'generic' },
  })),
  {
    name: 'what is sent instead under a technique that is off ends where quiet hours begin',
    touchpoint: 'newsletter',
    state: willing({
      ...techniqueOff,
      limits: [{ ...quiet, limit: { ...quiet.limit, from: '20:00', to: '23:00' } }],
    }),
    expect: {
      reason: 'technique_off',
      otherwise: 'generic',
      changesAtMs: Date.UTC(2026, 10, 21, 11),
    },
  },
  {
    name: 'what the contract sends is asked wrongly in quiet hours and still sent plainly',
    touchpoint: 'order-mail',
    data: ['browsing'],
    state: willing({ ...paused, limits: [quiet] }),
    expect: { reason: 'not_declared', otherwise: 'generic', changesAtMs: null },
  },
];

const CONTRACT: DecisionCase[] = [
  {
    name: 'what the contract needs is done without being asked',
    touchpoint: 'order-mail',
    data: ['purchases'],
    expect: {
      decision: YES,
      reason: 'contract',
      permitted: ['purchases'],
      eventId: null,
      otherwise: 'generic',
    },
  },
  {
    name: 'the contract passes by stops, pauses, signals, switches and limits',
    touchpoint: 'order-mail',
    gpc: true,
    state: {
      ...emptyState(),
      ...paused,
      ...signalled,
      ...placeOff,
      techniquesOff: new Map([['rules', mark('technique')]]),
      limits: [quiet, oneAWeek, { ...mark('variety'), limit: { kind: 'variety' } }],
      sweeps: [sweep('stop')],
    },
    contacts: sentYesterday,
    expect: { decision: YES, reason: 'contract', obligations: [], changesAtMs: null },
  },
  {
    name: 'the contract does not carry data it never declared',
    touchpoint: 'order-mail',
    data: ['browsing'],
    expect: { decision: NO, reason: 'not_declared' },
  },
];

const CELLS: DecisionCase[] = [
  {
    name: 'who was never asked has not allowed',
    touchpoint: 'shop-for-you',
    expect: {
      decision: NO,
      reason: 'never_asked',
      otherwise: 'generic',
      permitted: [],
      denied: SHOP_DATA,
      eventId: null,
      evidenceVersion: 3,
      changesAtMs: null,
    },
  },
  {
    name: 'an allow of the purpose and its data is a permit, by its newest event',
    touchpoint: 'shop-for-you',
    data: ['purchases'],
    state: willing(),
    expect: {
      decision: YES,
      reason: 'allowed',
      permitted: SHOP_DATA,
      denied: [],
      eventId: 'e5',
      evidenceVersion: 2,
      prohibited: false,
      staff: false,
    },
  },
  {
    name: 'a permit ends when the first allow that carries it ends',
    touchpoint: 'shop-for-you',
    state: paintedState([
      ...allows('recommend', 'web', ['purchases'], { expiresAtMs: NOW_MS + 9 * DAY_MS }),
      { effect: 'allow', at: 'recommend web browsing', expiresAtMs: NOW_MS + DAY_MS },
    ]),
    expect: { decision: YES, changesAtMs: NOW_MS + DAY_MS },
  },
  {
    name: 'the purpose alone does not carry data that is required',
    touchpoint: 'shop-for-you',
    state: paintedState([...allows('recommend', 'web', ['browsing'])]),
    expect: { decision: NO, reason: 'never_asked', permitted: ['browsing'] },
  },
  {
    name: 'data alone does not carry the purpose',
    touchpoint: 'shop-for-you',
    state: paintedState([
      { effect: 'allow', at: 'recommend web purchases' },
      { effect: 'allow', at: 'recommend web browsing' },
    ]),
    expect: { decision: NO, reason: 'never_asked', permitted: [], denied: SHOP_DATA },
  },
  {
    name: 'data that may be missing is left out of the permit, in the order of the place',
    touchpoint: 'shop-for-you',
    state: paintedState([
      ...allows('recommend', 'web', ['purchases', 'interests-told']),
      { effect: 'deny', at: 'recommend web browsing' },
    ]),
    expect: {
      decision: YES,
      reason: 'allowed',
      permitted: ['purchases', 'interests-told'],
      denied: ['browsing', 'current-location'],
      eventId: 'e3',
    },
  },
  {
    name: 'data that the question names must be permitted, and the answer says what is',
    touchpoint: 'shop-for-you',
    data: ['purchases', 'browsing'],
    state: paintedState([
      ...allows('recommend', 'web', ['purchases', 'interests-told']),
      { effect: 'deny', at: 'recommend web browsing' },
    ]),
    expect: {
      decision: NO,
      reason: 'refused',
      eventId: 'e4',
      permitted: ['purchases', 'interests-told'],
      denied: ['browsing', 'current-location'],
    },
  },
  {
    name: 'a place with data, none of it permitted, gets a no',
    touchpoint: 'shop-picks',
    state: paintedState([
      ...allows('recommend', 'web', []),
      { effect: 'deny', at: 'recommend web purchases', hadAllow: true },
    ]),
    expect: { decision: NO, reason: 'withdrawn', eventId: 'e2', permitted: [] },
  },
  {
    name: 'a refusal of the purpose itself is told before one of its data',
    touchpoint: 'shop-for-you',
    state: paintedState([
      { effect: 'deny', at: 'recommend web itself', hadAllow: true },
      { effect: 'deny', at: 'recommend web purchases' },
    ]),
    expect: { reason: 'withdrawn', eventId: 'e1' },
  },
  {
    name: 'required data is told before data that may be missing',
    touchpoint: 'shop-for-you',
    state: paintedState([
      ...allows('recommend', 'web', []),
      { effect: 'allow', at: 'recommend web purchases', expiresAtMs: NOW_MS - 1 },
      { effect: 'deny', at: 'recommend web browsing' },
    ]),
    expect: { reason: 'expired', eventId: 'e2' },
  },
  {
    name: 'a refusal is told before a withdrawal',
    touchpoint: 'shop-for-you',
    data: ['browsing'],
    state: paintedState([
      ...allows('recommend', 'web', []),
      { effect: 'deny', at: 'recommend web browsing' },
      { effect: 'deny', at: 'recommend web purchases', hadAllow: true },
    ]),
    expect: { reason: 'refused', eventId: 'e2' },
  },
  {
    name: 'a withdrawal is told before an expiry',
    touchpoint: 'shop-for-you',
    data: ['browsing'],
    state: paintedState([
      ...allows('recommend', 'web', []),
      { effect: 'deny', at: 'recommend web browsing', hadAllow: true },
      { effect: 'allow', at: 'recommend web purchases', expiresAtMs: NOW_MS },
    ]),
    expect: { reason: 'withdrawn', eventId: 'e2' },
  },
  {
    name: 'an allow ends at its very millisecond',
    touchpoint: 'shop-for-you',
    state: paintedState(allows('recommend', 'web', SHOP_DATA, { expiresAtMs: NOW_MS })),
    expect: { decision: NO, reason: 'expired', eventId: 'e1', evidenceVersion: 2 },
  },
  {
    name: 'consent never reaches a place that was not there when it was given',
    touchpoint: 'shop-new',
    state: paintedState(allows('recommend', 'web', SHOP_DATA)),
    expect: { decision: NO, reason: 'renewal_needed', eventId: 'e1', evidenceVersion: 2 },
  },
  {
    name: 'consent given under the notice that first showed the place reaches it',
    touchpoint: 'shop-new',
    state: paintedState(allows('recommend', 'web', SHOP_DATA, { noticeVersion: 3 })),
    expect: { decision: YES, evidenceVersion: 3 },
  },
  {
    name: 'an expiry is told before a renewal',
    touchpoint: 'shop-new',
    state: paintedState(allows('recommend', 'web', SHOP_DATA, { expiresAtMs: NOW_MS - 1 })),
    expect: { reason: 'expired' },
  },
  {
    name: 'a renewal is told before what was never asked',
    touchpoint: 'shop-new',
    state: paintedState([
      ...allows('recommend', 'web', [], { noticeVersion: 3 }),
      { effect: 'allow', at: 'recommend web purchases', noticeVersion: 1 },
    ]),
    expect: { reason: 'renewal_needed', eventId: 'e2', evidenceVersion: 1 },
  },
  {
    name: 'a stop of everything covers what had been allowed',
    touchpoint: 'shop-for-you',
    state: willing({ sweeps: [sweep('stop')] }),
    expect: { reason: 'withdrawn', eventId: 'stop', evidenceVersion: 3 },
  },
  {
    name: 'an allow after a stop brings back what it names',
    touchpoint: 'shop-for-you',
    state: willing({ sweeps: [sweep('stop', { order: 0 })] }),
    expect: { decision: YES },
  },
];

const INTEREST: DecisionCase[] = [
  {
    name: 'legitimate interest is done until objected',
    touchpoint: 'shop-also-bought',
    expect: {
      decision: YES,
      reason: 'legitimate_interest',
      eventId: null,
      permitted: [],
      denied: [],
    },
  },
  {
    name: 'legitimate interest carries its data and ignores a newer version of the place',
    touchpoint: 'trend-count',
    data: ['purchases'],
    expect: { decision: YES, reason: 'legitimate_interest', permitted: ['purchases'] },
  },
  {
    name: 'an objection ends it',
    touchpoint: 'shop-also-bought',
    state: {
      ...emptyState(),
      sweeps: [sweep('objection', { purposes: ['recommend-collective'] })],
    },
    expect: { decision: NO, reason: 'refused', eventId: 'objection', otherwise: 'generic' },
  },
  {
    name: 'an allow lifts an objection, never expires and needs no renewal',
    touchpoint: 'trend-count',
    state: paintedState(
      allows('count-me-in', 'internal', ['purchases'], {
        noticeVersion: 1,
        expiresAtMs: NOW_MS - 1,
      }),
    ),
    expect: { decision: YES, reason: 'allowed', eventId: 'e2', changesAtMs: null },
  },
];

const CONTACT: DecisionCase[] = [
  {
    name: 'nobody who was merely not asked is written to',
    touchpoint: 'newsletter',
    expect: { decision: NO, reason: 'never_asked', otherwise: 'nothing' },
  },
  {
    name: 'who receives but was not asked about tailoring gets the untailored newsletter',
    touchpoint: 'newsletter',
    state: paintedState(allows('receive', 'mail', [])),
    expect: { decision: NO, reason: 'never_asked', otherwise: 'generic' },
  },
  {
    name: 'who refuses tailoring still gets the untailored newsletter',
    touchpoint: 'newsletter',
    state: paintedState([
      ...allows('receive', 'mail', []),
      { effect: 'deny', at: 'message mail itself', hadAllow: true },
    ]),
    expect: { reason: 'withdrawn', eventId: 'e2', otherwise: 'generic' },
  },
  {
    name: 'who refuses to receive gets nothing, however welcome the tailoring',
    touchpoint: 'newsletter',
    state: paintedState([
      ...allows('message', 'mail', MAIL_DATA),
      { effect: 'deny', at: 'receive mail itself' },
    ]),
    expect: { reason: 'refused', otherwise: 'nothing', permitted: [] },
  },
  {
    name: 'who receives and allows tailoring without any of its data gets it untailored',
    touchpoint: 'newsletter',
    state: paintedState([...allows('receive', 'mail', []), ...allows('message', 'mail', [])]),
    expect: { decision: NO, reason: 'never_asked', otherwise: 'generic' },
  },
  {
    name: 'data on a contact purpose is ignored: it neither permits nor denies',
    touchpoint: 'newsletter',
    state: paintedState([
      ...allows('receive', 'mail', []),
      ...allows('message', 'mail', ['purchases']),
      { effect: 'deny', at: 'receive mail purchases' },
    ]),
    expect: { decision: YES, permitted: ['purchases'], otherwise: 'generic' },
  },
  {
    name: 'being contacted carries no data: a letter of that alone is sent untailored',
    touchpoint: 'plain-letter',
    state: paintedState(allows('receive', 'mail', ['purchases'])),
    expect: { decision: NO, reason: 'never_asked', permitted: [], otherwise: 'generic' },
  },
];

const PROHIBITIONS: DecisionCase[] = [
  {
    name: 'a known minor is never profiled for ads, and the answer does not say why',
    touchpoint: 'retargeting-ads',
    state: willing(minor),
    expect: {
      decision: NO,
      reason: 'refused',
      prohibited: true,
      permitted: [],
      eventId: null,
      evidenceVersion: 3,
      changesAtMs: NOW_MS + 400 * DAY_MS,
    },
  },
  {
    name: 'a minor who was never asked is told as never asked',
    touchpoint: 'retargeting-ads',
    state: { ...emptyState(), ...minor },
    expect: { reason: 'never_asked', prohibited: false },
  },
  {
    name: 'the prohibition ends at majority',
    touchpoint: 'retargeting-ads',
    state: willing({ age: { band: 'teen', endsAtMs: NOW_MS } }),
    expect: { decision: YES, prohibited: false },
  },
  {
    name: 'an adult is not a minor',
    touchpoint: 'retargeting-ads',
    state: willing({ age: { band: 'adult' } }),
    expect: { decision: YES },
  },
  {
    name: 'a minor without a known majority stays one',
    touchpoint: 'retargeting-ads',
    state: willing({ age: { band: 'teen' } }),
    expect: { decision: NO, prohibited: true, changesAtMs: null },
  },
  {
    name: 'minors may have what is not for ads',
    touchpoint: 'shop-for-you',
    state: willing(minor),
    expect: { decision: YES },
  },
  {
    name: 'sensitive data is never profiled for ads, whatever was allowed',
    touchpoint: 'skin-ads',
    state: willing(),
    expect: { decision: NO, reason: 'refused', prohibited: true, permitted: [] },
  },
  {
    name: 'sensitive data that is not for ads follows what was allowed',
    touchpoint: 'app-skin-log',
    state: willing(),
    expect: { decision: YES, permitted: ['skin-photos'] },
  },
];

const child = { age: { band: 'child', endsAtMs: NOW_MS + 400 * DAY_MS } } as const;
/** The guardian's word on every purpose named, said after everything that was painted. */
function word(...purposes: readonly string[]): Pick<SubjectState, 'guardian'> {
  const late = { ...mark('word'), order: 1_000_000 };
  return { guardian: { ...late, approved: new Map(purposes.map((key) => [key, late])) } };
}
const AFTER = NOW_MS + 400 * DAY_MS;

const GUARDED: DecisionCase[] = [
  {
    name: 'what a child allowed waits for the guardian, and is told as a refusal of nobody’s',
    touchpoint: 'shop-for-you',
    state: willing(child),
    expect: {
      ...{ decision: NO, reason: 'refused', prohibited: false, permitted: [], eventId: null },
      changesAtMs: null,
    },
  },
  {
    name: 'the guardian’s word lets it through, until the day it was needed for',
    touchpoint: 'shop-for-you',
    state: willing({ ...child, ...word('recommend') }),
    expect: { decision: YES, reason: 'allowed', changesAtMs: AFTER },
  },
  {
    name: 'from that day on it is a consent that has ended',
    touchpoint: 'shop-for-you',
    state: willing({ ...child, ...word('recommend') }),
    nowMs: AFTER,
    expect: { decision: NO, reason: 'expired' },
  },
  {
    name: 'what was never approved stays as it was told, also past that day',
    touchpoint: 'shop-for-you',
    state: willing(child),
    nowMs: AFTER,
    expect: { decision: NO, reason: 'refused', eventId: null },
  },
  {
    name: 'a word on one purpose is none on another',
    touchpoint: 'shop-for-you',
    state: willing({ ...child, ...word('message') }),
    expect: { decision: NO, reason: 'refused', eventId: null },
  },
  {
    name: 'a child may be written to only once the guardian agreed to that as well',
    touchpoint: 'newsletter',
    state: willing({ ...child, ...word('message') }),
    expect: { decision: NO, otherwise: 'nothing' },
  },
  {
    name: 'an ad is not tailored to a child, whatever the guardian says',
    touchpoint: 'retargeting-ads',
    state: willing({ ...child, ...word('advertise') }),
    expect: { decision: NO, reason: 'refused', prohibited: true, eventId: null },
  },
  {
    name: 'a refusal stays one, whatever the guardian says',
    touchpoint: 'shop-for-you',
    state: willing({ ...child, ...word('recommend'), sweeps: [sweep('stop')] }),
    expect: { decision: NO, reason: 'withdrawn' },
  },
  {
    name: 'what rests on legitimate interest takes no word of a guardian',
    touchpoint: 'shop-also-bought',
    state: { ...emptyState(), ...child },
    expect: { decision: YES, reason: 'legitimate_interest' },
  },
  {
    name: 'a teenager decides alone',
    touchpoint: 'shop-for-you',
    state: willing(minor),
    expect: { decision: YES, reason: 'allowed' },
  },
];

const STAFF: DecisionCase[] = [
  {
    name: 'a permit where staff look is marked as such',
    touchpoint: 'store-tablet',
    state: willing(),
    expect: { decision: YES, staff: true, permitted: ['purchases', 'interests-told'] },
  },
  {
    name: 'a no where staff look is marked as such',
    touchpoint: 'store-tablet',
    state: willing({ sweeps: [sweep('stop')] }),
    expect: { decision: NO, staff: true, reason: 'withdrawn' },
  },
];

export const CASES: readonly DecisionCase[] = [
  ...PLACES,
  ...BARRIERS,
  ...LEFT_ALONE,
  ...SENT_UNTAILORED,
  ...CONTRACT,
  ...CELLS,
  ...INTEREST,
  ...CONTACT,
  ...PROHIBITIONS,
  ...GUARDED,
  ...STAFF,
];
