/** What every AuthZEN answer wears, whatever made it: the caller's request id, and plain words on errors. */
import type { Problem } from '../../../sdk/src/contract';
import type { Reply } from '../reply';

import { DISCOVERY_PATH } from './discovery';

const REQUEST_ID = /^[\x21-\x7e](?:[\x20-\x7e]{0,1022}[\x21-\x7e])?$/;

export function isAuthzenPath(path: string): boolean {
  return path.startsWith('/access/') || path === DISCOVERY_PATH;
}

/** A problem in words; the token to go on with, where there is one, stands in its header. */
function inWords(body: string): Pick<Reply, 'contentType' | 'body' | 'headers'> {
  const { detail, errors = [], consentToken } = JSON.parse(body) as Problem;
  const fields = errors.map((error) => `${error.pointer || 'the body'} ${error.detail}`);
  return {
    contentType: 'text/plain; charset=utf-8',
    body: [detail, ...fields].join('\n'),
    ...(consentToken !== undefined && { headers: { 'consent-token': consentToken } }),
  };
}

export function dressAuthzen(header: (name: string) => string | undefined, reply: Reply): Reply {
  const requestId = header('x-request-id') ?? '';
  const { body, contentType } = reply;
  const isProblem = contentType === 'application/problem+json' && typeof body === 'string';
  const worn = isProblem ? { ...reply, ...inWords(body) } : reply;
  const given = REQUEST_ID.test(requestId) && { 'x-request-id': requestId };
  return { ...worn, headers: { ...reply.headers, ...worn.headers, ...given } };
}
