/** Proofs anybody may ask for (LEDGER "Over HTTP"): neither says whose entry it is about. */
import { z } from '@hono/zod-openapi';
import { AppError } from '../../errors';
import { toBase64 } from '../../ledger/bytes';
import { describeJson, problems } from '../description/parts';
import { JSON_TYPE, type Reply } from '../reply';
import type { ApiRoute, Call } from '../route';
import { BRIEF, badQuery, notPublished, openReply, TEXT } from './open-reply';
import { readNumbers } from './query';

const tags = ['Ledger'];
const whole = z.string().regex(/^\d+$/);

async function inclusion(call: Call): Promise<Reply> {
  const { values, errors } = readNumbers(call, { seq: 'required', size: 'optional' });
  const { seq, size } = values;
  if (seq === undefined || errors.length > 0) return badQuery(call, errors);
  const proof =
    seq > BigInt(Number.MAX_SAFE_INTEGER)
      ? undefined
      : await call.runtime.ledger.proofOf(Number(seq), size);
  if (proof === undefined) {
    return notPublished(call, 'No such entry, or no checkpoint of that size covers it (yet).');
  }
  return openReply(TEXT, proof.text, BRIEF);
}

export const inclusionRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/ledger/proof',
  access: 'public',
  description: {
    tags,
    summary: 'That an entry stands in the log: C2SP tlog-proof',
    request: {
      query: z.object({
        seq: whole.openapi({ description: 'Number of the entry in the deployment' }),
        size: whole
          .optional()
          .openapi({ description: 'Of a published checkpoint; the newest by default' }),
      }),
    },
    responses: {
      200: {
        description: '`c2sp.org/tlog-proof@v1`',
        content: { 'text/plain': { schema: z.string() } },
      },
      ...problems([400, 404]),
    },
  },
  handle: inclusion,
};

const consistencySchema = z
  .strictObject({
    origin: z.string(),
    from: z.int(),
    to: z.int(),
    proof: z.array(z.base64()).readonly(),
  })
  .openapi('ConsistencyProof');

async function originOf(call: Call): Promise<string | undefined> {
  const name = call.query('log');
  const logs = await call.runtime.ledger.logs();
  return (name === undefined ? logs[0] : logs.find((log) => log.name === name))?.origin;
}

async function consistency(call: Call): Promise<Reply> {
  const { values, errors } = readNumbers(call, { from: 'required', to: 'required' });
  const { from, to } = values;
  if (from === undefined || to === undefined) return badQuery(call, errors);
  if (from > to) {
    return badQuery(call, [{ pointer: '/from', detail: 'is larger than to' }]);
  }
  const origin = await originOf(call);
  if (origin === undefined) return notPublished(call, 'There is no such log.');
  try {
    const proof = await call.runtime.ledger.consistency(origin, from, to);
    const body = { origin, from: Number(from), to: Number(to), proof: proof.map(toBase64) };
    return openReply(JSON_TYPE, JSON.stringify(body), BRIEF);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
    return notPublished(call, 'No checkpoint covers these sizes (yet).');
  }
}

export const consistencyRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/ledger/consistency',
  access: 'public',
  description: {
    tags,
    summary: 'That a larger log begins with a smaller one (RFC 6962)',
    request: {
      query: z.object({
        from: whole,
        to: whole,
        log: z
          .string()
          .optional()
          .openapi({ description: 'e.g. 2026; the current one by default' }),
      }),
    },
    responses: {
      200: describeJson('Hashes, from the leaves’ side', consistencySchema),
      ...problems([400, 404]),
    },
  },
  handle: consistency,
};
