import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LOCALES, type CatalogueContent } from './model';
import { catalogueBytes, catalogueDigest, noticeBytes, noticeDigest, toCatalogue } from './notice';
import { sampleContent } from './sample.data';

const published = toCatalogue(3, 1_700_000_000_000, sampleContent);

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

describe('a notice', () => {
  it('is the canonical JSON of catalogueVersion, locale and texts, with its SHA-256 as identity', () => {
    const bytes = noticeBytes(published, 'ja');
    expect(bytes.startsWith('{"catalogueVersion":3,"locale":"ja","texts":{"channels":{')).toBe(
      true,
    );
    expect(Object.keys(JSON.parse(bytes))).toEqual(['catalogueVersion', 'locale', 'texts']);
    expect(noticeDigest(published, 'ja')).toBe(sha256(bytes));
    expect(noticeDigest(published, 'ja')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('holds the words of its own language only', () => {
    expect(noticeBytes(published, 'ja')).toContain('購入の記録');
    expect(noticeBytes(published, 'ja')).not.toContain('Purchases');
    expect(noticeBytes(published, 'en')).not.toContain('購入の記録');
  });

  it('changes its digest with the language, the version and any word', () => {
    const reworded = structuredClone(sampleContent) as unknown as {
      touchpoints: { text: { ja: { without: string } } }[];
    };
    for (const row of reworded.touchpoints) row.text.ja.without += '。';
    const other = toCatalogue(3, 0, reworded as unknown as CatalogueContent);
    const digests = [
      ...LOCALES.map((locale) => noticeDigest(published, locale)),
      noticeDigest({ ...published, version: 4 }, 'ja'),
      noticeDigest(other, 'ja'),
    ];
    expect(new Set(digests).size).toBe(digests.length);
    expect(noticeDigest(other, 'en')).toBe(noticeDigest(published, 'en'));
  });

  it('does not show retired touchpoints and does not care for the order of rows', () => {
    const touchpoints = sampleContent.touchpoints.map((row, index) =>
      index === 0 ? { ...row, status: 'retired' as const } : row,
    );
    const fewer = toCatalogue(3, 0, { ...sampleContent, touchpoints });
    expect(noticeBytes(fewer, 'en')).not.toContain('"for-you"');
    const turned = { ...published, purposes: [...published.purposes].reverse() };
    expect(noticeDigest(turned, 'ja')).toBe(noticeDigest(published, 'ja'));
  });
});

describe('a catalogue', () => {
  it('has the same bytes with and without what publication adds', () => {
    expect(catalogueBytes(3, published)).toBe(catalogueBytes(3, sampleContent));
    expect(JSON.parse(catalogueBytes(3, published))).toEqual({ version: 3, ...sampleContent });
    expect(published.digest).toBe(sha256(catalogueBytes(3, sampleContent)));
  });

  it('has another digest under another version', () => {
    expect(catalogueDigest(4, sampleContent)).not.toBe(published.digest);
  });
});
