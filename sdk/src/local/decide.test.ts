import { expect, it } from 'vitest';
import type { LocalAnswer, LocalMap } from '../local-contract';
import { Answers } from './answers';
import { decideFrom } from './decide';
import type { Held } from './follow';
import { Lease } from './lease';
import { People } from './people';

const DATA = ['purchases', 'browsing', 'location'];
const MAP: LocalMap = {
  ...{ format: 1, catalogueVersion: 7, elsewhere: [] },
  places: [
    { touchpoint: 'shop', data: DATA },
    { touchpoint: 'mail', data: DATA },
  ],
};
const ALLOWED: LocalAnswer = {
  ...{ decision: true, reason: 'allowed', otherwise: 'generic', permitted: ['purchases'] },
  named: { browsing: 'refused', location: 'paused' },
};
const NEVER: LocalAnswer = { decision: false, reason: 'never_asked', otherwise: 'nothing' };
const START_MS = 1_800_000_000_000;

/** One person, whose permit for the shop ends after two minutes, and a lease of five seconds. */
function open() {
  const now = { wall: START_MS, steady: 100 };
  const lease = new Lease({ wall: () => now.wall, steady: () => now.steady }, 5000);
  const answers = new Answers(MAP, new Set());
  const people = new People();
  const prefix = Uint32Array.of(1, 2, 3, 4);
  const timelines = [{ first: ALLOWED, then: [[0, NEVER]] as const }, { first: NEVER }];
  people.set(prefix, answers.profileOf(timelines), [START_MS + 120_000, START_MS + 130_000]);
  const held: Held = { replica: { answers, people, unseen: 0, cursor: '' }, lease };
  const pass = (ms: number): void => {
    now.wall += ms;
    now.steady += ms;
  };
  const hear = lease.connect(now.steady);
  hear(now.wall);
  const ask = (data?: readonly string[], touchpoint = 'shop') => {
    const question = { subject: { handle: '' }, touchpoint, ...(data && { data }) };
    const given = decideFrom(held, question, people.find(prefix), lease.expiry());
    if (typeof given === 'string') return given;
    const { decision, reason, validUntil } = given.decision;
    return { decision, reason, leftMs: Date.parse(validUntil) - now.wall };
  };
  return { now, hear, pass, ask };
}

it('answers that are kept for a lease are told apart by place and by what is named', () => {
  const { ask } = open();
  for (let turn = 0; turn < 2; turn += 1) {
    expect(ask()).toMatchObject({ decision: true, reason: 'allowed' });
    expect(ask(['purchases'])).toMatchObject({ decision: true, reason: 'allowed' });
    expect(ask(['browsing'])).toMatchObject({ decision: false, reason: 'refused' });
    expect(ask(['location'])).toMatchObject({ decision: false, reason: 'paused' });
    expect(ask(['browsing', 'location'])).toMatchObject({ decision: false, reason: 'paused' });
    expect(ask(['no-such'])).toMatchObject({ decision: false, reason: 'not_declared' });
    expect(ask(['browsing'], 'mail')).toMatchObject({ decision: false, reason: 'never_asked' });
    expect(ask(undefined, 'mail')).toMatchObject({ decision: false, reason: 'never_asked' });
  }
  for (let at = 0; at < 200; at += 1) ask([`made up ${String(at)}`]);
  expect(ask(['made up 199'])).toMatchObject({ decision: false, reason: 'not_declared' });
});

it('answers that are kept for a lease end with it: the next lease makes its own', () => {
  const { now, hear, pass, ask } = open();
  for (const naming of [undefined, ['browsing'], ['no-such']]) {
    expect(ask(naming)).toMatchObject({ leftMs: 5000 });
    pass(2000);
    expect(ask(naming)).toMatchObject({ leftMs: 3000 });
    hear(now.wall);
    expect(ask(naming)).toMatchObject({ leftMs: 5000 });
  }
  pass(5000);
  expect([ask(), ask(['browsing'])]).toEqual(['silent', 'silent']);
});

it('a permit does not outlast the change that ends it, and within its span the server is asked', () => {
  const { now, hear, pass, ask } = open();
  pass(118_000);
  hear(now.wall);
  expect(ask()).toEqual({ decision: true, reason: 'allowed', leftMs: 2000 });
  // By one clock instead of two, which may be a millisecond off: what permits less.
  expect(ask(['browsing'])).toEqual({ decision: false, reason: 'refused', leftMs: 1999 });
  pass(1999);
  expect(ask()).toMatchObject({ decision: true });
  pass(1);
  expect(ask()).toBe('ask_server');
  pass(9999);
  hear(now.wall);
  expect(ask()).toBe('ask_server');
  pass(30);
  expect(ask()).toEqual({ decision: false, reason: 'never_asked', leftMs: 4970 });
});
