/** What a key may do how often (SECURITY SEC-12): what was set on it, and what is dear for anyone. */
import { REFUSING } from '../../identity/gates';
import type { SystemPrincipal } from '../../identity/model';
import { readJson } from '../json';
import { problemReply } from '../problem';
import type { Reply } from '../reply';
import type { ApiRoute, Call } from '../route';
import { limitHeaders, type Policy, type Spent } from './allowances';
import { trafficOf } from './traffic';

const policy = (name: string, quota: number, windowSeconds = 60): Policy => ({
  name,
  quota,
  windowSeconds,
});

/** Work that holds the database or a worker for long, or hands out many people at once. */
const DEAR: ReadonlyMap<string, Policy> = new Map([
  ['POST /api/v1/jobs', policy('long-work', 60)],
  ['POST /api/v1/imports', policy('long-work', 60)],
  ['POST /api/v1/audiences', policy('audiences', 120)],
  ['GET /api/v1/snapshot', policy('snapshots', 120)],
  ['POST /access/v1/search/subject', policy('searches', 300)],
  ['POST /api/v1/history/decision', policy('history', 300)],
  ['GET /api/v1/history/decision', policy('history', 300)],
]);
const DEAR_PATHS = new Set([...DEAR.keys()].map((name) => name.slice(name.indexOf(' ') + 1)));

/** Everybody's right to say no, by whatever way it comes: counted, never turned away. */
const SPARED: ReadonlySet<string> = new Set([
  '/api/v1/erasures',
  '/api/v1/choices',
  '/api/v1/why/acts',
]);

function isRefusal(call: Call): boolean {
  if (call.instance !== '/api/v1/choices') return true;
  const json = readJson(call.body);
  if (!json.ok || typeof json.value !== 'object' || json.value === null) return false;
  const type: unknown = 'type' in json.value ? json.value.type : undefined;
  return [...REFUSING].some((refusing) => refusing === type);
}

export function isLimited({ path }: ApiRoute, { limitPerSecond }: SystemPrincipal): boolean {
  return limitPerSecond !== undefined || DEAR_PATHS.has(path);
}

function spend(route: ApiRoute, call: Call, principal: SystemPrincipal): readonly Spent[] {
  const { allowances } = trafficOf(call.runtime);
  const { keyId, limitPerSecond } = principal;
  const dear = DEAR.get(`${route.method} ${route.path}`);
  const policies = [
    ...(limitPerSecond === undefined ? [] : [policy('key', limitPerSecond, 1)]),
    ...(dear === undefined ? [] : [dear]),
  ];
  return policies.map((one) => allowances.spend(one, keyId));
}

/** Serves it within its limits, and says in the headers how much is left. */
export async function serveLimited(
  route: ApiRoute,
  call: Call,
  principal: SystemPrincipal,
  answer: () => Reply | Promise<Reply>,
): Promise<Reply> {
  const spendings = spend(route, call, principal);
  const tooMany = spendings.find(({ ok }) => !ok);
  const headers = limitHeaders(spendings);
  if (tooMany !== undefined && !(SPARED.has(route.path) && isRefusal(call))) {
    const { meter } = trafficOf(call.runtime);
    meter.limited(tooMany.policy.name);
    const { quota, windowSeconds } = tooMany.policy;
    const detail = `This key may ask ${String(quota)} times in ${String(windowSeconds)} s here. Nothing is permitted by this answer.`;
    return problemReply('rate_limited', call.instance, { detail, headers });
  }
  const reply = await answer();
  return { ...reply, headers: { ...limitHeaders(spendings, false), ...reply.headers } };
}
