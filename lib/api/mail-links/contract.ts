import { z } from '@hono/zod-openapi';
import type { UnsubscribeLinksAnswer, UnsubscribeLinksRequest } from '../../../sdk/src/contract';
import { keySchema, subjectSchema } from '../subject-schema';

const SUBJECTS_MOST = 1000;

export const unsubscribeLinksRequestSchema = z
  .strictObject({
    touchpoint: keySchema,
    subjects: z.array(subjectSchema).min(1).max(SUBJECTS_MOST).readonly(),
  })
  .openapi('UnsubscribeLinksRequest', {
    example: { touchpoint: 'newsletter', subjects: [{ system: 'mailer', id: '12345' }] },
  }) satisfies z.ZodType<UnsubscribeLinksRequest>;

export const unsubscribeLinksAnswerSchema = z
  .strictObject({
    links: z
      .array(
        z.strictObject({
          url: z.string(),
          headers: z.strictObject({
            'List-Unsubscribe': z.string(),
            'List-Unsubscribe-Post': z.string(),
          }),
          announce: z
            .strictObject({ endsAt: z.iso.datetime(), page: z.string() })
            .exactOptional()
            .openapi({
              description:
                'What the person allowed here ends within 30 days: say when in the mail, and name the page where they decide',
            }),
        }),
      )
      .readonly()
      .openapi({ description: 'In the order asked' }),
  })
  .openapi('UnsubscribeLinksAnswer') satisfies z.ZodType<UnsubscribeLinksAnswer>;
