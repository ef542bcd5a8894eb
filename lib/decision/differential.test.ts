import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../catalogue/compile';
import { decide } from './decide';
import { DENY_REASONS, PERMIT_REASONS } from './model';
import {
  NOW_MS,
  Random,
  randomCatalogue,
  randomCounters,
  randomQuestion,
  randomState,
} from './random.data';
import { referenceDecide } from './reference.data';

const CATALOGUES = 250;
const STATES_EACH = 40;
const QUESTIONS_EACH = 5;
const SEED = 20_261_121;
const CALLERS: readonly string[] = ['error', 'unavailable', 'stale'];

type Answer = ReturnType<typeof referenceDecide>;

/** The parts the reference speaks about; it does not say which of several limits decided. */
function comparable(answer: Answer): Answer {
  const { decision, reason, otherwise, permitted, denied, prohibited } = answer;
  const byLimit = reason === 'quiet_hours' || reason === 'limit_reached';
  const eventId = byLimit ? null : answer.eventId;
  return { decision, reason, otherwise, permitted, denied, eventId, prohibited };
}

describe('decide', () => {
  it('answers 50,000 random questions like the plain reading of the text', () => {
    const random = new Random(SEED);
    const seen = new Map<string, number>();
    for (let outer = 0; outer < CATALOGUES; outer += 1) {
      const catalogue = randomCatalogue(random);
      const compiled = compileCatalogue(catalogue);
      let state = randomState(random);
      let counters = randomCounters(random);
      for (let inner = 0; inner < STATES_EACH * QUESTIONS_EACH; inner += 1) {
        if (inner % QUESTIONS_EACH === 0) {
          state = randomState(random);
          counters = randomCounters(random);
        }
        const question = randomQuestion(random);
        const verdict = comparable(decide(compiled, state, counters, question, NOW_MS));
        const plain = comparable(referenceDecide(catalogue, state, counters, question, NOW_MS));
        const kind = verdict.prohibited ? 'prohibited' : verdict.reason;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (JSON.stringify(verdict) === JSON.stringify(plain)) continue;
        expect(verdict, `catalogue ${outer}, case ${inner}`).toEqual(plain);
      }
    }
    // A reason that hardly ever came out was not compared.
    for (const reason of [...DENY_REASONS, ...PERMIT_REASONS, 'prohibited']) {
      if (!CALLERS.includes(reason)) expect(seen.get(reason) ?? 0, reason).toBeGreaterThan(50);
    }
  }, 180_000);
});
