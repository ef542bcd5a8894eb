/**
 * One request from its arrival to its end: let in or not, named, counted, logged in one line
 * (SECURITY SEC-27: a template and a key's id; no path, no query, no identifier, no address).
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Runtime } from '../../runtime/model';
import { problemReply } from '../problem';
import { headersOf, type Reply } from '../reply';
import { isApiPath } from '../api-paths';
import { limitHeaders } from './allowances';
import { asPage } from './busy-page';
import { limitAt } from './callers';
import { pageTemplate, trafficKind, type Traffic } from './classes';
import { STREAMS } from './slow-bodies';
import type { Desk } from './traffic';

/** What is found out about a request on its way. */
export interface Seen {
  readonly id: string;
  route: string | undefined;
  keyId: string | undefined;
}

const seen = new WeakMap<IncomingMessage, Seen>();

export function seenOf(request: IncomingMessage): Seen | undefined {
  return seen.get(request);
}

const process = randomBytes(6).toString('base64url');
let count = 0;
/** Not to be guessed from another's, and no secret. */
export function newRequestId(): string {
  count += 1;
  return `${process}-${count.toString(36)}`;
}

const WAIT_SECONDS: Partial<Record<Traffic, string>> = {
  export: '10',
  dashboard: '5',
  history: '5',
};

export function busyReply(traffic: Traffic, instance: string): Reply {
  const detail = 'Too much is being asked just now. Nothing is permitted by this answer.';
  const headers = { 'retry-after': WAIT_SECONDS[traffic] ?? '1' };
  return problemReply('unavailable', instance, { detail, headers });
}

function refuse(response: ServerResponse, path: string, problem: Reply): void {
  const reply = isApiPath(path) ? problem : asPage(problem);
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, { ...headersOf(reply), 'content-length': body.length });
  response.end(body);
}

/** Static files and, where the demo runs for one person on this machine, everything that went well. */
function isQuiet({ env }: Runtime, route: string, status: number): boolean {
  return status < 500 && (route === '/_next/*' || env.demo === 'local');
}

export interface Told {
  readonly id: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly keyId: string | undefined;
  readonly startedAt: number;
  readonly traceparent: string | undefined;
}

/** `quiet`: only where somebody looks for a fault. */
export function tell(runtime: Runtime, { spans }: Desk, told: Told, quiet: boolean): void {
  const { method, route, status, keyId, startedAt, traceparent } = told;
  const tookMs = performance.now() - startedAt;
  const line = { request: told.id, method, route, status, ms: Math.round(tookMs * 100) / 100 };
  const record = keyId === undefined ? line : { ...line, key: keyId };
  if (quiet) runtime.log.debug(record, 'request');
  else runtime.log.info(record, 'request');
  const startedAtMs = performance.timeOrigin + startedAt;
  spans?.record({ ...told, requestId: told.id, traceparent, startedAtMs, tookMs });
}

/** False: it was answered. */
export function letIn(
  runtime: Runtime,
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): boolean {
  const startedAt = performance.now();
  const { method = 'GET' } = request;
  const traffic = trafficKind(path);
  const { gate, meter, bodies, rounds } = desk;
  const known: Seen = { id: newRequestId(), route: undefined, keyId: undefined };
  seen.set(request, known);
  response.setHeader('request-id', known.id);
  const entered = gate.enters(traffic);
  const coming = entered ? bodies.begin(request, startedAt, STREAMS.test(path)) : undefined;
  response.once('close', () => {
    if (entered) gate.left(traffic);
    if (traffic === 'decision') rounds.answered(request.socket);
    if (coming !== undefined) bodies.end(coming);
    // What was cut off before its answer has none.
    const status = response.headersSent ? response.statusCode : 499;
    const route = known.route ?? pageTemplate(path);
    meter.request(method, route, status);
    if (traffic !== 'listening') meter.took(traffic, (performance.now() - startedAt) / 1000);
    const traceparent = request.headers.traceparent?.toString();
    const told = {
      id: known.id,
      method,
      route,
      status,
      keyId: known.keyId,
      startedAt,
      traceparent,
    };
    tell(runtime, desk, told, isQuiet(runtime, route, status));
  });
  if (!entered) {
    refuse(response, path, busyReply(traffic, path));
    return false;
  }
  return withinLimits(runtime, desk, request, response, path);
}

function withinLimits(
  runtime: Runtime,
  { allowances, meter }: Desk,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): boolean {
  const limit = limitAt(request, path, runtime.env);
  if (limit === undefined) return true;
  const spent = allowances.spend(limit.policy, limit.who);
  const headers = limitHeaders([spent]);
  if (spent.ok) {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    return true;
  }
  meter.limited(limit.policy.name);
  const detail = 'This was asked too often from here. Please wait a moment.';
  refuse(response, path, problemReply('rate_limited', path, { detail, headers }));
  return false;
}
