import { z } from '@hono/zod-openapi';
import { JOB_STATUSES } from '../../../db/jobs-port';
import { IMPORT_FORMATS } from '../../imports/rows';

export const importSchema = z
  .strictObject({
    id: z.string(),
    status: z.enum(JOB_STATUSES),
    format: z.enum(IMPORT_FORMATS),
    dryRun: z
      .boolean()
      .openapi({ description: 'Nothing is recorded; the report says what would be' }),
    rows: z.int().openapi({ description: 'Looked at so far, of about `total`' }),
    total: z.int(),
    recorded: z.int(),
    refused: z.int(),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().exactOptional(),
    problem: z.string().exactOptional().openapi({ description: 'Why it failed' }),
    report: z
      .strictObject({ href: z.string(), keptUntil: z.iso.datetime() })
      .exactOptional()
      .openapi({ description: 'One line a row: its number and what became of it' }),
  })
  .openapi('Import');
