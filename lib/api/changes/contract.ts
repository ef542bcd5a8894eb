/** What systems hold in their own process, as schemas; held to the wire types of sdk/. */
import { z } from '@hono/zod-openapi';
import type {
  HandleKeyAnswer,
  LocalAnswer,
  LocalPlace,
  LocalTimeline,
  PermissionsAnswer,
} from '../../../sdk/src/local-contract';
import { DENY_REASONS, OTHERWISES, REASONS } from '../../decision/model';

const keys = z.array(z.string()).readonly();
const otherwise = z.enum(OTHERWISES);
const obligation = z.strictObject({
  id: z.string(),
  type: z.string(),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).readonly(),
});

const localAnswerSchema = z
  .strictObject({
    decision: z.boolean(),
    reason: z.enum(REASONS).exactOptional(),
    otherwise,
    permitted: keys.exactOptional(),
    obligations: z.array(obligation).readonly().exactOptional(),
    named: z.record(z.string(), z.enum(DENY_REASONS)).readonly().exactOptional(),
    undeclared: otherwise.exactOptional(),
    gpc: otherwise.exactOptional(),
    ask: z.literal(true).exactOptional(),
  })
  .openapi('LocalAnswer') satisfies z.ZodType<LocalAnswer>;

const localPlaceSchema = z
  .strictObject({ touchpoint: z.string(), data: keys, staff: z.literal(true).exactOptional() })
  .openapi('LocalPlace') satisfies z.ZodType<LocalPlace>;

const localTimelineSchema = z
  .strictObject({
    first: localAnswerSchema,
    then: z
      .array(z.tuple([z.int(), localAnswerSchema]).readonly())
      .readonly()
      .exactOptional(),
  })
  .openapi('LocalTimeline') satisfies z.ZodType<LocalTimeline>;

export const permissionsSchema = z
  .strictObject({
    catalogueVersion: z.int(),
    places: z.array(localPlaceSchema).readonly(),
    timelines: z.array(localTimelineSchema).readonly(),
    instants: z.array(z.int()).readonly(),
  })
  .openapi('Permissions') satisfies z.ZodType<PermissionsAnswer>;

export const handleKeySchema = z
  .strictObject({ system: z.string(), key: z.string() })
  .openapi('HandleKey') satisfies z.ZodType<HandleKeyAnswer>;
