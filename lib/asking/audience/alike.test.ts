// Alike states are answered alike: on random states, with every instant moved as far as it may be.
import { describe, expect, it } from 'vitest';
import { compileCatalogue, type CompiledCatalogue } from '../../catalogue/compile';
import { cellKey } from '../../catalogue/model';
import { decodeState, encodeState } from '../../choice/codec';
import type { Paint, SubjectState } from '../../choice/model';
import { emptyState } from '../../choice/state';
import { decide } from '../../decision/decide';
import type { Question } from '../../decision/model';
import { forSystem } from '../../decision/redact';
import {
  NOW_MS,
  Random,
  randomCatalogue,
  randomQuestion,
  randomState,
} from '../../decision/random.data';
import { Alike } from './alike';
import { FARTHEST_MS, TermsBook } from './terms';

const NO_COUNTERS = { contacts: [] };
const textOf = (state: SubjectState) => Buffer.from(encodeState(state)).toString('utf8');
const YEAR_MS = 365 * 86_400_000;

/** Whether whoever has this state is taken for the other's like. */
function areAlike(one: string, other: string): boolean {
  const alike = new Alike<boolean>();
  const among = (state: string) => Buffer.from(`[]${state}]`, 'utf8');
  const ends = (bytes: Buffer) => bytes.length - 1;
  const [first, second] = [among(one), among(other)];
  alike.keep(first, 2, ends(first), NOW_MS, true);
  return alike.find(second, 2, ends(second), NOW_MS) ?? false;
}

/** Another person who said the same at other times. */
function another(random: Random, state: string): string {
  const some = () => random.one([1, 60_000, 86_400_000, YEAR_MS]);
  return state.replace(/(?<=[,[])\d{13}(?=[,\]])/gu, (instant) =>
    String(Number(instant) <= NOW_MS ? NOW_MS - some() + 1 : NOW_MS + FARTHEST_MS + some()),
  );
}

function answerTo(catalogue: CompiledCatalogue, state: string, question: Question) {
  const bytes = Buffer.from(state, 'utf8');
  const verdict = decide(catalogue, decodeState(bytes), NO_COUNTERS, question, NOW_MS);
  const terms = verdict.decision && new TermsBook(NOW_MS).of(forSystem(verdict), NOW_MS);
  const { decision, reason, staff } = verdict;
  return { decision, reason, staff, terms };
}

describe('likeness', () => {
  it('is shared only by people whom the same question permits, or not, for the same reason', () => {
    const random = new Random(7);
    let compared = 0;
    let permitted = 0;
    for (let outer = 0; outer < 20; outer += 1) {
      const catalogue = compileCatalogue(randomCatalogue(random));
      for (let inner = 0; inner < 40; inner += 1) {
        const { cells, sweeps, order, touchpointsOff, techniquesOff } = randomState(random);
        const plain = { cells, sweeps, order, touchpointsOff, techniquesOff };
        const one = textOf({ ...emptyState(), ...plain });
        if (!areAlike(one, one)) continue;
        const other = another(random, one);
        expect(areAlike(one, other)).toBe(true);
        const at = random.below(one.length);
        const inIds = at > one.indexOf('"e":[') + 4 && at < one.indexOf(']');
        const changed = `${one.slice(0, at)}!${one.slice(at + 1)}`;
        if (!inIds) expect(areAlike(one, changed)).toBe(false);
        for (let asked = 0; asked < 10; asked += 1) {
          const question = { ...randomQuestion(random), signals: { gpc: false } };
          const answer = (state: string) => answerTo(catalogue, state, question);
          expect(answer(other)).toEqual(answer(one));
          compared += 1;
          if (answer(one).decision) permitted += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(200);
    expect(permitted).toBeGreaterThan(20);
  });

  it('is nobody’s whose answer may change while a list is used', () => {
    const mark = { order: 1, eventId: 'evt_AAAAAAAAAAAAAAAAAAAAAA', atMs: NOW_MS };
    const paused = (untilMs: number) =>
      textOf({ ...emptyState(), pauses: [{ ...mark, untilMs, purposes: '*' }] });
    const always = paused(NOW_MS + 2 * YEAR_MS);
    expect(areAlike(always, always)).toBe(false);
    const cells = (expiresAtMs: number) => {
      const paint: Paint = {
        effect: 'allow',
        order: 1,
        eventId: mark.eventId,
        receivedAtMs: NOW_MS - 1,
        hadAllow: false,
        noticeVersion: 1,
        expiresAtMs,
      };
      return textOf({
        ...emptyState(),
        cells: new Map([[cellKey('a', 'b', 'itself'), paint]]),
      });
    };
    for (const soon of [NOW_MS + 1000, NOW_MS + FARTHEST_MS].map(cells)) {
      expect(areAlike(soon, soon)).toBe(false);
      expect(areAlike(cells(NOW_MS + YEAR_MS), soon)).toBe(false);
    }
    const [later, gone] = [cells(NOW_MS + YEAR_MS), cells(NOW_MS - 1)];
    expect(areAlike(later, later)).toBe(true);
    expect(areAlike(later, gone)).toBe(false);
    expect(areAlike(gone, later)).toBe(false);
  });
});
