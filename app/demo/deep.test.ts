import { describe, expect, it } from 'vitest';
import { composeAnswer } from './assistant/answers';
import { TOPICS } from './assistant/topics';
import { dropNote, keepNote, notesOf } from './care/notes';
import { composeEarlier } from './desk/case';
import { footOf } from './desk/draft';
import { ENQUIRIES, writerOf } from './desk/enquiries';
import { composeFeeling } from './desk/feelings';
import { composeSimilar } from './desk/similar';
import { enquiries, findEnquiry, takeDown } from './desk/written';
import { PERSONAS, type Persona } from './personas';
import { grantOf, type Grant } from './shop/grant';
import { historyOf, type History } from './shop/history';
import { dataUsed, type Composed } from './shop/slots/slot';
import { composeServing } from './store/serving';

const [enquiry] = ENQUIRIES;
if (enquiry === undefined) throw new Error('no enquiry waits');

type Compose = (grant: Grant | undefined) => Composed<unknown>;
const COMPOSERS: readonly (readonly [string, Compose, readonly string[]])[] = [
  ['the tablet', composeServing, ['purchases', 'conversations', 'age', 'interests-told']],
  ['a reply', (grant) => composeEarlier(grant, enquiry), ['conversations', 'purchases']],
  ['a similar question', (grant) => composeSimilar(grant, enquiry), ['conversations']],
  ...TOPICS.map(
    (topic) =>
      [
        `the answer about ${topic}`,
        (grant) => composeAnswer(grant, topic),
        ['conversations', 'purchases', 'device'],
      ] as const satisfies readonly [string, Compose, readonly string[]],
  ),
];

function grant(history: History, permitted: readonly string[]): Grant | undefined {
  return grantOf(
    {
      ...{ decision: true, otherwise: 'generic', touchpoint: 'any', catalogueVersion: 1 },
      ...{ validUntil: '2026-01-01T00:00:00Z', consentToken: 'token', decisionId: 'dec_1' },
      ...{ data: { permitted }, obligations: [] },
    },
    history,
  );
}

describe.each(COMPOSERS)('%s', (_name, compose, data) => {
  const people = PERSONAS.map(({ key }) => historyOf(key));

  it('is the same whatever lies in data that is not permitted, and names only what is', () => {
    const subsets = [[], ...data.map((key) => [key]), [...data]];
    for (const permitted of subsets) {
      for (const mine of people) {
        const open = Object.fromEntries(
          permitted.map((key) => [key, mine[key as keyof History]]),
        ) as Partial<History>;
        const shown = compose(grant(mine, permitted));
        for (const other of people) {
          expect(compose(grant({ ...other, ...open }, permitted))).toEqual(shown);
        }
        expect(shown.because.length > 0).toBe(shown.personal);
        for (const used of dataUsed(shown.because)) expect(permitted).toContain(used);
      }
    }
  });

  it('is not personal without a permit', () => {
    expect(compose(undefined)).toMatchObject({ personal: false, because: [] });
  });

  it('is personal for somebody when everything is permitted', () => {
    expect(people.some((history) => compose(grant(history, data)).personal)).toBe(true);
  });
});

describe('a guessed feeling', () => {
  it('is made of single words of the enquiry, and of nothing where they may not be used', () => {
    const made = ENQUIRIES.map((one) => composeFeeling(true, one));
    expect(made.some(({ personal }) => personal)).toBe(true);
    for (const { personal, because } of made) {
      expect(because.map(({ kind, data }) => [kind, data])).toEqual(
        personal ? [['guess', 'conversations']] : [],
      );
    }
    for (const one of ENQUIRIES) expect(composeFeeling(false, one).personal).toBe(false);
  });
});

describe('a call that staff write down', () => {
  const told = { customer: 'kenichi', good: 'stove', subject: '火がつかない', text: 'またです。' };

  it('joins the list as it was said, and is found by its number', () => {
    const taken = takeDown(told);
    if (!taken.ok) throw new Error(taken.problem);
    expect(taken.enquiry).toMatchObject({ customer: 'kenichi', text: { ja: 'またです。' } });
    expect(findEnquiry(taken.enquiry.number)).toBe(taken.enquiry);
    expect(enquiries()).toEqual([...ENQUIRIES, taken.enquiry]);
    expect(composeFeeling(true, taken.enquiry).personal).toBe(true);
  });

  it.each([
    ['empty', 'subject', { ...told, subject: '' }],
    ['empty', 'text', { ...told, text: ' ' }],
    ['no-order', 'good', { ...told, good: 'yunomi' }],
    ['no-order', 'good', { ...told, customer: 'nobody' }],
  ])('is not taken when it is %s, and names the %s', (problem, field, said) => {
    const before = enquiries().length;
    expect(takeDown(said)).toEqual({ ok: false, problem, field });
    expect(enquiries()).toHaveLength(before);
  });

  it('pushes out the oldest that was written, and none of those that were there', () => {
    for (let count = 0; count < 40; count += 1) takeDown(told);
    expect(enquiries().slice(0, ENQUIRIES.length)).toEqual(ENQUIRIES);
    expect(enquiries()).toHaveLength(ENQUIRIES.length + 30);
    expect(new Set(enquiries().map(({ number }) => number)).size).toBe(enquiries().length);
  });
});

it('notes beside the readings are their writer’s, few, and gone when they are deleted', () => {
  keepNote('haru', { id: 'empty', atMs: 1, text: '  ' });
  for (let count = 0; count < 12; count += 1) {
    keepNote('haru', { id: String(count), atMs: count, text: `note ${String(count)}` });
  }
  expect([notesOf('haru').length, notesOf('haru')[0]?.id, notesOf('haru').at(-1)?.id]).toEqual([
    10,
    '11',
    '2',
  ]);
  dropNote('haru', '11');
  expect(notesOf('haru')[0]?.id).toBe('10');
  expect(notesOf('aoi')).toEqual([]);
});

describe('the foot of a reply', () => {
  const foot = (locale: 'ja' | 'en', permitted: readonly string[]) => {
    const history = historyOf(writerOf(enquiry)?.key as Persona['key']);
    const earlier = composeEarlier(grant(history, permitted), enquiry).content;
    return footOf(enquiry, permitted.length === 0 ? undefined : earlier, {
      origin: 'https://consent.example',
      locale,
    });
  };

  it('names what was used and nothing else, and leads to where it can be changed', () => {
    expect(foot('ja', [])).toBe(
      'この返信で使ったもの：今回のお問い合わせ・ご注文 M-7301\n' +
        'この表示の理由と設定：https://consent.example/places/contact-reply',
    );
    expect(foot('ja', ['conversations'])).toContain('以前のやりとり（20日前）');
    expect(foot('en', ['conversations'])).toContain('an earlier enquiry (20 days ago)');
    expect(foot('en', ['conversations'])).not.toContain('sencha');
    expect(foot('en', ['conversations', 'purchases'])).toContain('sencha');
  });
});
