import { z } from '@hono/zod-openapi';
import type { LinkAnswer, LinkRequest, LinksAnswer } from '../../../sdk/src/contract';
import { handleSchema, subjectSchema } from '../subject-schema';

export const handleParams = z.object({ handle: handleSchema });
/** Which link ends: another handle of yours. */
export const otherQuery = z.object({ with: handleSchema });

export const linkRequestSchema = z
  .union([z.strictObject({ subject: subjectSchema }), z.strictObject({ code: z.string().max(64) })])
  .openapi('LinkRequest', {
    description: 'Another name you have for the person, or the code they read out to you.',
    example: { code: 'K7QF2-9XM4T' },
  }) satisfies z.ZodType<LinkRequest>;

export const linkAnswerSchema = z
  .strictObject({ confirmed: z.boolean(), consentToken: z.string() })
  .openapi('LinkAnswer') satisfies z.ZodType<LinkAnswer>;

export const linksAnswerSchema = z
  .strictObject({
    links: z.array(z.strictObject({ handle: z.string(), confirmed: z.boolean() })).readonly(),
  })
  .openapi('LinksAnswer') satisfies z.ZodType<LinksAnswer>;
