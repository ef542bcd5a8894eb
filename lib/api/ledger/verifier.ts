/** The auditors' command as one file (LEDGER "Over HTTP and on the command line"), made with the pages. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from '@hono/zod-openapi';
import { problems } from '../description/parts';
import type { Reply } from '../reply';
import type { ApiRoute, Call } from '../route';
import { notPublished, openReply } from './open-reply';

async function verifier(call: Call): Promise<Reply> {
  const file = path.join(process.cwd(), '.next', 'nattoku-verify.mjs');
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) {
    return notPublished(call, 'It is made with the pages; this node has none.');
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return openReply('text/javascript; charset=utf-8', bytes, 'public, max-age=300', {
    'content-disposition': 'attachment; filename="verifier.mjs"',
    'x-content-sha256': sha256,
  });
}

export const verifierRoute: ApiRoute = {
  method: 'GET',
  path: '/ledger/verifier.mjs',
  access: 'public',
  description: {
    tags: ['Ledger'],
    summary: 'The verifier as one file: node verifier.mjs --help',
    responses: {
      200: {
        description: 'JavaScript for Node 20.9 or newer; X-Content-SHA256 names it',
        content: { 'text/javascript': { schema: z.string() } },
      },
      ...problems([404]),
    },
  },
  handle: verifier,
};
