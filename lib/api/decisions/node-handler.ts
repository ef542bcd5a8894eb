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
import type { Coming } from '../traffic/slow-bodies';
import { trafficOf, type Desk } from '../traffic/traffic';
import { busyReply } from '../traffic/watch';
import { leaveRoom, takeRoom } from './body-room';
import { decisionBatchRoute, decisionRoute } from './routes';

const ROUTES: ReadonlyMap<string, ApiRoute> = new Map([
  [decisionRoute.path, decisionRoute],
  [decisionBatchRoute.path, decisionBatchRoute],
]);

/** Flat, as Node writes them, made once. */
const ANSWER_HEADERS = [...Object.entries(API_HEADERS), ['content-type', JSON_TYPE]].flat();

class NodeCall implements Call {
  keyId?: string;
  private text: string | undefined;
  constructor(
    readonly runtime: Runtime,
    readonly instance: string,
    private readonly bytes: Buffer,
    private readonly isPlain: boolean,
    private readonly request: IncomingMessage,
  ) {}
  get body(): string {
    return (this.text ??= this.bytes.toString(this.isPlain ? 'latin1' : 'utf8'));
  }
  get ascii(): Buffer | undefined {
    return this.isPlain ? this.bytes : undefined;
  }
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
  const { status, body, ascii = false, done } = reply;
  const length = String(ascii ? body.length : Buffer.byteLength(body));
  if (status === 200 && reply.headers === undefined) {
    response.writeHead(200, [...ANSWER_HEADERS, 'content-length', length]);
  } else {
    response.writeHead(status, { ...headersOf(reply), 'content-length': length });
  }
  if (done !== undefined) response.once('finish', done);
  if (typeof body === 'string') response.end(body, ascii ? 'latin1' : 'utf8');
  else response.end(body);
}

function refuseTooLarge(request: IncomingMessage, response: ServerResponse, path: string): void {
  write(response, tooLargeReply(path));
  response.once('finish', () => request.destroy());
}

/** As announced; 0 where it is not. At most what the route takes: more is refused before. */
function lengthOf(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

/** One request on its way, as an object: tsx names every function that is made anew. */
class Exchange {
  private first: Buffer | undefined;
  private room: Buffer | undefined;
  private size = 0;
  private refused = false;

  constructor(
    private readonly runtime: Runtime,
    private readonly desk: Desk,
    private readonly route: ApiRoute,
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly startedAt: number,
    private readonly coming: Coming,
  ) {}

  take(chunk: Buffer): void {
    const before = this.size;
    this.size += chunk.length;
    if (this.refused) return;
    if (this.size > (this.route.maxBytes ?? 0)) {
      this.refused = true;
      refuseTooLarge(this.request, this.response, this.route.path);
    } else if (before === 0) this.first = chunk;
    else this.append(before, chunk);
  }

  private append(before: number, chunk: Buffer): void {
    const { size, room } = this;
    if (room === undefined || room.length < size) {
      // Never much more than came: who announces much and sends little costs little.
      const larger = takeRoom(Math.max(size, Math.min(lengthOf(this.request), size * 2)));
      larger.set(this.bytes(before));
      if (room !== undefined) leaveRoom(room);
      this.room = larger;
    }
    this.room?.set(chunk, before);
  }

  private bytes(size: number): Buffer {
    return this.room?.subarray(0, size) ?? this.first ?? Buffer.alloc(0);
  }

  answer(): void {
    const { desk, request, route } = this;
    desk.bodies.end(this.coming);
    if (this.refused) return;
    const bytes = this.bytes(this.size);
    const ascii = isAscii(bytes);
    if (!ascii && !isUtf8(bytes)) return this.send(notTextReply(route.path));
    if (!desk.gate.enters('decision')) return this.send(busyReply('decision', route.path));
    const call = new NodeCall(this.runtime, route.path, bytes, ascii, request);
    const reply = serve(route, call);
    if (!(reply instanceof Promise)) return this.end(call, reply);
    void reply.then((waited) => this.end(call, waited));
  }

  private send(reply: Reply): void {
    write(this.response, reply);
    this.desk.rounds.answered(this.request.socket);
    if (this.room !== undefined) leaveRoom(this.room);
  }

  private end(call: Call, reply: Reply): void {
    const { desk, route, startedAt } = this;
    this.send(reply);
    const { status } = reply;
    answeredDecision(this.runtime, desk, call, { route: route.path, status, startedAt });
  }
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
  if (lengthOf(request) > maxBytes) {
    refuseTooLarge(request, response, path);
    return true;
  }
  const coming = desk.bodies.begin(request, startedAt);
  const exchange = new Exchange(runtime, desk, route, request, response, startedAt, coming);
  request.on('data', (chunk: Buffer) => exchange.take(chunk));
  request.on('end', () => exchange.answer());
  return true;
}
