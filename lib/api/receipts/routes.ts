import { z } from '@hono/zod-openapi';
import { auditReceipt } from '../../evidence/audit-receipt';
import { retellReceipt } from '../../evidence/retell-receipt';
import { describeJson, problems } from '../description/parts';
import { readLookGround } from '../look-ground';
import { problemReply } from '../problem';
import { jsonReply, type Reply } from '../reply';
import type { ApiRoute, KeyCall } from '../route';
import { receiptSchema } from './contract';

const FORMATS = ['receipt', 'iso27560'] as const;

function unknown(call: KeyCall): Reply {
  const detail = 'There is no such receipt.';
  return problemReply('not_found', call.instance, { detail });
}

async function give(call: KeyCall): Promise<Reply> {
  const format = call.query('format') ?? 'receipt';
  if (!FORMATS.some((known) => known === format)) {
    const detail = `The format is one of ${FORMATS.join(', ')}.`;
    return problemReply('invalid_request', call.instance, { detail });
  }
  const asked = { id: call.param('id') ?? '', ground: readLookGround(call) ?? '' };
  const outcome = await auditReceipt(call.runtime, call.principal, asked);
  if (!outcome.ok) {
    if (outcome.reason === 'invalid_request') {
      const detail = 'Say why you look, in the header Look-Ground: 5 to 500 characters.';
      return problemReply('invalid_request', call.instance, { detail });
    }
    if (outcome.reason === 'not_found') return unknown(call);
    const detail = 'It is recorded; no signed checkpoint covers it yet. Ask again in a second.';
    return problemReply('not_yet_proved', call.instance, { detail });
  }
  if (format === 'receipt') return jsonReply(200, outcome.receipt);
  const retold = await retellReceipt(call.runtime, outcome);
  return retold === undefined ? unknown(call) : jsonReply(200, retold);
}

export const receiptRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/receipts/:id',
  access: ['audit'],
  handle: give,
  description: {
    tags: ['Evidence'],
    summary: 'One event with everything that proves it',
    description:
      'By the event’s id, or by the `ref` your own system was told. It verifies without us: `npx nattoku ledger verify`, the page /verify, or any tool that reads C2SP tlog-proof. The look stands in the person’s own history before it is given. People take theirs from the change log of the portal.',
    request: {
      params: z.object({ id: z.string() }),
      headers: z.object({
        'look-ground': z.string().openapi({
          description: 'Why you look, 5 to 500 characters, percent-encoded beyond ASCII',
        }),
      }),
      query: z.object({
        format: z.enum(FORMATS).optional().openapi({
          description: '`iso27560`: retold in the structure of ISO/IEC TS 27560 with DPV terms',
        }),
      }),
    },
    responses: {
      200: describeJson('The receipt', receiptSchema),
      ...problems([400, 401, 403, 404, 503]),
    },
  },
};
