/**
 * What a mail carries so that its reader can refuse it by one press (RFC 8058). A mail without
 * it is not to be sent: whoever gets `ok: false` waits and asks again.
 */
import type { Problem, UnsubscribeLink, UnsubscribeLinksRequest } from './contract';
import { failureOf, problemOf, write, type Settings } from './settings';

export type UnsubscribeLinksResult =
  /** In the order asked. */
  | { readonly ok: true; readonly links: readonly UnsubscribeLink[] }
  | { readonly ok: false; readonly cause: string; readonly problem?: Problem };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLink(value: unknown): value is UnsubscribeLink {
  if (!isRecord(value) || typeof value.url !== 'string' || !isRecord(value.headers)) return false;
  const { 'List-Unsubscribe': link, 'List-Unsubscribe-Post': post } = value.headers;
  return link === `<${value.url}>` && post === 'List-Unsubscribe=One-Click';
}

function readLinks(body: unknown, count: number): readonly UnsubscribeLink[] | undefined {
  const links = isRecord(body) ? body.links : undefined;
  if (!Array.isArray(links) || links.length !== count) return undefined;
  return links.every(isLink) ? links : undefined;
}

export async function unsubscribeLinks(
  settings: Settings,
  request: UnsubscribeLinksRequest,
): Promise<UnsubscribeLinksResult> {
  const answer = await write(settings, '/api/v1/unsubscribe-links', request);
  const made = answer.ok && answer.status === 200 ? answer.body : undefined;
  const links = readLinks(made, request.subjects.length);
  if (links !== undefined) return { ok: true, links };
  const failure = failureOf(answer) ?? { reason: 'error' as const, cause: 'malformed' };
  settings.tell({ during: 'unsubscribeLinks', ...failure });
  return { ok: false, cause: failure.cause, ...problemOf(answer) };
}
