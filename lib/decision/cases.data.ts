/** Decisions as a table (DESIGN §5): the name says the rule, `expect` what must come out. */
import { NO, SHOP_DATA, paused, willing, type DecisionCase } from './case-parts.data';
import { BARRIERS, CONTRACT, LEFT_ALONE, SENT_UNTAILORED } from './barrier-cases.data';
import { CELLS, CONTACT, GUARDED, INTEREST, PROHIBITIONS, STAFF } from './cell-cases.data';

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
