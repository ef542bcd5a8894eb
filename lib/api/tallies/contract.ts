import { z } from '@hono/zod-openapi';
import type { TalliesAnswer, TalliesRequest } from '../../../sdk/src/contract';
import { REASONS } from '../../decision/model';
import { keySchema, subjectSchema } from '../subject-schema';

const TALLIES_MOST = 1000;
const COUNT_MOST = 1_000_000;

export const talliesRequestSchema = z
  .strictObject({
    batch: z.string().regex(/^[\w-]{8,64}$/, 'must be 8 to 64 of A–Z, a–z, 0–9, - and _'),
    tallies: z
      .array(
        z.strictObject({
          subject: subjectSchema,
          touchpoint: keySchema,
          day: z.iso.date('must be a day, like 2026-11-21'),
          outcome: z.enum(REASONS),
          count: z.int().min(1).max(COUNT_MOST),
        }),
      )
      .min(1)
      .max(TALLIES_MOST)
      .readonly(),
  })
  .openapi('TalliesRequest', {
    example: {
      batch: 'shop-1-000042',
      tallies: [
        {
          ...{ subject: { system: 'shop', id: '12345' }, touchpoint: 'shop-for-you' },
          ...{ day: '2026-11-21', outcome: 'allowed', count: 14 },
        },
      ],
    },
  }) satisfies z.ZodType<TalliesRequest>;

export const talliesAnswerSchema = z
  .strictObject({ accepted: z.literal(true) })
  .openapi('TalliesAnswer') satisfies z.ZodType<TalliesAnswer>;
