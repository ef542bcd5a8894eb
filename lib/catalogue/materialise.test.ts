import { describe, expect, it } from 'vitest';
import { assignMaterialVersions } from './materialise';
import type { CatalogueContent, DataCategory, Purpose, Recipient, Touchpoint } from './model';
import { toCatalogue } from './notice';
import { sampleContent } from './sample.data';

const first = toCatalogue(1, 0, assignMaterialVersions(sampleContent, null, 1));

function withTouchpoint(change: Partial<Touchpoint>): CatalogueContent {
  const [head, ...rest] = sampleContent.touchpoints;
  return { ...sampleContent, touchpoints: [{ ...head, ...change } as Touchpoint, ...rest] };
}
function withRow<T extends { readonly key: string }>(
  rows: readonly T[],
  key: string,
  change: Partial<T>,
) {
  return rows.map((row) => (row.key === key ? { ...row, ...change } : row));
}
function versions(content: CatalogueContent): Record<string, number> {
  const assigned = assignMaterialVersions(content, first, 2);
  return Object.fromEntries(assigned.touchpoints.map((row) => [row.key, row.materialVersion]));
}
const unmoved = { 'for-you': 1, 'chasing-ads': 1, 'also-bought': 1 };

describe('assignMaterialVersions', () => {
  it('gives the first version to everything, whatever the author wrote', () => {
    const written = withTouchpoint({ materialVersion: 9 });
    const assigned = assignMaterialVersions(written, null, 1);
    expect(assigned.touchpoints.map((row) => row.materialVersion)).toEqual([1, 1, 1]);
  });

  it('moves nothing that stays, even when the author wrote a number', () => {
    expect(versions(sampleContent)).toEqual(unmoved);
    expect(versions(withTouchpoint({ materialVersion: 7 }))).toEqual(unmoved);
  });

  it.each<[string, Partial<Touchpoint>]>([
    ['channel', { channel: 'ads' }],
    ['purposes', { purposes: ['recommend', 'train-ai'] }],
    ['fewer purposes', { purposes: [] }],
    ['requires', { requires: ['purchases', 'skin-photos'] }],
    ['less required', { requires: [] }],
    ['mayUse', { mayUse: [] }],
    [
      'data that moves from optional to required',
      { requires: ['purchases', 'browsing'], mayUse: [] },
    ],
    ['technique', { technique: 'rules' }],
    ['recipients', { recipients: ['self', 'ad-provider'] }],
  ])('moves a touchpoint when it changes %s, and no other', (_, change) => {
    expect(versions(withTouchpoint(change))).toEqual({ ...unmoved, 'for-you': 2 });
  });

  it.each<[string, Partial<Touchpoint>]>([
    ['stage', { stage: 'buy' }],
    ['owner system', { system: 'app' }],
    ['retirement', { status: 'retired' }],
  ])('does not move a touchpoint for its %s', (_, change) => {
    expect(versions(withTouchpoint(change))).toEqual(unmoved);
  });

  it('does not move a touchpoint for new words or another order of the same keys', () => {
    const [head] = sampleContent.touchpoints;
    const text = head && { ...head.text, ja: { ...head.text.ja, with: '新しい言葉' } };
    expect(versions(withTouchpoint(text ? { text } : {}))).toEqual(unmoved);
    const two = withTouchpoint({ requires: ['purchases', 'browsing'], mayUse: [] });
    const before = toCatalogue(1, 0, assignMaterialVersions(two, null, 1));
    const turned = withTouchpoint({ requires: ['browsing', 'purchases'], mayUse: [] });
    expect(assignMaterialVersions(turned, before, 2).touchpoints[0]?.materialVersion).toBe(1);
  });

  it('gives a new touchpoint the new version', () => {
    const [head] = sampleContent.touchpoints;
    const touchpoints = [...sampleContent.touchpoints, { ...head, key: 'new-place' } as Touchpoint];
    expect(versions({ ...sampleContent, touchpoints })).toEqual({ ...unmoved, 'new-place': 2 });
  });

  it('gives a touchpoint that comes back from retirement the new version', () => {
    const retired = withTouchpoint({ status: 'retired' });
    const before = toCatalogue(1, 0, assignMaterialVersions(retired, null, 1));
    const assigned = assignMaterialVersions(sampleContent, before, 5);
    expect(assigned.touchpoints.map((row) => row.materialVersion)).toEqual([5, 1, 1]);
  });

  it.each<[string, Partial<Recipient>]>([
    ['country', { country: 'US' }],
    ['relation', { relation: 'processor' }],
    [
      'items in one language',
      {
        text: {
          ja: { name: 'n', items: ['購入', '住所'], ground: 'g' },
          en: { name: 'n', items: ['purchases'], ground: 'g' },
        },
      },
    ],
  ])('moves every touchpoint that points at a recipient whose %s changed', (_, change) => {
    const recipients = withRow(sampleContent.recipients, 'ad-provider', change);
    expect(versions({ ...sampleContent, recipients })).toEqual({ ...unmoved, 'chasing-ads': 2 });
  });

  it('does not move a touchpoint for a recipient’s name', () => {
    const recipients = sampleContent.recipients.map((row) => ({
      ...row,
      text: { ja: { ...row.text.ja, name: '新' }, en: { ...row.text.en, name: 'new' } },
    }));
    expect(versions({ ...sampleContent, recipients })).toEqual(unmoved);
  });

  it('moves what uses data that became sensitive or a purpose that became explicit', () => {
    const data = withRow<DataCategory>(sampleContent.data, 'browsing', { sensitive: true });
    expect(versions({ ...sampleContent, data })).toEqual({
      ...unmoved,
      'for-you': 2,
      'chasing-ads': 2,
    });
    const purposes = withRow<Purpose>(sampleContent.purposes, 'recommend', { explicit: true });
    expect(versions({ ...sampleContent, purposes })).toEqual({ ...unmoved, 'for-you': 2 });
  });

  it('keeps the version of the last change over versions that change nothing', () => {
    const second = toCatalogue(
      2,
      0,
      assignMaterialVersions(withTouchpoint({ mayUse: [] }), first, 2),
    );
    const third = assignMaterialVersions(withTouchpoint({ mayUse: [] }), second, 3);
    expect(third.touchpoints.map((row) => row.materialVersion)).toEqual([2, 1, 1]);
  });
});
