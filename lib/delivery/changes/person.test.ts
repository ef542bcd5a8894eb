import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../../catalogue/compile';
import { decide } from '../../decision/decide';
import {
  NOW_MS,
  Random,
  randomCatalogue,
  randomCounters,
  randomQuestion,
  randomState,
} from '../../decision/random.data';
import { forSystem } from '../../decision/redact';
import { evaluate } from './evaluate.test-support';
import { tellPerson } from './person';
import { mapOf } from './view';

const VIEW = { name: '', system: 's1', touchpoints: ['*'], test: false };
const DAY_MS = 86_400_000;
const DATA = ['d1', 'd2', 'd3', 'd4'];

function instantsToTry(random: Random, instants: readonly number[], changes: readonly number[]) {
  const near = [...instants, ...changes].flatMap((at) => [at - 1, at, at + 1]);
  const any = [0, 1, 2].map(() => NOW_MS + random.below(6 * DAY_MS));
  return [NOW_MS, ...any, ...near].filter((at) => at >= NOW_MS);
}

describe('what a system may evaluate in its own process', () => {
  it('is what decide answers, at every instant and to every question, whatever was counted', () => {
    const random = new Random(20_261_122);
    const seen = { told: 0, asked: 0, permits: 0, later: 0, named: 0 };
    for (let outer = 0; outer < 45; outer += 1) {
      const catalogue = compileCatalogue(randomCatalogue(random));
      const map = mapOf(catalogue, VIEW);
      for (let inner = 0; inner < 25; inner += 1) {
        const state = random.chance(4) ? undefined : randomState(random);
        const share = random.below(1000) / 1000;
        const told = tellPerson(map, state && { state, broken: false }, 's1', NOW_MS, () => share);
        const ends = [...(state?.cells.values() ?? [])].flatMap((paint) => paint.expiresAtMs ?? []);
        const times = instantsToTry(random, told.instants, ends);
        for (const atMs of [NOW_MS, ...Array.from({ length: 14 }, () => random.one(times))]) {
          const counters = randomCounters(random);
          const naming = random.chance(40) ? { data: random.some(DATA, 30) } : {};
          const question = { ...randomQuestion(random), ...naming, system: 's1' };
          const { touchpoint, data, signals } = question;
          const asked = { touchpoint, data, gpc: signals.gpc };
          const got = evaluate(map.wire, told.timelines, told.instants, asked, atMs);
          if (got.ask) {
            expect(got.decision).toBe(false);
            seen.asked += 1;
            continue;
          }
          const verdict = decide(catalogue, state, counters, question, atMs);
          seen.told += 1;
          // Also where what is told stays a no: nothing is sent that the server would hold back.
          if (verdict.otherwise === 'nothing') {
            expect(got.otherwise, `${verdict.reason} at ${atMs - NOW_MS}`).toBe('nothing');
          }
          if (verdict.staff && !got.decision) {
            // May stay a no past its time; of a no nothing else is said.
            expect(got.reason).toBeUndefined();
            continue;
          }
          const {
            decision,
            reason,
            otherwise,
            permitted = [],
            obligations = [],
          } = forSystem(verdict);
          if (verdict.prohibited || (got.reason === 'refused' && decision)) {
            // The end of a prohibition would say who is a minor.
            expect(got).toMatchObject({ decision: false, reason: 'refused', permitted: [] });
            continue;
          }
          const expected = { decision, reason, otherwise, permitted, obligations };
          const stricter = reason !== got.reason || permitted.length > got.permitted.length;
          if (stricter && got.reason === 'refused') {
            expect(isProhibited(catalogue, state, touchpoint, NOW_MS)).toBe(true);
            continue;
          }
          expect({ at: atMs - NOW_MS, asked, ...got }).toEqual({
            at: atMs - NOW_MS,
            asked,
            ask: false,
            ...expected,
          });
          if (decision) seen.permits += 1;
          if (atMs > NOW_MS) seen.later += 1;
          if (data.length > 0) seen.named += 1;
        }
      }
    }
    expect(seen.told).toBeGreaterThan(8_000);
    expect(seen.permits).toBeGreaterThan(500);
    expect(seen.later).toBeGreaterThan(2_000);
    expect(seen.named).toBeGreaterThan(500);
    expect(seen.asked).toBeLessThan(seen.told / 2);
  });
});

/** Whether the plain question there was prohibited at some instant that counts. */
function isProhibited(
  catalogue: ReturnType<typeof compileCatalogue>,
  state: ReturnType<typeof randomState> | undefined,
  touchpoint: string,
  fromMs: number,
): boolean {
  for (let at = fromMs, tries = 0; tries < 12; tries += 1) {
    const question = { touchpoint, data: [], signals: { gpc: false }, system: 's1' };
    const verdict = decide(catalogue, state, { contacts: [] }, question, at);
    if (verdict.prohibited) return true;
    if (verdict.changesAtMs === null) return false;
    at = verdict.changesAtMs;
  }
  return false;
}
