/** The wire form of questions and answers, held to sdk/src/contract.ts (DESIGN §5). */
import { z } from '@hono/zod-openapi';
import type {
  BriefDecisionAnswer,
  DecisionAnswer,
  DecisionBatchAnswer,
  DecisionBatchRequest,
  DecisionRequest,
} from '../../../sdk/src/contract';
import { OTHERWISES, REASONS } from '../../decision/model';
import { consentTokenSchema, keySchema, subjectSchema } from '../subject-schema';

export const DATA_MAX = 64;
export const BATCH_MAX = 1000;

const dataSchema = z.array(keySchema).max(DATA_MAX).readonly();
const common = {
  subject: subjectSchema,
  reserve: z
    .boolean()
    .optional()
    .openapi({ description: 'Take one message out of the budget all channels share.' }),
  signals: z.strictObject({ gpc: z.boolean().optional() }).optional(),
  consentToken: consentTokenSchema.optional().openapi({
    description: 'Answer from state at least this fresh. Also as header Consent-Token.',
  }),
};

export const decisionRequestSchema = z
  .union([
    z.strictObject({ ...common, touchpoint: keySchema, data: dataSchema.optional() }),
    z.strictObject({ ...common, purpose: keySchema, channel: keySchema, data: dataSchema }),
  ])
  .openapi('DecisionRequest', {
    example: {
      subject: { system: 'shop', id: '12345' },
      touchpoint: 'shop-for-you',
      data: ['purchases'],
    },
  }) satisfies z.ZodType<DecisionRequest>;

const obligationSchema = z.strictObject({
  id: z.string(),
  type: z.string(),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).readonly(),
});
const head = {
  decision: z.boolean(),
  otherwise: z.enum(OTHERWISES),
  touchpoint: z.string(),
  validUntil: z.iso.datetime(),
  catalogueVersion: z.int(),
  consentToken: z.string(),
  decisionId: z.string(),
};
const fullAnswerSchema = z.strictObject({
  ...head,
  reason: z.enum(REASONS),
  cause: z.string().exactOptional(),
  data: z.strictObject({
    permitted: z.array(z.string()).readonly(),
    denied: z.array(z.string()).readonly(),
  }),
  evidence: z.strictObject({ ref: z.string().nullable(), catalogueVersion: z.int() }),
  obligations: z.array(obligationSchema).readonly(),
});
const staffAnswerSchema = z.strictObject({
  ...head,
  data: z.strictObject({ permitted: z.array(z.string()).readonly() }).exactOptional(),
  obligations: z.array(obligationSchema).readonly().exactOptional(),
});
export const decisionAnswerSchema = z
  .union([fullAnswerSchema, staffAnswerSchema])
  .openapi('DecisionAnswer') satisfies z.ZodType<DecisionAnswer>;

const answerFormSchema = z.enum(['full', 'brief']).optional();

/** Items are judged one by one: a bad one is a no in its place. */
export const decisionBatchSchema = z.strictObject({
  evaluations: z.array(z.unknown()).min(1).max(BATCH_MAX).readonly(),
  answer: answerFormSchema,
  consentToken: consentTokenSchema.optional(),
});
/** The same, as it is described. */
export const decisionBatchRequestSchema = z
  .strictObject({
    evaluations: z.array(decisionRequestSchema).min(1).max(BATCH_MAX).readonly(),
    answer: answerFormSchema,
    consentToken: consentTokenSchema.optional(),
  })
  .openapi('DecisionBatchRequest') satisfies z.ZodType<DecisionBatchRequest>;

const briefAnswerSchema = z.strictObject({
  decision: z.boolean(),
  reason: z.enum(REASONS).exactOptional(),
  otherwise: z.enum(OTHERWISES),
}) satisfies z.ZodType<BriefDecisionAnswer>;
export const decisionBatchAnswerSchema = z
  .strictObject({
    decisions: z.array(z.union([decisionAnswerSchema, briefAnswerSchema])).readonly(),
    consentToken: z.string(),
    validUntil: z.iso.datetime(),
  })
  .openapi('DecisionBatchAnswer') satisfies z.ZodType<DecisionBatchAnswer>;

/** Both ways: nothing the wire contract allows is refused by type, and the other way round. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
export type WireConformance = [
  Same<z.infer<typeof decisionRequestSchema>, DecisionRequest>,
  Same<z.infer<typeof decisionAnswerSchema>, DecisionAnswer>,
];
export const conforms: WireConformance = [true, true];
