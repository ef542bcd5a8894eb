/** Checkpoint and tiles (LEDGER "Tiles"): bytes as they were signed and hashed. */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { parseTilePath, TILE_WIDTH } from '../../ledger/tile-path';
import { problems } from '../description/parts';
import type { Reply } from '../reply';
import type { ApiRoute, Call } from '../route';
import { BRIEF, BYTES, FOR_EVER, isKnown, notPublished, openReply, TEXT } from './open-reply';

const tags = ['Ledger'];
const describedText = (description: string) => ({
  description,
  content: { 'text/plain': { schema: z.string() } },
});

async function checkpoint(call: Call): Promise<Reply> {
  const text = await call.runtime.ledger.checkpoint(call.param('log'));
  if (text === undefined) return notPublished(call, 'No checkpoint of this log is published.');
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const reply = openReply(TEXT, text, BRIEF, { etag });
  return isKnown(call.header('if-none-match'), etag) ? { ...reply, status: 304, body: '' } : reply;
}

const checkpointResponses = {
  200: describedText('A signed note (C2SP tlog-checkpoint)'),
  304: { description: 'You have it already' },
  ...problems([404]),
};

export const currentCheckpointRoute: ApiRoute = {
  method: 'GET',
  path: '/ledger/checkpoint',
  access: 'public',
  description: {
    tags,
    summary: 'The newest checkpoint of the current log',
    responses: checkpointResponses,
  },
  handle: checkpoint,
};

export const checkpointRoute: ApiRoute = {
  method: 'GET',
  path: '/ledger/:log/checkpoint',
  access: 'public',
  description: {
    tags,
    summary: 'The newest checkpoint of one log',
    request: { params: z.object({ log: z.string() }) },
    responses: checkpointResponses,
  },
  handle: checkpoint,
};

/** A partial tile never changes, but its full one replaces it. */
const PARTIAL = 'public, max-age=3600';

async function tile(call: Call): Promise<Reply> {
  const address = parseTilePath(`tile/${call.param('tile') ?? ''}`);
  const bytes = address && (await call.runtime.ledger.tile(call.param('log') ?? '', address));
  if (address === undefined || bytes === undefined) {
    return notPublished(call, 'No such tile is published.');
  }
  const cache = address.width === TILE_WIDTH ? FOR_EVER : PARTIAL;
  return openReply(BYTES, new Uint8Array(bytes), cache);
}

export const tileRoute: ApiRoute = {
  method: 'GET',
  path: '/ledger/:log/tile/:tile{.+}',
  access: 'public',
  description: {
    tags,
    summary: 'A tile of hashes or of entries (C2SP tlog-tiles)',
    request: {
      params: z.object({
        log: z.string(),
        tile: z.string().openapi({
          description: '`<level>/<index>` or `entries/<index>`, partial: `.p/<width>`',
        }),
      }),
    },
    responses: {
      200: { description: 'Its bytes', content: { [BYTES]: { schema: z.string() } } },
      ...problems([404]),
    },
  },
  handle: tile,
};
