/** What cells say: consent, legitimate interest, contact; prohibitions, guardians, staff (DESIGN §4, §5). */
import type { SubjectState } from '../choice/model';
import { emptyState } from '../choice/state';
import {
  DAY_MS,
  MAIL_DATA,
  NO,
  NOW_MS,
  SHOP_DATA,
  YES,
  mark,
  minor,
  sweep,
  willing,
  type DecisionCase,
} from './case-parts.data';
import { allows, paintedState } from './sample.data';

export const CELLS: DecisionCase[] = [
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

export const INTEREST: DecisionCase[] = [
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

export const CONTACT: DecisionCase[] = [
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

export const PROHIBITIONS: DecisionCase[] = [
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

export const GUARDED: DecisionCase[] = [
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

export const STAFF: DecisionCase[] = [
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
