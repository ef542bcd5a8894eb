import { z } from '@hono/zod-openapi';
import { CONTEST_STATUSES } from '../../record/contests-heard';
import { keySchema } from '../subject-schema';

export const contestSchema = z
  .strictObject({
    id: z.string(),
    handle: z.string().openapi({ description: 'Your own, under which you reported it' }),
    touchpoint: keySchema,
    kind: z.enum(['guess', 'data']),
    data: keySchema.exactOptional(),
    words: z
      .union([
        z.string(),
        z.strictObject({ ja: z.string().exactOptional(), en: z.string().exactOptional() }),
      ])
      .openapi({ description: 'What is wrong, in the words you reported' }),
    decisionId: z.string().exactOptional().openapi({ description: 'Of a report that said so' }),
    status: z.enum(CONTEST_STATUSES),
    receivedAt: z.iso.datetime().exactOptional(),
  })
  .openapi('Contest');

export const contestListSchema = z
  .strictObject({
    contests: z.array(contestSchema),
    next: z.string().exactOptional().openapi({
      description: 'Send it as `after` to go on, now or later. Absent where `handle` was named.',
    }),
    more: z.boolean().openapi({ description: 'There may be more right now' }),
  })
  .openapi('Contests');

export const contestQuery = z.strictObject({
  handle: z.string().optional(),
  after: z.string().optional(),
  status: z.enum(CONTEST_STATUSES).optional(),
});
