import { z } from '@hono/zod-openapi';
import type { AudienceRequest } from '../../../sdk/src/contract';
import { consentTokenSchema, keySchema } from '../subject-schema';

const MOST_DATA = 64;
/** What people read of it: one line of words. */
const CONTROL = /\p{Cc}|\p{Surrogate}/u;
export const wordsSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((words) => !CONTROL.test(words), 'must be one line of text');

export const audienceRequestSchema = z
  .strictObject({
    touchpoint: keySchema,
    data: z.array(keySchema).max(MOST_DATA).readonly().optional(),
    campaign: wordsSchema.openapi({ description: 'In words that the people themselves read' }),
    segment: wordsSchema.openapi({ description: 'Whom you think of, in words as well' }),
    consentToken: consentTokenSchema.optional(),
  })
  .openapi('AudienceRequest') satisfies z.ZodType<AudienceRequest>;
