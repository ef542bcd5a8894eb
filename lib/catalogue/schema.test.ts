import { describe, expect, it } from 'vitest';
import { sampleContent } from './sample.data';
import { catalogueContentSchema } from './schema';

function refused(change: Record<string, unknown>): string[] {
  const parsed = catalogueContentSchema.safeParse({ ...structuredClone(sampleContent), ...change });
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('/'));
}
const [touchpoint] = sampleContent.touchpoints;
const [purpose] = sampleContent.purposes;
const [recipient] = sampleContent.recipients;

describe('the shape of a draft', () => {
  it('gives back what it was given', () => {
    expect(catalogueContentSchema.parse(structuredClone(sampleContent))).toEqual(sampleContent);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a field nobody knows', { extra: 1 }, ''],
    ['a published catalogue', { version: 1, digest: 'x', publishedAtMs: 0 }, ''],
    [
      'a field nobody knows inside a row',
      { touchpoints: [{ ...touchpoint, colour: 'red' }] },
      'touchpoints/0',
    ],
    ['a missing language', { notice: { ja: sampleContent.notice.ja } }, 'notice/en'],
    ['a language nobody asked for', { notice: { ...sampleContent.notice, fr: {} } }, 'notice'],
    [
      'a basis that does not exist',
      { purposes: [{ ...purpose, basis: 'because' }] },
      'purposes/0/basis',
    ],
    [
      'a yes longer than 13 months',
      { purposes: [{ ...purpose, expiresAfterDays: 400 }] },
      'purposes/0/expiresAfterDays',
    ],
    ['a purpose without an IRI', { purposes: [{ ...purpose, dpv: 'ads' }] }, 'purposes/0/dpv'],
    [
      'a country that is no code',
      { recipients: [{ ...recipient, country: 'Japan' }] },
      'recipients/0/country',
    ],
    [
      'a day that does not exist',
      { recipients: [{ ...recipient, since: '2025-02-30' }] },
      'recipients/0/since',
    ],
    [
      'an undefined value',
      { purposes: [{ ...purpose, expiresAfterDays: undefined }] },
      'purposes/0/expiresAfterDays',
    ],
    [
      'half a surrogate pair, which has no canonical bytes',
      {
        notice: { ...sampleContent.notice, ja: { ...sampleContent.notice.ja, contact: '\ud83d' } },
      },
      'notice/ja/contact',
    ],
  ])('refuses %s', (_, change, path) => {
    expect(refused(change)).toContain(path);
  });
});
