import { describe, expect, it } from 'vitest';
import { addMonths } from './expiry';
import { checkChoice, type ChoiceCheck, type ChoiceContext } from './rules';
import { SMALL } from './sample.data';
import { choiceInputSchema, WILDCARD_PROBLEM, type ChoiceInput } from './schema';

const NOW_MS = Date.UTC(2026, 10, 21, 10);
const DAY_MS = 86_400_000;
const iso = (atMs: number): string => new Date(atMs).toISOString();

const older = {
  ...SMALL,
  version: 1,
  data: new Map([...SMALL.data].filter(([key]) => key !== 'location')),
};
const PERSON: ChoiceContext = {
  by: 'person',
  surface: 'portal',
  nowMs: NOW_MS,
  newestVersion: 2,
  catalogueOf: (version) => (version === 2 ? SMALL : version === 1 ? older : undefined),
  noticeDigestOf: (version, locale) => `digest-${version}-${locale}`,
};
const KEY: ChoiceContext = { ...PERSON, by: 'key', surface: 'api' };

const notice = { catalogueVersion: 2, locale: 'ja' } as const;
const yes = {
  type: 'allow',
  purposes: ['recommend'],
  channels: ['web'],
  data: ['purchases'],
  notice,
} as const;
const no = { type: 'deny', purposes: ['recommend'], channels: ['web'], data: '*' } as const;

function check(input: unknown, context: ChoiceContext = PERSON): ChoiceCheck {
  return checkChoice(SMALL, choiceInputSchema.parse(input), context);
}

describe('a choice that may become an event', () => {
  it('is an allow with its notice’s digest, sorted unique keys and its default end', () => {
    expect(
      check({
        ...yes,
        purposes: ['recommend', 'advertise', 'recommend'],
        channels: ['web', 'mail'],
      }),
    ).toEqual({
      ok: true,
      body: {
        type: 'allow',
        purposes: ['advertise', 'recommend'],
        channels: ['mail', 'web'],
        data: ['purchases'],
        notice: { catalogueVersion: 2, locale: 'ja', digest: 'digest-2-ja' },
        expiresAtMs: NOW_MS + 180 * DAY_MS,
        surface: 'portal',
      },
    });
  });

  it('ends 13 calendar months after it was given, never past the end of that month', () => {
    const givenAt = '2025-12-31T09:00:00+09:00';
    expect(check({ ...yes, givenAt })).toMatchObject({
      body: { givenAtMs: Date.parse(givenAt), expiresAtMs: Date.UTC(2027, 0, 31, 0) },
    });
    expect(addMonths(Date.UTC(2026, 0, 31, 5), 13)).toBe(Date.UTC(2027, 1, 28, 5));
    expect(addMonths(Date.UTC(2027, 0, 31), 13)).toBe(Date.UTC(2028, 1, 29));
    expect(addMonths(Date.UTC(2026, 11, 15), 13)).toBe(Date.UTC(2028, 0, 15));
  });

  it('may end sooner, and never ends on legitimate interest', () => {
    expect(check({ ...yes, expiresAt: iso(NOW_MS + 1) })).toMatchObject({
      body: { expiresAtMs: NOW_MS + 1 },
    });
    const lifted = check({ ...yes, purposes: ['trends'] });
    expect(lifted).toMatchObject({ ok: true });
    expect(lifted.ok && 'expiresAtMs' in lifted.body).toBe(false);
  });

  it('may be of an older catalogue version, judged by what was shown then', () => {
    const shown = { ...yes, notice: { catalogueVersion: 1, locale: 'en' } };
    expect(check(shown)).toMatchObject({ body: { notice: { digest: 'digest-1-en' } } });
    expect(check({ ...shown, data: ['location'] })).toMatchObject({ reason: 'unknown_data' });
  });

  it('is explicit for one purpose and one sensitive key', () => {
    expect(check({ ...yes, data: ['health', 'purchases'], explicit: true })).toMatchObject({
      body: { explicit: true, data: ['health', 'purchases'] },
    });
    expect(check({ ...yes, purposes: ['train-ai'], explicit: true })).toMatchObject({ ok: true });
  });

  it('is every other type, with instants in milliseconds', () => {
    const bodies = [
      no,
      { type: 'touchpoint-off', touchpoint: 'ads' },
      { type: 'technique-off', technique: 'generative-ai' },
      { type: 'pause', until: iso(NOW_MS + 5), purposes: ['recommend'] },
      { type: 'resume' },
      { type: 'limit', frequency: { max: 2, per: 'week' }, until: iso(NOW_MS + 5) },
      { type: 'signal', signal: 'gpc', device: 'abcdefghijklmnop' },
      { type: 'told', interests: ['登山'] },
      { type: 'contest', exposure: 'exp_1', wrong: '猫はいません' },
      { type: 'undo', ref: 'abc' },
    ].map((input) => check(input));
    expect(bodies.map((one) => (one.ok ? one.body : one))).toEqual([
      { ...no, surface: 'portal' },
      { type: 'touchpoint-off', touchpoint: 'ads', surface: 'portal' },
      { type: 'technique-off', technique: 'generative-ai', surface: 'portal' },
      { type: 'pause', untilMs: NOW_MS + 5, purposes: ['recommend'], surface: 'portal' },
      { type: 'resume', surface: 'portal' },
      {
        type: 'limit',
        limit: { kind: 'frequency', max: 2, per: 'week', zone: 'Asia/Tokyo' },
        untilMs: NOW_MS + 5,
        surface: 'portal',
      },
      { type: 'signal', signal: 'gpc', device: 'abcdefghijklmnop', surface: 'portal' },
      { type: 'told', surface: 'portal' },
      { type: 'contest', surface: 'portal' },
      { type: 'undo', surface: 'portal' },
    ]);
  });
});

