/**
 * How many decisions one core gives in memory (DESIGN §5): `npx tsx bench/decide.ts`.
 * Places of the catalogue the product ships, against states of the size people really have.
 */
import { pathToFileURL } from 'node:url';
import { defaultCatalogue } from '../db/default-catalogue/content';
import { compileCatalogue } from '../lib/catalogue/compile';
import type { SubjectState } from '../lib/choice/model';
import { decide } from '../lib/decision/decide';
import type { Counters, Question } from '../lib/decision/model';
import { allows, paintedState } from '../lib/decision/sample.data';

const NOW_MS = 1_763_700_000_000;
/** Short windows, of which the median counts: other work on the machine hits only some of them. */
const PER_WINDOW = 2_000;
const WARM_UP = 100;
const WINDOWS = 1_000;
const NO_CONTACTS: Counters = { contacts: [] };
/** Their states stay in the caches of one core. */
const HOT_SUBJECTS = 100;
/** Theirs do not: the figure is then the memory's as much as the kernel's. */
const MANY_SUBJECTS = 5_000;

/** Somebody with a history: the cells asked about, and a few dozen others. */
function historyOf(index: number): SubjectState {
  const others = Array.from({ length: 30 }, (_, other) => ({
    effect: 'deny' as const,
    at: `elsewhere-${other} web data-${index}`,
  }));
  const year = { expiresAtMs: NOW_MS + 365 * 86_400_000 };
  return paintedState([
    ...others,
    ...allows(
      'recommend',
      'web',
      ['purchases', 'browsing', 'interests-told', 'current-location'],
      year,
    ),
    ...allows('receive', 'mail', [], year),
    ...allows(
      'message',
      'mail',
      ['purchases', 'browsing', 'interests-told', 'mail-engagement'],
      year,
    ),
  ]);
}

function partlyRefused(state: SubjectState): SubjectState {
  const cells = new Map(state.cells);
  const paint = cells.get('recommend web browsing');
  if (paint !== undefined)
    cells.set('recommend web browsing', { ...paint, effect: 'deny', hadAllow: true });
  return { ...state, cells };
}

function stopped(state: SubjectState): SubjectState {
  const sweep = {
    purposes: '*',
    channels: '*',
    data: '*',
    order: 1_000,
    eventId: 'stop',
    receivedAtMs: 0,
  } as const;
  return { ...state, sweeps: [sweep] };
}

/** The median window. Throws when an answer is not the one this figure is about. */
function perSecond(
  states: readonly (SubjectState | undefined)[],
  question: Question,
  expected: boolean,
): number {
  const compiled = compileCatalogue({
    ...defaultCatalogue,
    version: 1,
    publishedAtMs: 0,
    digest: '',
  });
  const windows: number[] = [];
  for (let window = 0; window < WARM_UP + WINDOWS; window += 1) {
    const startedNs = process.hrtime.bigint();
    for (let index = 0; index < PER_WINDOW; index += 1) {
      const state = states[index % states.length];
      const { decision } = decide(compiled, state, NO_CONTACTS, question, NOW_MS);
      if (decision !== expected) throw new Error(`${question.touchpoint} answered ${decision}`);
    }
    if (window >= WARM_UP) windows.push(Number(process.hrtime.bigint() - startedNs));
  }
  const medianNs = windows.sort((a, b) => a - b)[WINDOWS / 2] ?? Infinity;
  return Math.round((PER_WINDOW / medianNs) * 1e9);
}

/** Decisions per second on one core, by kind of question. */
export async function benchDecide(): Promise<{ name: string; figures: Record<string, number> }> {
  const many = Array.from({ length: MANY_SUBJECTS }, (_, index) => historyOf(index));
  const states = many.slice(0, HOT_SUBJECTS);
  const signals = { gpc: false };
  const shop = { touchpoint: 'shop-for-you', data: ['purchases'], signals, system: 'shop' };
  const mail = { touchpoint: 'newsletter', data: ['purchases'], signals, system: 'mailer' };
  return {
    name: 'decide',
    figures: {
      'permit, 1 purpose, 4 data (decisions/s)': perSecond(states, shop, true),
      'permit, 2 purposes, 4 data (decisions/s)': perSecond(states, mail, true),
      'permit, 1 purpose, 4 data, 5,000 people in turn (decisions/s)': perSecond(many, shop, true),
      'permit, some data refused (decisions/s)': perSecond(states.map(partlyRefused), shop, true),
      'no, everything stopped (decisions/s)': perSecond(states.map(stopped), shop, false),
      'no, nobody has seen this person (decisions/s)': perSecond([undefined], shop, false),
    },
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(await benchDecide(), null, 2));
}
