import { z } from '@hono/zod-openapi';
import type { ExposureAnswer, ExposureRequest } from '../../../sdk/src/contract';
import { instantSchema, keySchema, subjectSchema } from '../subject-schema';

const words = z.string().trim().min(1).max(500);

export const exposureRequestSchema = z
  .strictObject({
    subject: subjectSchema,
    touchpoint: keySchema,
    decisionId: z
      .string()
      .regex(/^dec_[A-Za-z0-9_-]{24}$/, 'must be a decisionId that you were given')
      .optional(),
    at: instantSchema.optional(),
    because: z
      .array(
        z.strictObject({
          kind: z.enum(['data', 'guess', 'collective']),
          data: keySchema.optional(),
          words: z.union([
            words,
            z
              .strictObject({ ja: words.optional(), en: words.optional() })
              .refine(({ ja, en }) => ja !== undefined || en !== undefined, 'says nothing'),
          ]),
        }),
      )
      .min(1)
      .max(20)
      .readonly(),
  })
  .openapi('ExposureRequest', {
    example: {
      subject: { system: 'shop', id: '12345' },
      touchpoint: 'shop-for-you',
      because: [
        {
          kind: 'data',
          data: 'purchases',
          words: { ja: '先月お茶を買われたため', en: 'You bought tea last month' },
        },
      ],
    },
  }) satisfies z.ZodType<ExposureRequest>;

export const exposureAnswerSchema = z
  .strictObject({ accepted: z.literal(true) })
  .openapi('ExposureAnswer') satisfies z.ZodType<ExposureAnswer>;
