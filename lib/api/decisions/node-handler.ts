/**
 * Decisions on the plain listener: the same `serve` and the same handlers as under Hono, without
 * a web Request and Response in between (measured: bench).
 */
import { isAscii, isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Runtime } from '../../runtime/model';
import { notTextReply, tooLargeReply } from '../problem';
import { headersOf, JSON_TYPE, API_HEADERS, type Reply } from '../reply';
import type { ApiRoute, Call } from '../route';
import { serve } from '../serve';
import { answeredDecision } from '../traffic/answered-decision';
import { trafficOf } from '../traffic/traffic';
import { busyReply } from '../traffic/watch';
import { decisionBatchRoute, decisionRoute } from './routes';

const ROUTES: ReadonlyMap<string, ApiRoute> = new Map([
  [decisionRoute.path, decisionRoute],
  [decisionBatchRoute.path, decisionBatchRoute],
]);

/** Flat, as Node writes them, made once. */
const ANSWER_HEADERS = [...Object.entries(API_HEADERS), ['content-type', JSON_TYPE]].flat();

class NodeCall implements Call {
  keyId?: string;
  constructor(
    readonly runtime: Runtime,
    readonly instance: string,
    readonly body: string,
    private readonly request: IncomingMessage,
  ) {}
  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return typeof value === 'string' ? value : undefined;
  }
  param(): undefined {
    return undefined;
  }
  query(): undefined {
    return undefined;
  }
}

function write(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  const { status, body, ascii = false } = reply;
  const length = String(ascii ? body.length : Buffer.byteLength(body));
  if (status === 200 && reply.headers === undefined) {
    response.writeHead(200, [...ANSWER_HEADERS, 'content-length', length]);
  } else {
    response.writeHead(status, { ...headersOf(reply), 'content-length': length });
  }
  response.end(body, ascii ? 'latin1' : 'utf8');
}

function refuseTooLarge(request: IncomingMessage, response: ServerResponse, path: string): void {
  write(response, tooLargeReply(path));
  response.once('finish', () => request.destroy());
}

/** True when the request was taken. */
export function handleDecision(
  runtime: Runtime,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const path = request.url ?? '';
  const route = request.method === 'POST' ? ROUTES.get(path) : undefined;
  if (route === undefined) return false;
  const desk = trafficOf(runtime);
  const startedAt = performance.now();
  const maxBytes = route.maxBytes ?? 0;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    refuseTooLarge(request, response, path);
    return true;
  }
  desk.bodies.begin(request, startedAt);
  const chunks: Buffer[] = [];
  let size = 0;
  let refused = false;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (refused) return;
    if (size > maxBytes) {
      refused = true;
      refuseTooLarge(request, response, path);
    } else chunks.push(chunk);
  });
  request.on('end', () => {
    desk.bodies.end(request);
    if (refused) return;
    const [first] = chunks;
    const bytes = chunks.length === 1 && first ? first : Buffer.concat(chunks);
    const ascii = isAscii(bytes);
    if (!ascii && !isUtf8(bytes)) return write(response, notTextReply(path));
    if (!desk.gate.enters('decision')) return write(response, busyReply('decision', path));
    const call = new NodeCall(runtime, path, bytes.toString(ascii ? 'latin1' : 'utf8'), request);
    void serve(route, call).then((reply) => {
      write(response, reply);
      answeredDecision(runtime, desk, call, { route: path, status: reply.status, startedAt });
    });
  });
  return true;
}
