/**
 * What anyone may send as a choice (API.md `POST /api/v1/choices`), before the rules look at it.
 * Strict: a field nobody knows is an error. Only shape here; what the catalogue knows and what is
 * allowed to whom is said in rules.ts. The subject is the caller's to add.
 */
import { z } from 'zod';
import { LOCALES } from '../catalogue/model';
import { PERIODS, SURFACES } from './model';

/** The message of the issue at a `*` where only explicit keys may stand. */
export const WILDCARD_PROBLEM = 'wildcard';
const MOST_KEYS = 200;
const MOST_WORDS = 500;
const LONGEST_DAYS = 3_650;

const wildcard = (issue: { readonly input?: unknown }): string | undefined =>
  issue.input === '*' ? WILDCARD_PROBLEM : undefined;

const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: wildcard });
const keys = z.array(key, { error: wildcard }).max(MOST_KEYS);
const someKeys = keys.min(1);
const extent = z.union([z.literal('*'), someKeys]);
/** ISO 8601 with its offset; turned into milliseconds by the rules. */
const instant = z.iso.datetime({ offset: true }).max(40);
/** An IANA zone. */
export const zone = z
  .string()
  .max(64)
  .refine((name) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  }, 'is no time zone');
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const words = z
  .string()
  .trim()
  .min(1)
  .max(MOST_WORDS)
  .refine((text) => !/[\p{Cs}\p{Cc}]/u.test(text), 'holds a character that cannot be written');

const said = { surface: z.enum(SURFACES).exactOptional(), givenAt: instant.exactOptional() };

const allowSchema = z.strictObject({
  type: z.literal('allow'),
  purposes: someKeys,
  channels: someKeys,
  /** `[]` is the purpose itself. */
  data: keys,
  /** Whether it is there is a rule, so that its absence has a reason of its own. */
  notice: z
    .strictObject({ catalogueVersion: z.int().min(1), locale: z.enum(LOCALES) })
    .exactOptional(),
  evidence: z.strictObject({ kind: key, reference: words }).exactOptional(),
  expiresAt: instant.exactOptional(),
  explicit: z.literal(true).exactOptional(),
  ...said,
});

const denySchema = z.strictObject({
  type: z.literal('deny'),
  purposes: extent,
  channels: extent,
  data: extent,
  /** Never accepted: here so that it is refused with its own reason. */
  expiresAt: instant.exactOptional(),
  ...said,
});

const limitFields = {
  frequency: z
    .strictObject({
      channel: key.exactOptional(),
      max: z.int().min(0).max(1_000),
      per: z.enum(PERIODS),
      days: z.int().min(1).max(366).exactOptional(),
      zone: zone.default('Asia/Tokyo'),
    })
    .refine(({ per, days }) => (per === 'rolling') === (days !== undefined), {
      path: ['days'],
      error: 'stands with per: rolling, and only there',
    })
    .exactOptional(),
  quietHours: z.strictObject({ from: timeOfDay, to: timeOfDay, zone }).exactOptional(),
  dataAge: z.strictObject({ data: key, maxDays: z.int().min(1).max(LONGEST_DAYS) }).exactOptional(),
  mute: z.strictObject({ topic: key }).exactOptional(),
  notPurchased: z.literal(true).exactOptional(),
  variety: z.literal(true).exactOptional(),
  preferredChannel: z.strictObject({ channel: key }).exactOptional(),
};
const LIMIT_FIELDS = Object.keys(limitFields);

const limitSchema = z
  .strictObject({
    type: z.literal('limit'),
    ...limitFields,
    until: instant.exactOptional(),
    remove: z.literal(true).exactOptional(),
    ...said,
  })
  .refine(
    (limit) => Object.keys(limit).filter((name) => LIMIT_FIELDS.includes(name)).length === 1,
    {
      error: `names exactly one of ${LIMIT_FIELDS.join(', ')}`,
    },
  );

export const choiceInputSchema = z.discriminatedUnion('type', [
  allowSchema,
  denySchema,
  z.strictObject({ type: z.literal('touchpoint-off'), touchpoint: key, ...said }),
  z.strictObject({ type: z.literal('touchpoint-on'), touchpoint: key, ...said }),
  z.strictObject({ type: z.literal('technique-off'), technique: key, ...said }),
  z.strictObject({ type: z.literal('technique-on'), technique: key, ...said }),
  z.strictObject({
    type: z.literal('pause'),
    until: instant,
    purposes: someKeys.exactOptional(),
    ...said,
  }),
  z.strictObject({ type: z.literal('resume'), ...said }),
  limitSchema,
  z.strictObject({
    type: z.literal('signal'),
    signal: z.literal('gpc'),
    device: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
    ...said,
  }),
  /** Personal: the words go to the event's personal part. */
  z.strictObject({ type: z.literal('told'), interests: z.array(words).min(1).max(50), ...said }),
  z.strictObject({
    type: z.literal('contest'),
    exposure: z.string().min(1).max(64),
    wrong: words,
    ...said,
  }),
  z.strictObject({ type: z.literal('undo'), ref: z.string().min(1).max(64), ...said }),
]);
export type ChoiceInput = z.infer<typeof choiceInputSchema>;
export type ChoiceInputOf<T extends ChoiceInput['type']> = Extract<ChoiceInput, { type: T }>;
