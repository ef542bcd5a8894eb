/**
 * The words and the catalogue as bytes, and the digests that name them (DESIGN §3 "catalogue",
 * "notice"; LEDGER Entry `d`). A notice is everything a person is shown in one language, by key:
 * two people who read different words never share a digest, and the order in which an author
 * wrote the rows does not change one.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Catalogue, CatalogueContent, Locale, Localised } from './model';

type Worded = CatalogueContent & { readonly version: number };

function inCanonicalForm(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('the catalogue has no canonical form');
  return text;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}

function wordsByKey<T>(
  rows: readonly { readonly key: string; readonly text: Localised<T> }[],
  locale: Locale,
): Readonly<Record<string, T>> {
  return Object.fromEntries(rows.map((row) => [row.key, row.text[locale]]));
}

/** JCS text of `{catalogueVersion, locale, texts}`. Retired touchpoints are shown to nobody. */
export function noticeBytes(catalogue: Worded, locale: Locale): string {
  const texts = {
    notice: catalogue.notice[locale],
    lines: wordsByKey(catalogue.lines, locale),
    purposeGroups: wordsByKey(catalogue.purposeGroups, locale),
    stages: wordsByKey(catalogue.stages, locale),
    purposes: wordsByKey(catalogue.purposes, locale),
    channels: wordsByKey(catalogue.channels, locale),
    data: wordsByKey(catalogue.data, locale),
    techniques: wordsByKey(catalogue.techniques, locale),
    recipients: wordsByKey(catalogue.recipients, locale),
    touchpoints: wordsByKey(
      catalogue.touchpoints.filter(({ status }) => status === 'live'),
      locale,
    ),
  };
  return inCanonicalForm({ catalogueVersion: catalogue.version, locale, texts });
}

/** A published catalogue never changes, so its digests are worked out once per object. */
const noticeDigests = new WeakMap<Worded, Map<Locale, string>>();

/** base64url SHA-256 of `noticeBytes`. */
export function noticeDigest(catalogue: Worded, locale: Locale): string {
  const known = noticeDigests.get(catalogue) ?? new Map<Locale, string>();
  noticeDigests.set(catalogue, known);
  const digest = known.get(locale) ?? digestOf(noticeBytes(catalogue, locale));
  known.set(locale, digest);
  return digest;
}

/** JCS text of `{version, ...content}`, without `digest` and `publishedAtMs` even when handed a whole Catalogue. */
export function catalogueBytes(version: number, content: CatalogueContent): string {
  const { notice, lines, purposeGroups, stages, purposes } = content;
  const { channels, data, techniques, recipients, touchpoints } = content;
  return inCanonicalForm({
    version,
    ...{ notice, lines, purposeGroups, stages, purposes },
    ...{ channels, data, techniques, recipients, touchpoints },
  });
}

/** base64url SHA-256 of `catalogueBytes`. */
export function catalogueDigest(version: number, content: CatalogueContent): string {
  return digestOf(catalogueBytes(version, content));
}

/** The content as it stands once published under `version`. */
export function toCatalogue(
  version: number,
  publishedAtMs: number,
  content: CatalogueContent,
): Catalogue {
  return { ...content, version, publishedAtMs, digest: catalogueDigest(version, content) };
}
