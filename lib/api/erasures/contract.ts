import { z } from '@hono/zod-openapi';
import { ERASURE_ANSWERS, ERASURE_GROUNDS } from '../../choice/erasing-model';
import { subjectSchema } from '../subject-schema';

export const ERASURE_STATUSES = ['asked', 'done', 'refused'] as const;

export const erasureRequestSchema = z
  .strictObject({ subject: subjectSchema, ground: z.enum(ERASURE_GROUNDS) })
  .openapi('ErasureRequest', {
    example: { subject: { system: 'shop', id: '12345' }, ground: 'account-closed' },
  });

export const erasureAcceptedSchema = z
  .strictObject({ id: z.string(), status: z.literal('waiting') })
  .openapi('ErasureAccepted');

export const erasureStatusSchema = z
  .strictObject({
    id: z.string(),
    status: z.enum(['waiting', 'held', 'confirmed', 'done', 'refused', 'asked']),
    /** What a person asked this system to erase: by the system's own handle. */
    handle: z.string().exactOptional(),
    askedAt: z.iso.datetime().exactOptional(),
    answeredAt: z.iso.datetime().exactOptional(),
  })
  .openapi('Erasure');

export const erasureListSchema = z
  .strictObject({ erasures: z.array(erasureStatusSchema) })
  .openapi('Erasures');

export const erasureAnswerSchema = z
  .strictObject({ answer: z.enum(ERASURE_ANSWERS) })
  .openapi('ErasureAnswer', { example: { answer: 'done' } });
