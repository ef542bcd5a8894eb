/** Answers that anybody's browser may read: the ledger is for everyone to check. */
import type { FieldError } from '../problem';
import { problemReply } from '../problem';
import type { Reply } from '../reply';
import type { Call } from '../route';

export const OPEN_HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const;
export const TEXT = 'text/plain; charset=utf-8';
export const BYTES = 'application/octet-stream';
/** As long as a checkpoint stands before the next one may come. */
export const BRIEF = 'public, max-age=2';
export const FOR_EVER = 'public, max-age=31536000, immutable';

export function openReply(
  contentType: string,
  body: Reply['body'],
  cacheControl: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const all = { ...OPEN_HEADERS, 'cache-control': cacheControl, ...headers };
  return { status: 200, contentType, body, headers: all };
}

export function notPublished(call: Call, detail: string): Reply {
  return problemReply('not_found', call.instance, { detail, headers: OPEN_HEADERS });
}

export function badQuery(call: Call, errors: readonly FieldError[]): Reply {
  const detail = 'The query cannot be read.';
  return problemReply('invalid_request', call.instance, { detail, errors, headers: OPEN_HEADERS });
}

/** Strong and weak tags compare alike for a GET. */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
