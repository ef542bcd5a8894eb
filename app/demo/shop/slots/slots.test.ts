import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireObligation } from '../../../../sdk/src/contract';
import { PERSONAS } from '../../personas';
import { GOODS } from '../goods';
import { grantOf, type Grant } from '../grant';
import { HISTORY_KEYS, NOTHING_KNOWN, historyOf, type History } from '../history';
import { composeCartReminder, composeNewsletter } from './mails';
import { SLOTS, type Slot } from './every-slot';
import { composeForYou } from './shelves';
import { composeSearch } from './site-search';
import { dataUsed } from './slot';

const places = Object.keys(SLOTS) as (keyof typeof SLOTS)[];
const KEYS = HISTORY_KEYS;
const RUNS = { numRuns: 25 };

function answer(permitted: readonly string[], obligations: readonly WireObligation[] = []) {
  return {
    decision: true,
    otherwise: 'generic',
    touchpoint: 'any',
    validUntil: '2026-01-01T00:00:00Z',
    catalogueVersion: 1,
    consentToken: 'token',
    decisionId: 'dec_1',
    reason: 'allowed',
    data: { permitted, denied: [] },
    evidence: { ref: null, catalogueVersion: 1 },
    obligations,
  } as const;
}

const visits = fc.array(
  fc.record({ good: fc.constantFrom(...GOODS.map(({ key }) => key)), daysAgo: fc.nat(400) }),
  { maxLength: 5 },
);
const tags = fc.array(fc.constantFrom(...GOODS.flatMap((good) => good.tags)), { maxLength: 3 });
const persona = fc.constantFrom(...PERSONAS.map(({ key }) => historyOf(key)), NOTHING_KNOWN);
/** What one of them has of one kind beside what another has of the next; goods and tags of any kind. */
const histories: fc.Arbitrary<History> = fc
  .tuple(
    fc.array(persona, { minLength: KEYS.length, maxLength: KEYS.length }),
    visits,
    visits,
    tags,
  )
  .map(([from, purchases, browsing, told]) => {
    const entries = KEYS.map((key, index) => [key, (from[index] ?? NOTHING_KNOWN)[key]] as const);
    const mixed = { ...NOTHING_KNOWN, ...Object.fromEntries(entries) };
    return { ...mixed, purchases, browsing, 'interests-told': told };
  });

describe.each(places)('%s', (place) => {
  const slot: Slot = SLOTS[place];
  const compose = (grant: Grant | undefined) => slot(grant, 'generic');

  it('shows the same whatever lies in data that is not permitted', () => {
    fc.assert(
      fc.property(histories, histories, fc.subarray([...KEYS]), (mine, other, permitted) => {
        const mixed = { ...mine };
        for (const key of KEYS) {
          if (!permitted.includes(key)) Object.assign(mixed, { [key]: other[key] });
        }
        const shown = compose(grantOf(answer(permitted), mine));
        expect(compose(grantOf(answer(permitted), mixed))).toEqual(shown);
        for (const data of dataUsed(shown.because)) expect(permitted).toContain(data);
      }),
      RUNS,
    );
  });

  it('says why exactly where it is personal', () => {
    fc.assert(
      fc.property(histories, fc.subarray([...KEYS]), (history, permitted) => {
        const shown = compose(grantOf(answer(permitted), history));
        expect(shown.because.length > 0).toBe(shown.personal);
      }),
      RUNS,
    );
  });

  it('is good without any permit, and the same for everyone', () => {
    const no = { ...answer([]), decision: false, reason: 'refused' } as const;
    const [first, ...others] = PERSONAS.map(({ key }) => compose(grantOf(no, historyOf(key))));
    expect(first?.personal).toBe(false);
    for (const other of others) expect(other).toEqual(first);
    expect(compose(undefined)).toEqual(first);
  });

  it('is personal for somebody when everything is permitted', () => {
    const shown = PERSONAS.map(({ key }) => compose(grantOf(answer(KEYS), historyOf(key))));
    expect(shown.some(({ personal }) => personal)).toBe(true);
  });
});

describe('duties', () => {
  const history = historyOf('misaki');
  const duty = (type: string, properties: WireObligation['properties'] = {}): WireObligation => ({
    id: type,
    type,
    properties,
  });

  it('takes a permit for a no where it cannot see what must be left out', () => {
    const none = duty('suppress-purchased');
    expect(grantOf(answer(['browsing'], [none]), history)).toBeUndefined();
    expect(grantOf(answer(['browsing', 'purchases'], [none]), history)).toBeDefined();
  });

  it('leaves out data that is too old', () => {
    const young = duty('max-data-age', { data: 'browsing', maxDays: 3 });
    const grant = grantOf(answer(['browsing'], [young]), history);
    expect(grant?.known.browsing.map(({ daysAgo }) => daysAgo)).toEqual([1, 2]);
  });

  it('shows nothing of a muted topic', () => {
    const muted = duty('mute-topic', { topic: 'pottery' });
    const shown = composeForYou(grantOf(answer(KEYS, [muted]), history));
    for (const good of shown.content.goods) {
      expect([good.genre, ...good.tags]).not.toContain('pottery');
    }
  });

  it('shows one of each kind where variety is asked for', () => {
    const shown = composeForYou(grantOf(answer(KEYS, [duty('variety')]), history));
    const genres = shown.content.goods.map(({ genre }) => genre);
    expect(new Set(genres).size).toBe(genres.length);
  });

  it('writes no mail to somebody who would rather be reached elsewhere', () => {
    const grant = grantOf(answer(KEYS, [duty('prefer-channel', { channel: 'line' })]), history);
    expect(composeNewsletter(grant, 'generic').content.form).toBe('not_sent');
    expect(composeCartReminder(grant).content.form).toBe('not_sent');
  });
});

describe('mail', () => {
  it('is not sent at all where the answer says nothing', () => {
    expect(composeNewsletter(undefined, 'nothing').content.form).toBe('not_sent');
    expect(composeNewsletter(undefined, 'generic').content.form).toBe('generic');
  });
});

describe('search', () => {
  it('hides nothing: only the order is somebody’s own', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const mine = composeSearch(grantOf(answer(KEYS), history), 'お茶').content.goods;
        const everyones = composeSearch(undefined, 'お茶').content.goods;
        expect(new Set(mine)).toEqual(new Set(everyones));
      }),
    );
  });
});