const evidence = { kind: 'tablet-form', reference: 'S12-0042' };
const withoutNotice = Object.fromEntries(Object.entries(yes).filter(([name]) => name !== 'notice'));
/** What is wrong · the choice · reason · field · from whom. */
const REFUSED: readonly (readonly [string, unknown, string, string, ChoiceContext?])[] = [
  [
    'a purpose nobody published',
    { ...yes, purposes: ['recommend', 'x'] },
    'unknown_purpose',
    '/purposes/1',
  ],
  ['a channel nobody published', { ...yes, channels: ['x'] }, 'unknown_channel', '/channels/0'],
  ['data nobody published', { ...yes, data: ['x'] }, 'unknown_data', '/data/0'],
  ['the purpose itself named as data', { ...no, data: ['itself'] }, 'unknown_data', '/data/0'],
  [
    'a refusal of what nobody published',
    { ...no, purposes: ['x'] },
    'unknown_purpose',
    '/purposes/0',
  ],
  [
    'a pause of what nobody published',
    { type: 'pause', until: iso(NOW_MS + 1), purposes: ['x'] },
    'unknown_purpose',
    '/purposes/0',
  ],
  [
    'a place nobody published',
    { type: 'touchpoint-off', touchpoint: 'x' },
    'unknown_touchpoint',
    '/touchpoint',
  ],
  [
    'a technique nobody published',
    { type: 'technique-on', technique: 'x' },
    'unknown_technique',
    '/technique',
  ],
  [
    'a limit on an unknown channel',
    { type: 'limit', frequency: { channel: 'x', max: 1, per: 'day' } },
    'unknown_channel',
    '/frequency/channel',
  ],
  [
    'a limit on unknown data',
    { type: 'limit', dataAge: { data: 'x', maxDays: 1 } },
    'unknown_data',
    '/dataAge/data',
  ],
  ['an allow without notice', withoutNotice, 'notice_required', '/notice'],
  [
    'a notice never published',
    { ...yes, notice: { catalogueVersion: 3, locale: 'ja' } },
    'unknown_catalogue_version',
    '/notice/catalogueVersion',
  ],
  ['a key’s allow without evidence', yes, 'evidence_required', '/evidence', KEY],
  [
    'sensitive data in an ordinary allow',
    { ...yes, data: ['purchases', 'health'] },
    'sensitive_needs_explicit',
    '/data/1',
  ],
  [
    'an explicit purpose in an ordinary allow',
    { ...yes, purposes: ['train-ai'] },
    'sensitive_needs_explicit',
    '/purposes/0',
  ],
  [
    'two purposes in an explicit allow',
    { ...yes, purposes: ['recommend', 'train-ai'], explicit: true },
    'sensitive_needs_explicit',
    '/purposes',
  ],
  [
    'two sensitive keys in an explicit allow',
    { ...yes, data: ['health', 'body'], explicit: true },
    'sensitive_needs_explicit',
    '/data',
  ],
  [
    'an explicit allow by a key',
    { ...yes, data: ['health'], evidence, explicit: true },
    'explicit_not_allowed',
    '/explicit',
    KEY,
  ],
  [
    'an allow of the contract',
    { ...yes, purposes: ['account'] },
    'contract_not_optional',
    '/purposes/0',
  ],
  [
    'a refusal of the contract',
    { ...no, purposes: ['recommend', 'account'] },
    'contract_not_optional',
    '/purposes/1',
  ],
  [
    'a refusal that ends',
    { ...no, expiresAt: iso(NOW_MS + 1) },
    'expiry_not_allowed',
    '/expiresAt',
  ],
  [
    'an end of legitimate interest',
    { ...yes, purposes: ['trends'], expiresAt: iso(NOW_MS + 1) },
    'expiry_not_allowed',
    '/expiresAt',
  ],
  ['an end in the past', { ...yes, expiresAt: iso(NOW_MS) }, 'expiry_not_allowed', '/expiresAt'],
  [
    'an end later than may be',
    { ...yes, expiresAt: iso(addMonths(NOW_MS, 13) + 1) },
    'expiry_not_allowed',
    '/expiresAt',
  ],
  [
    'consent and legitimate interest in one',
    { ...yes, purposes: ['recommend', 'trends'] },
    'invalid_request',
    '/purposes',
  ],
  [
    'something given in the future',
    { ...no, givenAt: iso(NOW_MS + 60_001) },
    'time_in_future',
    '/givenAt',
  ],
  ['a pause that has ended', { type: 'pause', until: iso(NOW_MS) }, 'time_in_past', '/until'],
  [
    'a limit that has ended',
    { type: 'limit', variety: true, until: iso(NOW_MS) },
    'time_in_past',
    '/until',
  ],
  ['a key on the portal', { ...no, surface: 'portal' }, 'surface_not_allowed', '/surface', KEY],
  [
    'a person who names another surface',
    { ...no, surface: 'store-tablet' },
    'surface_not_allowed',
    '/surface',
  ],
];

