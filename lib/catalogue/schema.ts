/**
 * What an author hands in as the next catalogue, before the rules look at it (DESIGN §3). Strict:
 * a field nobody knows is an error, never silently dropped. Whether the parts fit together is said
 * in rules.ts; here only their shape.
 */
import { z } from 'zod';
import {
  BASES,
  LINES,
  PURPOSE_GROUPS,
  RELATIONS,
  STAGES,
  TECHNIQUES,
  TOUCHPOINT_STATUSES,
  type CatalogueContent,
} from './model';

const MOST_ROWS = 5_000;
const MOST_ITEMS = 12;
const MOST_CHARACTERS = 1_000;
/** An allow ends after 13 months unless the catalogue says less (DESIGN §4 "Age"). */
const MOST_DAYS = 396;

/** Words for people: JCS has no bytes for half a surrogate pair, and controls have no sound. */
const words = z
  .string()
  .max(MOST_CHARACTERS)
  .refine((text) => !/[\p{Cs}\p{Cc}]/u.test(text), 'holds a character that cannot be written');
const list = z.array(words).max(MOST_ITEMS);
const key = z.string().max(64);
const keys = z.array(key).max(100);

function inEachLanguage<T extends z.ZodType>(text: T) {
  return z.strictObject({ ja: text, en: text });
}
const named = inEachLanguage(z.strictObject({ name: words }));

const noticeSchema = z.strictObject({
  controller: words,
  contact: words,
  dataProtectionOfficer: words,
  storageLocation: words,
  jurisdiction: words,
  retention: words,
  transfers: words,
  howToWithdraw: words,
  notCovered: words,
});

const purposeSchema = z.strictObject({
  key,
  group: z.enum(PURPOSE_GROUPS),
  basis: z.enum(BASES),
  contact: z.boolean(),
  explicit: z.boolean(),
  sharesForAds: z.boolean(),
  dpv: z.url(),
  expiresAfterDays: z.int().min(1).max(MOST_DAYS).exactOptional(),
  text: inEachLanguage(
    z.strictObject({ name: words, summary: words, stops: list, continues: list }),
  ),
});

const channelSchema = z.strictObject({ key, line: z.enum(LINES), text: named });

const dataSchema = z.strictObject({
  key,
  sensitive: z.boolean(),
  dpv: z.url().exactOptional(),
  text: inEachLanguage(
    z.strictObject({ name: words, summary: words, source: words, retention: words }),
  ),
});

const techniqueSchema = z.strictObject({
  key: z.enum(TECHNIQUES),
  text: inEachLanguage(z.strictObject({ name: words, summary: words })),
});

const recipientSchema = z.strictObject({
  key,
  country: z.string().regex(/^[A-Z]{2}$/, 'is not a country code of two letters'),
  relation: z.enum(RELATIONS),
  since: z.iso.date(),
  text: inEachLanguage(z.strictObject({ name: words, items: list, ground: words })),
});

const touchpointSchema = z.strictObject({
  key,
  status: z.enum(TOUCHPOINT_STATUSES),
  channel: key,
  stage: z.enum(STAGES),
  purposes: keys,
  requires: keys,
  mayUse: keys,
  technique: z.enum(TECHNIQUES),
  system: key,
  recipients: keys,
  materialVersion: z.int().min(1),
  text: inEachLanguage(
    z.strictObject({ name: words, with: words, without: words, neverUsed: list }),
  ),
});

export const catalogueContentSchema = z.strictObject({
  notice: inEachLanguage(noticeSchema),
  lines: z.array(z.strictObject({ key: z.enum(LINES), text: named })).max(LINES.length),
  purposeGroups: z
    .array(z.strictObject({ key: z.enum(PURPOSE_GROUPS), text: named }))
    .max(PURPOSE_GROUPS.length),
  stages: z.array(z.strictObject({ key: z.enum(STAGES), text: named })).max(STAGES.length),
  purposes: z.array(purposeSchema).max(MOST_ROWS),
  channels: z.array(channelSchema).max(MOST_ROWS),
  data: z.array(dataSchema).max(MOST_ROWS),
  techniques: z.array(techniqueSchema).max(TECHNIQUES.length),
  recipients: z.array(recipientSchema).max(MOST_ROWS),
  touchpoints: z.array(touchpointSchema).max(MOST_ROWS),
}) satisfies z.ZodType<CatalogueContent>;
