import { describe, expect, it } from 'vitest';
import { compileCatalogue, type CompiledCatalogue } from '../catalogue/compile';
import type { Catalogue } from '../catalogue/model';
import type { SubjectState } from '../choice/model';
import { paintAt } from '../choice/paint';
import { emptyState } from '../choice/state';
import { decide } from './decide';
import type { Counters, Question, Verdict } from './model';
import {
  NOW_MS,
  Random,
  randomCatalogue,
  randomCounters,
  randomQuestion,
  randomState,
} from './random.data';

interface Scene {
  readonly random: Random;
  readonly content: Catalogue;
  readonly catalogue: CompiledCatalogue;
  readonly state: SubjectState;
  readonly counters: Counters;
  readonly question: Question;
  readonly verdict: Verdict;
}

function eachScene(seed: number, check: (scene: Scene) => void): void {
  const random = new Random(seed);
  for (let outer = 0; outer < 50; outer += 1) {
    const content = randomCatalogue(random);
    const catalogue = compileCatalogue(content);
    for (let inner = 0; inner < 50; inner += 1) {
      const state = randomState(random);
      const counters = randomCounters(random);
      const question = randomQuestion(random);
      const verdict = decide(catalogue, state, counters, question, NOW_MS);
      check({ random, content, catalogue, state, counters, question, verdict });
    }
  }
}

/** Everything a weak proof can add: it only ever makes things more private. */
function withMoreRefusals(state: SubjectState, random: Random): SubjectState {
  const other = randomState(random);
  return {
    ...state,
    pauses: [...state.pauses, ...other.pauses],
    limits: [...state.limits, ...other.limits],
    touchpointsOff: new Map([...state.touchpointsOff, ...other.touchpointsOff]),
    techniquesOff: new Map([...state.techniquesOff, ...other.techniquesOff]),
    signals: new Map([...other.signals, ...state.signals]),
  };
}

describe('every answer', () => {
  it('stays a no under whatever limits, pauses, switches and signals are added', () => {
    let noes = 0;
    eachScene(11, ({ random, catalogue, state, counters, question, verdict }) => {
      if (verdict.decision) return;
      noes += 1;
      const stricter = withMoreRefusals(state, random);
      expect(decide(catalogue, stricter, counters, question, NOW_MS).decision).toBe(false);
    });
    expect(noes).toBeGreaterThan(500);
  });

  it('stays a no when more messages have gone out or the browser signals', () => {
    eachScene(12, ({ catalogue, state, counters, question, verdict }) => {
      if (verdict.decision) return;
      const more = { contacts: [...counters.contacts, { channel: 'c1', atMs: NOW_MS }] };
      expect(decide(catalogue, state, more, question, NOW_MS).decision).toBe(false);
      const signalled = { ...question, signals: { gpc: true } };
      expect(decide(catalogue, state, counters, signalled, NOW_MS).decision).toBe(false);
    });
  });

  it('permits only data whose cell every purpose that decides allows', () => {
    let permitted = 0;
    eachScene(13, ({ catalogue, state, verdict }) => {
      const compiled = catalogue.touchpoints.get(verdict.touchpoint);
      for (const data of verdict.permitted) {
        permitted += 1;
        const index = compiled?.dataIndex.get(data) ?? -1;
        for (const { purpose, cells, carriesData } of compiled?.purposes ?? []) {
          if (!carriesData) continue;
          const key = cells[index];
          if (key === undefined) throw new Error('a permitted category has no cell');
          const channel = compiled?.touchpoint.channel ?? '';
          const paint = paintAt(state, purpose.key, channel, data, key);
          expect(paint?.effect ?? purpose.basis).not.toBe('deny');
          expect(paint?.effect ?? purpose.basis).not.toBe('consent');
        }
      }
    });
    expect(permitted).toBeGreaterThan(500);
  });

  it('permits every category that the question named, or is a no', () => {
    eachScene(14, ({ question, verdict }) => {
      if (verdict.decision)
        expect(verdict.permitted).toEqual(expect.arrayContaining([...question.data]));
    });
  });

  it('is the same for somebody nobody has seen and somebody never asked', () => {
    eachScene(15, ({ catalogue, counters, question }) => {
      const unseen = decide(catalogue, undefined, counters, question, NOW_MS);
      expect(unseen).toEqual(decide(catalogue, emptyState(), counters, question, NOW_MS));
    });
  });

  it('stands until the instant it names', () => {
    let named = 0;
    eachScene(16, ({ random, catalogue, state, counters, question, verdict }) => {
      const end = verdict.changesAtMs ?? NOW_MS + 30 * 86_400_000;
      if (verdict.changesAtMs !== null) named += 1;
      expect(end).toBeGreaterThan(NOW_MS);
      const between = NOW_MS + random.below(end - NOW_MS);
      for (const at of [between, end - 1]) {
        const later = decide(catalogue, state, counters, question, at);
        const { decision, reason, otherwise, permitted, denied, obligations } = verdict;
        expect(later).toMatchObject({
          decision,
          reason,
          otherwise,
          permitted,
          denied,
          obligations,
        });
      }
    });
    expect(named).toBeGreaterThan(250);
  });

  it('changes neither catalogue nor state', () => {
    eachScene(17, ({ content, catalogue, state, counters, question }) => {
      const before = structuredClone({ content, state });
      decide(catalogue, state, counters, question, NOW_MS);
      expect({ content, state }).toEqual(before);
    });
  });
});

describe('what is newer than the notice', () => {
  it('is never reached by consent', () => {
    let permits = 0;
    eachScene(18, ({ content, state, counters, question, verdict }) => {
      if (!verdict.decision) return;
      const purposes = new Map(content.purposes.map((purpose) => [purpose.key, purpose]));
      const touchpoints = content.touchpoints.map((touchpoint) =>
        touchpoint.key === question.touchpoint ? { ...touchpoint, materialVersion: 9 } : touchpoint,
      );
      const place = touchpoints.find(({ key }) => key === question.touchpoint);
      if (!place?.purposes.some((key) => purposes.get(key)?.basis === 'consent')) return;
      permits += 1;
      const changed = compileCatalogue({ ...content, version: 9, touchpoints });
      const later = decide(changed, state, counters, question, NOW_MS);
      expect(later).toMatchObject({ decision: false, reason: 'renewal_needed' });
    });
    expect(permits).toBeGreaterThan(50);
  });

  it('is covered by a stop of everything, also under keys added later', () => {
    eachScene(19, ({ content, state, counters }) => {
      const [purpose] = content.purposes;
      const [place] = content.touchpoints;
      if (purpose === undefined || place === undefined) throw new Error('an empty catalogue');
      const basis = 'legitimate_interest' as const;
      const added = compileCatalogue({
        ...content,
        purposes: [...content.purposes, { ...purpose, key: 'new', basis }],
        touchpoints: [
          { ...place, key: 'new', status: 'live', system: 's1', channel: 'new', purposes: ['new'] },
        ],
      });
      const stop = { purposes: '*', channels: '*', data: '*' } as const;
      const order = state.order + 1;
      const sweeps = [...state.sweeps, { ...stop, order, eventId: 'stop', receivedAtMs: NOW_MS }];
      const ask = { touchpoint: 'new', data: [], signals: { gpc: false }, system: 's1' };
      expect(decide(added, { ...state, sweeps }, counters, ask, NOW_MS).decision).toBe(false);
    });
  });
});
