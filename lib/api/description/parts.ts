/** Pieces of the OpenAPI description. */
import { z, type RouteConfig } from '@hono/zod-openapi';
import type { Problem } from '../../../sdk/src/contract';

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .readonly()
      .exactOptional(),
    consentToken: z.string().exactOptional(),
  })
  .openapi('Problem') satisfies z.ZodType<Problem>;

const MEANING = {
  400: 'The request cannot be read; `errors[]` names the fields',
  401: 'No key, or one that is not good (any more)',
  403: 'The key may not do this',
  404: 'There is no such thing',
  409: 'The token is of a time before a restore, or the same request is still being worked on',
  410: 'It was recorded, and has been erased since; sent again, it records nothing',
  413: 'The body is too large',
  415: 'The body is not application/json',
  422: 'Readable, but it may not be recorded; `errors[]` names the fields',
  503: 'Not now; nothing was changed and nothing is permitted. See Retry-After',
} as const;

export function describeJson(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema } } };
}

export function describeBody(schema: z.ZodType) {
  return { required: true, content: { 'application/json': { schema } } };
}

export function problems(statuses: readonly (keyof typeof MEANING)[]): RouteConfig['responses'] {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: MEANING[status],
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}
