/**
 * The wire form of the Authorization API 1.0. Unlike our own API it ignores fields it does not
 * know; what it knows must have its type.
 */
import { z } from '@hono/zod-openapi';

export const EVALUATIONS_MAX = 1000;
export const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;
export type Semantic = (typeof SEMANTICS)[number];

const properties = z.record(z.string(), z.unknown()).optional();
const text = z.string('must be a string');
const object = <T extends z.ZodRawShape>(shape: T) => z.object(shape, 'must be an object');

const entity = object({ type: text, id: text, properties });
const sought = object({ type: text, properties });
const action = object({ name: text, properties });
const context = properties;

const subjectSchema = entity.openapi('AuthzenSubject', {
  description: 'type `user`; id `system:id` or one of your handles',
  example: { type: 'user', id: 'shop:12345' },
});
const actionSchema = action.openapi('AuthzenAction', {
  description:
    'personalize, contact, share, sell, profile, train, infer or show_staff; `properties.channel` narrows',
  example: { name: 'personalize' },
});
const resourceSchema = entity.openapi('AuthzenResource', {
  description: 'type `touchpoint` or `purpose`; `properties.data` lists what is about to be used',
  example: { type: 'touchpoint', id: 'shop-for-you', properties: { data: ['purchases'] } },
});

export const evaluationSchema = object({
  subject: subjectSchema,
  action: actionSchema,
  resource: resourceSchema,
  context,
});
export const evaluationRequestSchema = evaluationSchema
  .extend({
    options: z.object({ explain: z.boolean().optional() }).optional().openapi({
      description: '`explain: true` says why, in `context`.',
    }),
  })
  .openapi('AuthzenEvaluationRequest');

/** Defaults need not be whole: a `type` alone is one. */
const defaults = {
  subject: object({ type: text.optional(), id: text.optional(), properties }).optional(),
  action: object({ name: text.optional(), properties }).optional(),
  resource: object({ type: text.optional(), id: text.optional(), properties }).optional(),
  context,
};
const optionsSchema = object({
  evaluations_semantic: z.enum(SEMANTICS).optional(),
  explain: z.boolean().optional(),
}).optional();

/** Items are judged one by one: a bad one is a no in its place. */
export const evaluationsSchema = object({
  ...defaults,
  evaluations: z.array(z.unknown()).max(EVALUATIONS_MAX).optional(),
  options: optionsSchema,
});
export type Defaults = Omit<z.infer<typeof evaluationsSchema>, 'evaluations' | 'options'>;
/** The same, as it is described. */
export const evaluationsRequestSchema = object({
  ...defaults,
  evaluations: z
    .array(z.object({ ...defaults }))
    .max(EVALUATIONS_MAX)
    .optional(),
  options: optionsSchema,
}).openapi('AuthzenEvaluationsRequest', {
  example: {
    subject: { type: 'user', id: 'shop:12345' },
    action: { name: 'personalize' },
    evaluations: [
      { resource: { type: 'touchpoint', id: 'shop-for-you' } },
      { resource: { type: 'touchpoint', id: 'site-search' } },
    ],
  },
});

const page = object({
  token: text.optional(),
  limit: z.int('must be a whole number').min(0).optional(),
}).optional();

export const subjectSearchSchema = object({
  subject: sought,
  action: actionSchema,
  resource: resourceSchema,
  context,
  page,
}).openapi('AuthzenSubjectSearch', {
  example: {
    subject: { type: 'user' },
    action: { name: 'contact' },
    resource: { type: 'touchpoint', id: 'campaign-mail' },
    page: { limit: 100 },
  },
});
export const resourceSearchSchema = object({
  subject: subjectSchema,
  action: actionSchema,
  resource: sought,
  context,
  page,
}).openapi('AuthzenResourceSearch', {
  example: {
    subject: { type: 'user', id: 'shop:12345' },
    action: { name: 'personalize' },
    resource: { type: 'touchpoint' },
  },
});
export const actionSearchSchema = object({
  subject: subjectSchema,
  resource: resourceSchema,
  context,
  page,
}).openapi('AuthzenActionSearch', {
  example: {
    subject: { type: 'user', id: 'shop:12345' },
    resource: { type: 'touchpoint', id: 'shop-for-you' },
  },
});

export const answerSchema = z
  .object({ decision: z.boolean(), context: z.record(z.string(), z.unknown()).exactOptional() })
  .openapi('AuthzenAnswer', { example: { decision: false } });
export const answersSchema = z
  .union([answerSchema, z.object({ evaluations: z.array(answerSchema) })])
  .openapi('AuthzenAnswers');
const nextPage = z.object({ next_token: z.string() }).exactOptional();
export const entitiesSchema = z
  .object({ results: z.array(z.object({ type: z.string(), id: z.string() })), page: nextPage })
  .openapi('AuthzenEntities');
export const actionsSchema = z
  .object({ results: z.array(z.object({ name: z.string() })), page: nextPage })
  .openapi('AuthzenActions');
