import { z } from '@hono/zod-openapi';
import type { AgeAnswer, AgeRequest } from '../../../sdk/src/contract';
import { subjectSchema } from '../subject-schema';

export const ageRequestSchema = z
  .strictObject({
    subject: subjectSchema,
    band: z.enum(['child', 'teen']).openapi({
      description: 'child: 15 or younger; teen: 16 or 17',
    }),
    majority: z
      .string()
      .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be the month in which they turn 18, like 2038-05'),
  })
  .openapi('AgeRequest', {
    example: {
      ...{ subject: { system: 'shop', id: '12345' }, band: 'child', majority: '2038-05' },
    },
  }) satisfies z.ZodType<AgeRequest>;

export const ageAnswerSchema = z
  .strictObject({ ref: z.string(), receipt: z.string(), consentToken: z.string() })
  .openapi('AgeAnswer') satisfies z.ZodType<AgeAnswer>;
