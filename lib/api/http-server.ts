/** The listener's own patience (SECURITY R-17): whoever is slow is cut off, and holds up nobody. */
import { createServer, type Server } from 'node:http';

const HEADERS_MS = 10_000;
/** Of a whole request: what streams in may be long. Ordinary bodies: traffic/slow-bodies. */
const REQUEST_MS = 15 * 60_000;
const LOOK_EVERY_MS = 1000;
const KEEP_ALIVE_MS = 30_000;
/** Neither a byte read nor one taken: streams of ours say something every second; a page may take long. */
const STILL_MS = 120_000;

export function createHttpServer({ headersMs = HEADERS_MS } = {}): Server {
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: LOOK_EVERY_MS,
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.setTimeout(STILL_MS);
  return server;
}
