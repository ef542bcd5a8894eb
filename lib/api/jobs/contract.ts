/** Long work asked for by an auditor's key: what may be asked, and how far it is. */
import { z } from '@hono/zod-openapi';
import { JOB_STATUSES } from '../../../db/jobs-port';
import { ACTS_BY, EVENT_TYPES, SURFACES } from '../../choice/model';
import { LOG_KIND_KEYS } from '../../evidence/log-question';
import { groundSchema } from '../history/contract';
import { keySchema, subjectSchema } from '../subject-schema';

/** A calendar day in the deployment's zone. */
const day = z.iso.date();
const filterSchema = z
  .strictObject({
    from: day.optional(),
    to: day.optional(),
    kind: z.enum(LOG_KIND_KEYS).optional(),
    type: z.enum(EVENT_TYPES).optional(),
    purpose: keySchema.optional(),
    surface: z.enum(SURFACES).optional(),
    by: z.enum(ACTS_BY).optional(),
  })
  .openapi({ description: 'As the console’s search; days are those of Japan, both included' });

export const jobRequestSchema = z
  .strictObject({
    kind: z.literal('audit-pack'),
    ground: groundSchema,
    subject: subjectSchema.optional().openapi({
      description: 'One person with everybody joined; absent: everybody, without personal parts',
    }),
    filter: filterSchema.optional(),
  })
  .openapi('JobRequest', {
    example: {
      ...{ kind: 'audit-pack', ground: 'inquiry 2026-114' },
      subject: { system: 'shop', id: '12345' },
      filter: { from: '2026-01-01' },
    },
  });

export const jobSchema = z
  .strictObject({
    id: z.string(),
    kind: z.literal('audit-pack'),
    status: z.enum(JOB_STATUSES),
    done: z.int().openapi({ description: 'Records so far, of `total`' }),
    total: z.int(),
    ground: z.string(),
    filter: z.string().openapi({ description: 'As it stands in the log: nothing personal' }),
    onePerson: z.boolean(),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().exactOptional(),
    problem: z.string().exactOptional().openapi({ description: 'Why it failed: a code' }),
    result: z
      .strictObject({
        href: z.string(),
        keptUntil: z.iso.datetime(),
        digest: z.string().openapi({ description: 'SHA-256 of the manifest; the log holds it' }),
        lines: z.int(),
      })
      .exactOptional(),
  })
  .openapi('Job');
