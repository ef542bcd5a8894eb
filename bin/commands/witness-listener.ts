// C2SP tlog-witness over HTTP: one address, one method, small bodies.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LedgerHalted } from '../../lib/transparency/halt';
import { addCheckpoint, type WitnessParts } from '../../lib/transparency/witness-core';

const PATH = '/add-checkpoint';
/** A proof of 63 hashes and a note with a hundred signatures fit several times. */
const MAX_BODY_BYTES = 128 * 1024;
const TEXT = 'text/plain; charset=utf-8';

/** undefined when it is longer than it may be. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

async function answer(
  parts: WitnessParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url !== PATH) return end(response, 404, TEXT, 'only /add-checkpoint is here\n');
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    return end(response, 405, TEXT, 'POST it\n');
  }
  const bytes = await readBody(request);
  if (bytes === undefined) {
    response.setHeader('Connection', 'close');
    return end(response, 413, TEXT, 'too long\n');
  }
  const text = textOf(bytes);
  if (text === undefined) return end(response, 400, TEXT, 'not UTF-8\n');
  const { status, contentType, body } = await addCheckpoint(parts, text);
  end(response, status, contentType, body);
}

/** `onHalt`: the disk no longer keeps what was promised; nothing may be cosigned any more. */
export function createWitnessListener(
  parts: WitnessParts,
  onHalt: (why: LedgerHalted) => void,
): Server {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 20_000 },
    (request, response) => {
      answer(parts, request, response).catch((error: unknown) => {
        if (!response.headersSent) end(response, 500, TEXT, 'this witness is in trouble\n');
        else response.destroy();
        if (error instanceof LedgerHalted) onHalt(error);
      });
    },
  );
  server.maxConnections = 256;
  return server;
}
