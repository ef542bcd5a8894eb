import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addedBy, catalogueDifference, materialAt, removedBy } from './difference';
import { assignMaterialVersions } from './materialise';
import type { CatalogueContent, Recipient, Touchpoint } from './model';
import { toCatalogue } from './notice';
import { sampleContent } from './sample.data';

const keysOf = (rows: readonly { readonly key: string }[]) => rows.map(({ key }) => key);
const some = (keys: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Only what is drawn is changed. */
function drawn<T extends object>(row: T, change: { [K in keyof T]?: T[K] | undefined }): T {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...row, ...(Object.fromEntries(given) as Partial<T>) };
}

const { channels, data, purposes, recipients, techniques, touchpoints } = sampleContent;
const placeChange = fc.record({
  status: maybe(fc.constantFrom('live' as const, 'retired' as const)),
  channel: maybe(fc.constantFrom(...keysOf(channels))),
  stage: maybe(fc.constantFrom('buy' as const, 'explore' as const)),
  purposes: maybe(some(keysOf(purposes))),
  requires: maybe(some(keysOf(data))),
  mayUse: maybe(some(keysOf(data))),
  technique: maybe(fc.constantFrom(...techniques.map(({ key }) => key))),
  recipients: maybe(some(keysOf(recipients))),
});
const items = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 });
const recipientChange = fc.record({
  country: maybe(fc.constantFrom('JP', 'US')),
  relation: maybe(fc.constantFrom('processor' as const, 'third_party' as const)),
  items: maybe(items),
});
function newItems(row: Recipient, list: readonly string[] | undefined): Recipient {
  return list === undefined
    ? row
    : { ...row, text: { ...row.text, ja: { ...row.text.ja, items: list } } };
}

/** A catalogue near the sample: any place, recipient, data or purpose may be otherwise. */
const content: fc.Arbitrary<CatalogueContent> = fc
  .record({
    places: fc.tuple(...touchpoints.map(() => placeChange)),
    kept: fc.tuple(...touchpoints.map(() => fc.boolean())),
    receivers: fc.tuple(...recipients.map(() => recipientChange)),
    sensitive: fc.tuple(...data.map(() => fc.boolean())),
    explicit: fc.tuple(...purposes.map(() => fc.boolean())),
  })
  .map(({ places, kept, receivers, sensitive, explicit }) => ({
    ...sampleContent,
    touchpoints: touchpoints
      .map((row, index) => drawn<Touchpoint>(row, places[index] ?? {}))
      .filter((_, index) => kept[index] === true),
    recipients: recipients.map((row, index) => {
      const { items: list, ...facts } = receivers[index] ?? {};
      return newItems(drawn<Recipient>(row, facts), list);
    }),
    data: data.map((row, index) => ({ ...row, sensitive: sensitive[index] === true })),
    purposes: purposes.map((row, index) => ({ ...row, explicit: explicit[index] === true })),
  }));

describe('the difference of two catalogues', () => {
  it('is empty between a catalogue and itself, whatever order its keys stand in', () => {
    fc.assert(
      fc.property(content, (one) => {
        const turned = {
          ...one,
          touchpoints: [...one.touchpoints]
            .reverse()
            .map((row) => ({ ...row, mayUse: [...row.mayUse].reverse() })),
        };
        expect(catalogueDifference(one, turned)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('names a material reason for every place that moves to the new version, and for no other', () => {
    fc.assert(
      fc.property(content, content, (before, after) => {
        const first = toCatalogue(1, 0, assignMaterialVersions(before, null, 1));
        const assigned = assignMaterialVersions(after, first, 2);
        const changes = catalogueDifference(before, after);
        for (const place of assigned.touchpoints) {
          const reasons = materialAt(changes, place);
          expect([place.key, reasons.length > 0]).toEqual([place.key, place.materialVersion === 2]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is undone by the difference back', () => {
    fc.assert(
      fc.property(content, content, (before, after) => {
        const sides = ({ about, key, field, locale }: { [name: string]: unknown }) =>
          JSON.stringify([about, key, field, locale]);
        const there = catalogueDifference(before, after);
        const back = new Map(
          catalogueDifference(after, before).map((one) => [sides({ ...one }), one]),
        );
        expect(back.size).toBe(there.length);
        for (const change of there) {
          const other = back.get(sides({ ...change }));
          expect([other?.was, other?.is]).toEqual([change.is, change.was]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says which words are others, in which language, and what they were', () => {
    const [first, ...rest] = sampleContent.purposes;
    if (first === undefined) throw new Error('the sample has no purpose');
    const summary = '前の記録からおすすめします。';
    const text = { ...first.text, ja: { ...first.text.ja, summary } };
    const after = { ...sampleContent, purposes: [{ ...first, text }, ...rest] };
    expect(catalogueDifference(sampleContent, after)).toEqual([
      {
        ...{ about: 'purpose', key: first.key, field: 'summary', locale: 'ja' },
        ...{ was: [first.text.ja.summary], is: [summary], material: false },
      },
    ]);
  });

  it('says what was added and what was taken away', () => {
    const [first, ...rest] = sampleContent.touchpoints;
    if (first === undefined) throw new Error('the sample has no place');
    const changed = { ...first, recipients: ['ad-provider'] };
    const [change, ...others] = catalogueDifference(sampleContent, {
      ...sampleContent,
      touchpoints: [changed, ...rest],
    });
    if (change === undefined) throw new Error('nothing changed');
    expect(others).toEqual([]);
    expect([addedBy(change), removedBy(change), change.material]).toEqual([
      ['ad-provider'],
      ['self'],
      true,
    ]);
  });
});