describe('a choice that is refused', () => {
  const cases = REFUSED.map(([name, input, reason, field, context]) => ({
    name,
    input,
    context,
    expected: { ok: false, reason, field },
  }));
  it.each(cases)('$name', ({ input, context, expected }) => {
    expect(check(input, context)).toMatchObject(expected);
  });

  it('is not refused when the clock is less than a minute ahead, or the surface is a key’s', () => {
    expect(check({ ...no, givenAt: iso(NOW_MS + 60_000) })).toMatchObject({ ok: true });
    expect(check({ ...yes, evidence, surface: 'store-tablet' }, KEY)).toMatchObject({
      body: { surface: 'store-tablet' },
    });
  });

  it('is an allow with a `*`, also when it did not pass the schema', () => {
    const input: ChoiceInput = { ...yes, purposes: ['*'], channels: ['web'], data: [] };
    expect(checkChoice(SMALL, input, PERSON)).toMatchObject({ reason: 'wildcard_not_allowed' });
  });

  it('is data that became sensitive after the notice was shown', () => {
    const before = new Map(SMALL.data);
    const health = before.get('health');
    if (health !== undefined) before.set('health', { ...health, sensitive: false });
    const context = { ...PERSON, catalogueOf: () => ({ ...SMALL, data: before }) };
    expect(check({ ...yes, data: ['health'] }, context)).toMatchObject({
      reason: 'sensitive_needs_explicit',
    });
  });
});

describe('the schema of a choice', () => {
  const issuesOf = (input: unknown) => choiceInputSchema.safeParse(input).error?.issues ?? [];

  it('tells a `*` in an allow from any other mistake', () => {
    const issues = [{ purposes: '*' }, { channels: ['*'] }, { data: '*' }].map((one) =>
      issuesOf({ ...yes, ...one }).map(({ path, message }) => [path.join('/'), message]),
    );
    expect(issues).toEqual([
      [['purposes', WILDCARD_PROBLEM]],
      [['channels/0', WILDCARD_PROBLEM]],
      [['data', WILDCARD_PROBLEM]],
    ]);
    expect(issuesOf({ ...yes, data: 'x' })[0]?.message).not.toBe(WILDCARD_PROBLEM);
  });

  it.each([
    ['an unknown field', { ...yes, colour: 'red' }],
    ['evidence of a refusal', { ...no, evidence }],
    ['a refusal that names no data', { ...no, data: [] }],
    ['an allow that names no purpose', { ...yes, purposes: [] }],
    ['keys that are no keys', { ...yes, purposes: ['Re commend'] }],
    ['more keys than may be', { ...yes, data: Array.from({ length: 201 }, (_, n) => `d${n}`) }],
    ['an instant without a zone', { ...yes, givenAt: '2026-11-21T10:00:00' }],
    ['two limits at once', { type: 'limit', variety: true, notPurchased: true }],
    ['no limit', { type: 'limit' }],
    [
      'a zone nobody keeps',
      { type: 'limit', quietHours: { from: '22:00', to: '07:00', zone: 'Mars/X' } },
    ],
    ['a rolling window without length', { type: 'limit', frequency: { max: 1, per: 'rolling' } }],
    ['a type that is another endpoint’s', { type: 'join', confirmed: true }],
    ['who acted', { ...no, by: 'person' }],
  ])('refuses %s', (_, input) => {
    expect(issuesOf(input)).not.toEqual([]);
  });
});
