// UX-09: what a page says before a choice is what the decision does after it, for the whole catalogue.
import { describe, expect, it } from 'vitest';
import { ITSELF } from '../catalogue/model';
import { applyEvent } from '../choice/fold';
import type { EventBody, SubjectState } from '../choice/model';
import { decide } from '../decision/decide';
import { channelViews } from './channels';
import { cellEffect, dataEffect } from './effects';
import type { CellEffect } from './model';
import { compiled, meaningOf, NOW_MS, stateAfter, type Said } from './sample.data';
import { techniqueSets } from './techniques';

const ordinary = [...compiled.usedCells.keys()].filter((key) => {
  const purpose = compiled.purposes.get(key);
  return purpose !== undefined && purpose.basis !== 'contract' && !purpose.explicit;
});
const ALLOWED: readonly Said[] = ordinary.map((purpose) => ({ act: 'allow-purpose', purpose }));
const before = stateAfter(...ALLOWED);

function answers(state: SubjectState, touchpoint: string) {
  const system = compiled.touchpoints.get(touchpoint)?.touchpoint.system ?? '';
  const question = { touchpoint, data: [], signals: { gpc: false }, system };
  return decide(compiled, state, { contacts: [] }, question, NOW_MS + 100_000);
}
const places = [...compiled.touchpoints.keys()];

const then = new Map(places.map((place) => [place, answers(before, place)]));

function saying(said: Said): SubjectState {
  const meaning = meaningOf(before, said, NOW_MS + 50_000);
  if (!meaning.ok) throw new Error(meaning.reason);
  return meaning.events.reduce((state, { body }, index) => {
    const whole = { ...body, by: 'person', receivedAtMs: NOW_MS + 50_000 } as EventBody;
    return applyEvent(state, { eventId: `evt_after_${index}`, subject: 'sub', body: whole });
  }, before);
}

/** Stops exactly what is named, among what was permitted, and leaves the data out where it says so. */
function expectEffect(said: Said, effect: CellEffect, data?: string): void {
  const after = saying(said);
  const names = (list: CellEffect['stops']) => new Set(list.map(({ key }) => key));
  const [stops, without] = [names(effect.stops), names(effect.without)];
  const untrue = places.filter((place) => {
    const [was, now] = [then.get(place), answers(after, place)];
    if (now.decision !== (was?.decision === true && !stops.has(place))) return true;
    if (data === undefined || !now.decision) return false;
    const changed = now.permitted.includes(data) !== was?.permitted.includes(data);
    return (changed && !without.has(place)) || (without.has(place) && now.permitted.includes(data));
  });
  expect([said, untrue]).toEqual([said, []]);
}

describe('the effect that is said before a choice', () => {
  it('is said of every cell that can be chosen', () => {
    for (const [purpose, channels] of compiled.usedCells) {
      if (compiled.purposes.get(purpose)?.basis === 'contract') continue;
      for (const [channel, categories] of channels) {
        for (const data of [ITSELF, ...categories]) {
          const { stops, without } = cellEffect(compiled, 'ja', purpose, channel, data);
          expect([purpose, channel, data, stops.length + without.length > 0]).toEqual([
            ...[purpose, channel, data],
            true,
          ]);
        }
      }
    }
  });

  it('is true of every cell', () => {
    for (const [purpose, channels] of compiled.usedCells) {
      if (!ordinary.includes(purpose)) continue;
      for (const [channel, categories] of channels) {
        for (const data of [ITSELF, ...categories]) {
          const said: Said = { act: 'refuse-cell', purpose, channel, data };
          const effect = cellEffect(compiled, 'ja', purpose, channel, data);
          expectEffect(said, effect, data === ITSELF ? undefined : data);
        }
      }
    }
  });

  it('is true of every kind of data, channel and technique', () => {
    for (const data of compiled.data.keys()) {
      expectEffect({ act: 'refuse-data', data }, dataEffect(compiled, 'ja', data), data);
    }
    const parts = { compiled, locale: 'ja', state: before, stations: null, nowMs: NOW_MS } as const;
    for (const { key, places: stops } of channelViews(parts)) {
      expectEffect({ act: 'refuse-channel', channel: key }, { stops, without: [] });
    }
    for (const { techniques, places: stops } of techniqueSets(parts)) {
      const said: Said = { act: 'technique-off', techniques: techniques.join(' ') };
      expectEffect(said, { stops, without: [] });
    }
  });
});
