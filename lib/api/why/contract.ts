/** The wire form of この表示の理由, held to sdk/src/why-contract.ts. */
import { z } from '@hono/zod-openapi';
import type {
  WhyActAnswer,
  WhyActRequest,
  WhyAnswer,
  WhyRequest,
} from '../../../sdk/src/why-contract';
import { LOCALES } from '../../catalogue/model';
import { STATION_STATUSES } from '../../decision/stations';
import { keySchema } from '../subject-schema';

const locale = z.enum(LOCALES);
const guess = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

export const whyActSchema = z.discriminatedUnion('act', [
  z.strictObject({ locale, act: z.literal('stop-here') }),
  z.strictObject({ locale, act: z.literal('stop-purpose'), purpose: keySchema }),
  z.strictObject({ locale, act: z.literal('bought') }),
  z.strictObject({ locale, act: z.literal('too-many') }),
  z.strictObject({ locale, act: z.literal('wrong'), guess }),
]);

export const whyRequestSchema = z
  .strictObject({ locale })
  .openapi('WhyRequest', { example: { locale: 'en' } }) satisfies z.ZodType<WhyRequest>;

export const whyActRequestSchema = whyActSchema.openapi('WhyActRequest', {
  example: { locale: 'en', act: 'stop-here' },
}) satisfies z.ZodType<WhyActRequest>;

const reason = z.strictObject({
  kind: z.enum(['guess', 'data', 'collective']),
  words: z.string(),
  lang: locale.nullable(),
  data: z.strictObject({ name: z.string(), source: z.string() }).nullable(),
  guess: guess.exactOptional().openapi({ description: 'Names it in an act `wrong`' }),
  saidWrongAt: z.iso.datetime().exactOptional(),
});
const offer = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('stop-here') }),
  z.strictObject({ act: z.literal('stop-purpose'), purpose: keySchema, name: z.string() }),
  z.strictObject({ act: z.literal('bought') }),
  z.strictObject({ act: z.literal('too-many'), channel: z.string().exactOptional() }),
]);

export const whyAnswerSchema = z
  .strictObject({
    ...{ touchpoint: keySchema, name: z.string() },
    status: z.enum(STATION_STATUSES).nullable().openapi({
      description: 'null where staff look at a screen',
    }),
    since: z.iso.datetime().nullable(),
    purposes: z.array(z.strictObject({ name: z.string(), summary: z.string() })).readonly(),
    data: z
      .array(z.strictObject({ name: z.string(), permitted: z.boolean().nullable() }))
      .readonly(),
    ...{ technique: z.string(), controller: z.string() },
    recipients: z.array(z.string()).readonly(),
    shown: z
      .strictObject({ at: z.iso.datetime(), because: z.array(reason).readonly() })
      .nullable()
      .openapi({ description: 'Your newest report of this place about this person' }),
    offers: z.array(offer).readonly().openapi({ description: 'What can still be said here' }),
    path: z.string(),
  })
  .openapi('Why') satisfies z.ZodType<WhyAnswer>;

export const whyActAnswerSchema = z
  .strictObject({
    savedAt: z.iso.datetime(),
    why: whyAnswerSchema,
    next: z
      .strictObject({ token: z.string(), expiresAt: z.iso.datetime() })
      .nullable()
      .openapi({ description: 'A token writes once: go on with this one' }),
  })
  .openapi('WhySaid') satisfies z.ZodType<WhyActAnswer>;
