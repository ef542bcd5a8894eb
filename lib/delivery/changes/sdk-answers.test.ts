import { expect, it } from 'vitest';
import { Answers } from '../../../sdk/src/local/answers';
import { changedBy, plainAnswer, stepAt } from '../../../sdk/src/local/evaluate';
import { People } from '../../../sdk/src/local/people';
import { compileCatalogue } from '../../catalogue/compile';
import {
  NOW_MS,
  Random,
  randomCatalogue,
  randomQuestion,
  randomState,
} from '../../decision/random.data';
import { evaluate } from './evaluate.test-support';
import { tellPerson } from './person';
import { mapOf } from './view';

const VIEW = { name: '', system: 's1', touchpoints: ['*'], test: false };
const DATA = ['d1', 'd2', 'd3', 'd4'];
const FRAME = { validUntil: '', catalogueVersion: 1 };

it('the SDK reads what it was told as it is meant, or says that it cannot tell', () => {
  const random = new Random(4_022_026);
  const seen = { told: 0, asked: 0, permits: 0, later: 0 };
  for (let outer = 0; outer < 40; outer += 1) {
    const map = mapOf(compileCatalogue(randomCatalogue(random)), VIEW);
    const answers = new Answers(map.wire, new Set());
    const people = new People();
    for (let inner = 0; inner < 25; inner += 1) {
      const state = random.chance(4) ? undefined : randomState(random);
      const share = random.below(1000) / 1000;
      const told = tellPerson(map, state && { state, broken: false }, 's1', NOW_MS, () => share);
      const prefix = Uint32Array.from([outer + 1, inner + 1, 7, 7]);
      people.set(prefix, answers.profileOf(told.timelines), told.instants);
      const slot = people.find(prefix);
      for (let turn = 0; turn < 12; turn += 1) {
        const near = random.one([NOW_MS, ...told.instants]) + random.below(3) - 1;
        const atMs = Math.max(NOW_MS, near + (random.chance(50) ? random.below(9e8) : 0));
        const { touchpoint, signals } = randomQuestion(random);
        const place = answers.places.get(touchpoint);
        if (place === undefined) continue;
        const data = random.chance(50) ? random.some(DATA, 30) : [];
        const asked = { touchpoint, data, gpc: signals.gpc };
        const wanted = evaluate(map.wire, told.timelines, told.instants, asked, atMs);
        const cell = answers.cellOf(people.profileAt(slot), place);
        const now = { earliest: atMs, latest: atMs };
        const step = cell && stepAt(cell, people, slot, now);
        if (step === undefined || step.answer.ask === true) {
          seen.asked += 1;
          continue;
        }
        seen.told += 1;
        if (atMs > NOW_MS) seen.later += 1;
        const got = changedBy(step, data, signals.gpc, FRAME) ?? plainAnswer(step, FRAME);
        const { decision, otherwise, reason, data: held, obligations = [] } = got;
        expect(wanted.ask).toBe(false);
        expect({ decision, otherwise, obligations }).toEqual({
          ...{ decision: wanted.decision, otherwise: wanted.otherwise },
          obligations: wanted.obligations,
        });
        if (wanted.reason !== undefined) expect(reason).toBe(wanted.reason);
        if (decision) {
          expect(held?.permitted).toEqual(wanted.permitted);
          seen.permits += 1;
        }
      }
    }
  }
  expect(seen.told).toBeGreaterThan(3_000);
  expect(seen.permits).toBeGreaterThan(100);
  expect(seen.later).toBeGreaterThan(500);
  expect(seen.asked).toBeGreaterThan(50);
});
