import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellKey } from '../catalogue/model';
import { decodeState, encodeState } from './codec';
import { applyEvent, foldSubject } from './fold';
import { guardedUntilMs, minorAt, wordOn, type Word } from './minors';
import type { EventBody, FoldEvent, SubjectState } from './model';
import {
  allow,
  deny,
  guardian,
  history,
  join,
  START_MS,
  STEP_MS,
  undo,
  type Line,
} from './sample.data';

const MAJORITY = START_MS + 40 * STEP_MS;
const asChild = guardian('declare', { ageBand: 'child', endsAtMs: MAJORITY, by: 'person' });
const asTeen = guardian('declare', { ageBand: 'teen', endsAtMs: MAJORITY, by: 'person' });
const asAdult = guardian('declare', { ageBand: 'adult', by: 'person' });
const yes = allow(['recommend'], ['web'], ['purchases']);
const no = deny(['recommend'], '*', '*');
const approve = guardian('approve', { purposes: ['recommend'] });
const LINK = guardian('link');
const refuse = guardian('refuse', { purposes: ['recommend'] });
const [ANN, BOB] = ['ann', 'bob'].map((of) => ({ body: LINK, of })) as [Line, Line];
const [ann, bob] = ['ann', 'bob'].map((of) => ({ body: approve, of })) as [Line, Line];
const KEY = cellKey('recommend', 'web', 'purchases');

function after(...lines: readonly (Line | EventBody)[]): SubjectState {
  return foldSubject(history(lines), 'me');
}
/** `denied` where the latest paint is no allow. */
function wordAt(state: SubjectState, nowMs = START_MS + 30 * STEP_MS): Word | 'denied' {
  const paint = state.cells.get(KEY);
  const swept = state.sweeps.some(({ order }) => paint !== undefined && order > paint.order);
  return paint?.effect !== 'allow' || swept ? 'denied' : wordOn(state, 'recommend', paint, nowMs);
}

describe('the word of a guardian', () => {
  it.each<[string, readonly (Line | EventBody)[], Word | 'denied']>([
    ['is not needed by anybody who said nothing of their age', [yes], 'own'],
    ['is not needed by a teenager', [asTeen, yes], 'own'],
    ['is waited for by a child', [asChild, yes], 'waiting'],
    ['is waited for also by what was allowed before the age was said', [yes, asChild], 'waiting'],
    ['counts once it is given', [asChild, LINK, yes, approve], 'approved'],
    ['of somebody who is not linked counts for nothing', [asChild, yes, approve], 'waiting'],
    ['reaches nothing that is allowed after it', [asChild, LINK, approve, yes], 'waiting'],
    ['turns no refusal into a yes', [asChild, LINK, yes, no, approve], 'denied'],
    ['is asked for anew after a refusal', [asChild, LINK, yes, approve, no, yes], 'waiting'],
    [
      'stands again when the child takes the refusal back',
      [asChild, LINK, yes, approve, no, { body: undo(), of: 4 }],
      'approved',
    ],
    [
      'reaches nothing that was refused when it was given, also once the refusal is taken back',
      [asChild, LINK, yes, no, approve, { body: undo(), of: 3 }],
      'waiting',
    ],
    [
      'nor where taking it back was itself taken back for a while',
      [
        asChild,
        LINK,
        yes,
        no,
        ...[3, 4].map((of) => ({ body: undo(), of })),
        approve,
        { body: undo(), of: 5 },
      ],
      'waiting',
    ],
    ['ends with the link', [asChild, LINK, yes, approve, guardian('unlink')], 'waiting'],
    [
      'does not come back with the next guardian',
      [asChild, LINK, yes, approve, guardian('unlink'), LINK],
      'waiting',
    ],
    ['counts once all guardians gave it', [asChild, ANN, BOB, yes, ann, bob], 'approved'],
    ['of one guardian is not enough where there are two', [asChild, ANN, BOB, yes, ann], 'waiting'],
    [
      'of each guardian is about what was allowed before it',
      [asChild, ANN, BOB, ann, yes, bob],
      'waiting',
    ],
    [
      'waits again once another guardian is linked, until they agree too',
      [asChild, ANN, yes, ann, BOB],
      'waiting',
    ],
    [
      'is not made up by the guardian who had not agreed going',
      [asChild, ANN, BOB, yes, ann, { body: guardian('unlink'), of: 'bob' }],
      'waiting',
    ],
    [
      'of who stays holds where all had agreed',
      [asChild, ANN, BOB, yes, ann, bob, { body: guardian('unlink'), of: 'bob' }],
      'approved',
    ],
    [
      'of refusing is one guardian’s alone',
      [asChild, ANN, BOB, yes, ann, bob, { body: refuse, of: 'ann' }],
      'denied',
    ],
    [
      'of somebody who is not linked does not stand in for one who is',
      [asChild, ANN, BOB, yes, ann, { body: approve, of: 'eve' }],
      'waiting',
    ],
    [
      'in the guardian’s own record changes nothing there',
      [asChild, LINK, yes, { ...approve, asGuardian: true }],
      'waiting',
    ],
    [
      'is needed for what was allowed as a child, also once they are a teenager',
      [asChild, LINK, yes, guardian('declare', { ageBand: 'teen', endsAtMs: MAJORITY })],
      'waiting',
    ],
    [
      'is over for what was approved, once they are a teenager',
      [asChild, LINK, yes, approve, guardian('declare', { ageBand: 'teen' })],
      'over',
    ],
    [
      'is not needed for what they allow then',
      [asChild, LINK, guardian('declare', { ageBand: 'teen' }), yes],
      'own',
    ],
  ])('%s', (_, lines, word) => {
    expect(wordAt(after(...lines))).toBe(word);
    expect(decodeState(encodeState(after(...lines)))).toEqual(after(...lines));
  });

  it('no longer suffices from the day of majority, whenever that is asked', () => {
    const state = after(asChild, LINK, yes, approve);
    expect([MAJORITY - 1, MAJORITY].map((atMs) => wordAt(state, atMs))).toEqual([
      'approved',
      'over',
    ]);
    expect(wordAt(after(asChild, yes), MAJORITY)).toBe('waiting');
    const ofAge = { ...yes, receivedAtMs: MAJORITY };
    const event: FoldEvent = { eventId: 'later', subject: 'me', body: ofAge };
    expect(wordAt(applyEvent(state, event), MAJORITY)).toBe('own');
    const late = { ...event, body: { ...ofAge, givenAtMs: MAJORITY - 1 } };
    expect(applyEvent(state, late).cells).toEqual(state.cells);
  });

  it('reaches nothing that another record allowed before the two became one', () => {
    const lines = [
      ...[asChild, LINK, yes, approve].map((body) => ({ body })),
      { who: 'card', body: allow(['recommend'], ['web'], ['browsing']) },
      { who: 'card', body: join(), of: 'me' },
    ];
    expect(wordAt(after(...lines.slice(0, 4)))).toBe('approved');
    expect(wordAt(after(...lines))).toBe('waiting');
  });
});

