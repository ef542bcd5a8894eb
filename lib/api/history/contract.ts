/** An answer at an instant: the question, and what is handed out (lib/evidence/inquired-view.ts). */
import { z } from '@hono/zod-openapi';
import { LOCALES } from '../../catalogue/model';
import { OTHERWISES, REASONS } from '../../decision/model';
import { DATA_MAX } from '../decisions/contract';
import { receiptSchema } from '../receipts/contract';
import { instantSchema, keySchema, subjectSchema } from '../subject-schema';

const data = z.array(keySchema).max(DATA_MAX).readonly();
export const groundSchema = z
  .string()
  .max(500)
  .openapi({ description: 'Why you look, 5 to 500 characters. The person reads it.' });
const common = { subject: subjectSchema, at: instantSchema, ground: groundSchema };

export const decisionThenSchema = z
  .union([
    z.strictObject({ ...common, touchpoint: keySchema, data: data.optional() }),
    z.strictObject({ ...common, purpose: keySchema, channel: keySchema, data: data.optional() }),
  ])
  .openapi('DecisionThenRequest', {
    example: {
      subject: { system: 'shop', id: '12345' },
      touchpoint: 'shop-for-you',
      at: '2026-11-21T10:00:00Z',
      ground: 'inquiry 2026-114',
    },
  });

export const decisionThenAnswerSchema = z
  .strictObject({
    at: z.iso.datetime(),
    touchpoint: z.string().exactOptional(),
    purpose: z.string().exactOptional(),
    channel: z.string().exactOptional(),
    decision: z.boolean(),
    reason: z.enum(REASONS),
    otherwise: z.enum(OTHERWISES),
    data: z.strictObject({ permitted: z.array(z.string()), denied: z.array(z.string()) }),
    catalogue: z.strictObject({ version: z.int(), publishedAt: z.iso.datetime() }),
    words: z
      .array(z.strictObject({ locale: z.enum(LOCALES), digest: z.string(), text: z.string() }))
      .openapi({ description: 'The exact words in force then; `digest` is SHA-256 of `text`' }),
    deciding: z
      .array(
        z.strictObject({
          id: z.string(),
          at: z.iso.datetime(),
          body: z.record(z.string(), z.unknown()),
          receipt: receiptSchema.exactOptional(),
        }),
      )
      .openapi({ description: 'Empty: nobody had decided, and the purpose’s basis answered' }),
    record: z
      .strictObject({
        before: z.int(),
        after: z.int(),
        whole: z.boolean(),
        gaps: z.array(z.string()),
        heads: z.array(z.string()),
      })
      .openapi({ description: '`whole`: each event of the person names the one before it' }),
    log: z
      .strictObject({ origin: z.string(), size: z.int() })
      .nullable()
      .openapi({ description: 'The log then, and how many entries it had' }),
  })
  .openapi('DecisionThen');
