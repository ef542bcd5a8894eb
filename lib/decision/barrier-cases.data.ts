/** What stands before the cells, who is left alone whatever is told, and what is contract (DESIGN §5). */
import type { SubjectState } from '../choice/model';
import { emptyState } from '../choice/state';
import {
  DAY_MS,
  NO,
  NOW_MS,
  YES,
  mark,
  oneAWeek,
  paused,
  placeOff,
  quiet,
  sentYesterday,
  signalled,
  sweep,
  techniqueOff,
  willing,
  type DecisionCase,
} from './case-parts.data';
import type { Counters, DenyReason } from './model';

export const BARRIERS: DecisionCase[] = [
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
export const LEFT_ALONE: DecisionCase[] = TOLD_BEFORE.flatMap((told) =>
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

export const SENT_UNTAILORED: DecisionCase[] = [
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

export const CONTRACT: DecisionCase[] = [
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
