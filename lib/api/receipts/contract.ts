/** The receipt as it is served; what it means is lib/evidence/receipt-model.ts. */
import { z } from '@hono/zod-openapi';
import { RECEIPT_FORMAT, type Receipt } from '../../evidence/receipt-model';

export const receiptSchema = z
  .strictObject({
    format: z.literal(RECEIPT_FORMAT),
    id: z.string(),
    entry: z.string().openapi({ description: 'The leaf’s exact bytes' }),
    openings: z.strictObject({
      body: z.string().exactOptional(),
      personal: z.string().exactOptional(),
    }),
    body: z.string().exactOptional().openapi({ description: 'JCS text; opens `b` of the entry' }),
    personal: z
      .string()
      .exactOptional()
      .openapi({ description: 'JCS text; opens `p` of the entry' }),
    document: z.string().exactOptional(),
    notice: z
      .strictObject({ digest: z.string(), locale: z.string(), text: z.string() })
      .exactOptional(),
    proof: z.string().openapi({ description: 'c2sp.org/tlog-proof@v1' }),
    anchors: z
      .array(
        z.strictObject({ kind: z.string(), atMs: z.int(), data: z.string(), detail: z.string() }),
      )
      .readonly(),
    policy: z.string(),
    issued: z.strictObject({ origin: z.string(), verify: z.string() }),
  })
  .openapi('Receipt') satisfies z.ZodType<Receipt>;
