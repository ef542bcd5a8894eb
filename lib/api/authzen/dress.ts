/** What every AuthZEN answer wears, whatever made it: the caller's request id, and plain words on errors. */
import type { Problem } from '../../../sdk/src/contract';
import type { Reply } from '../reply';

const REQUEST_ID = /^[\x21-\x7e](?:[\x20-\x7e]{0,1022}[\x21-\x7e])?$/;

function inWords(body: string): string {
  const { detail, errors = [] } = JSON.parse(body) as Problem;
  const fields = errors.map((error) => `${error.pointer || 'the body'} ${error.detail}`);
  return [detail, ...fields].join('\n');
}

export function dressAuthzen(header: (name: string) => string | undefined, reply: Reply): Reply {
  const requestId = header('x-request-id') ?? '';
  const { body, contentType } = reply;
  const isProblem = contentType === 'application/problem+json' && typeof body === 'string';
  return {
    ...reply,
    ...(isProblem && { contentType: 'text/plain; charset=utf-8', body: inWords(body) }),
    headers: { ...reply.headers, ...(REQUEST_ID.test(requestId) && { 'x-request-id': requestId }) },
  };
}