describe('what somebody says of their own age', () => {
  const bands = (...lines: readonly EventBody[]) => {
    const { age } = after(...lines);
    return [minorAt(age, START_MS + 30 * STEP_MS), minorAt(age, MAJORITY)];
  };
  it.each<[string, readonly EventBody[], string | undefined]>([
    ['binds', [asTeen], 'teen'],
    ['makes it stricter', [asTeen, asChild], 'child'],
    ['does not make it looser', [asChild, asTeen], 'child'],
    ['is theirs to take back', [asChild, asAdult], undefined],
    ['is not theirs to take back once a guardian was linked', [asChild, LINK, asAdult], 'child'],
    ['nor when that guardian is gone', [asChild, LINK, guardian('unlink'), asAdult], 'child'],
    [
      'is not theirs to take back once a system knows it too',
      [asChild, { ...asTeen, by: 'key' }, asAdult],
      'child',
    ],
    ['is made stricter by a system that knows it', [asTeen, { ...asChild, by: 'key' }], 'child'],
    ['and never looser', [asChild, { ...asTeen, by: 'key' }], 'child'],
    ['nor is anybody made an adult by one', [asChild, { ...asAdult, by: 'key' }], 'child'],
    [
      'takes nothing back that somebody else said',
      [{ ...asTeen, by: 'system' }, asChild, asAdult],
      'child',
    ],
  ])('%s', (_, lines, band) => {
    expect(bands(...lines)).toEqual([band, undefined]);
  });

  it('taken back, leaves what was allowed as if nothing had been said', () => {
    expect(wordAt(after(yes, asChild, yes, asAdult))).toBe('own');
  });

  it('of being an adult is heard once the day has come, and frees nothing of before', () => {
    const grown = { ...asAdult, receivedAtMs: MAJORITY };
    const event: FoldEvent = { eventId: 'grown', subject: 'me', body: grown };
    const state = applyEvent(after(asChild, LINK, yes, approve), event);
    expect([state.age?.band, guardedUntilMs(state.age)]).toEqual(['adult', MAJORITY]);
    expect(wordAt(state, MAJORITY)).toBe('over');
  });
});

it('whatever happens, a child has no permit that the child and a linked guardian did not both give', () => {
  const lines = fc.constantFrom(
    yes,
    no,
    approve,
    LINK,
    guardian('unlink'),
    asTeen,
    asAdult,
    guardian('refuse', { purposes: ['recommend'] }),
  );
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 12 }), (bodies) => {
      const said = [{ ...asChild, by: 'system' as const }, ...bodies];
      const last = (test: (body: EventBody) => boolean) => said.findLastIndex(test);
      const isAct = (act: string) => (body: EventBody) =>
        body.type === 'guardian' && body.act === act;
      const state = foldSubject(history(said), 'me');
      const word = wordAt(state);
      const refused = Math.max(
        last((body) => body.type === 'deny'),
        last(isAct('refuse')),
      );
      const unlinked = last(isAct('unlink'));
      const given = last((body) => body.type === 'allow');
      const link = said.findIndex((body, at) => at > unlinked && isAct('link')(body));
      const approved = last(isAct('approve'));
      const may =
        given > refused && link >= 0 && approved > given && approved > last(isAct('link'));
      expect(word === 'approved' || word === 'own').toBe(may);
    }),
    { numRuns: 300 },
  );
});
