/** One attempt (SECURITY SEC-15, R-23): to an address that was checked, without redirects, and never for long. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import {
  checkHost,
  hostOf,
  lookupOf,
  readWebhookUrl,
  resolveByName,
  type AddressRules,
  type Resolve,
} from './address';
import type { Message } from './message';
import type { Problem } from './model';

export const ATTEMPT_MS = 10_000;
const MOST_HEADER_BYTES = 8 * 1024;

export interface SendOptions extends AddressRules {
  readonly resolve?: Resolve;
  /** Beside the system's: who may vouch for a receiver. */
  readonly ca?: string;
  readonly timeoutMs?: number;
  /** Gives up at once: the process ends. */
  readonly signal?: AbortSignal;
}
export type Sent =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: Problem; readonly retryAfterMs?: number };

function problemOf(error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const certificate = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/.test(code);
  if (certificate) return 'certificate';
  return code === 'ENOTFOUND' ? 'unresolved' : 'no_connection';
}

function outcomeOf(status: number, retryAfter: string | undefined): Sent {
  if (status >= 200 && status < 300) return { ok: true };
  if (status >= 300 && status < 400) return { ok: false, problem: 'redirect' };
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : 0;
  return { ok: false, problem: `status_${status}`, retryAfterMs: seconds * 1000 };
}

function post(url: URL, { headers, body }: Message, options: RequestOptions): Promise<Sent> {
  return new Promise((resolve) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, { ...options, method: 'POST', headers }, (response) => {
      resolve(outcomeOf(response.statusCode ?? 0, response.headers['retry-after']));
      // What it says besides is not read.
      response.destroy();
    });
    request.on('error', (error) => resolve({ ok: false, problem: problemOf(error) }));
    request.end(body);
  });
}

async function attempt(
  text: string,
  message: Message,
  options: SendOptions,
  signal: AbortSignal,
): Promise<Sent> {
  const read = readWebhookUrl(text, options);
  if (!read.ok) return { ok: false, problem: 'not_public' };
  const { url } = read;
  const checked = await checkHost(hostOf(url), options, options.resolve ?? resolveByName);
  if (!checked.ok) return checked;
  return post(url, message, {
    ...{ agent: false, lookup: lookupOf(checked.addresses), signal },
    ...{ maxHeaderSize: MOST_HEADER_BYTES },
    ...(options.ca !== undefined && { ca: options.ca }),
  });
}

/** Never throws; undefined when it was given up because the process ends. */
export async function sendWebhook(
  url: string,
  message: Message,
  options: SendOptions,
): Promise<Sent | undefined> {
  const { signal, timeoutMs = ATTEMPT_MS } = options;
  const late = AbortSignal.timeout(timeoutMs);
  const either = signal === undefined ? late : AbortSignal.any([late, signal]);
  // A name server that does not answer cannot be told to stop: it is left behind.
  const given = new Promise<'given up'>((resolve) => {
    either.addEventListener('abort', () => resolve('given up'), { once: true });
    if (either.aborted) resolve('given up');
  });
  const sent = await Promise.race([attempt(url, message, options, either), given]);
  if (signal?.aborted === true) return undefined;
  if (sent === 'given up' || (!sent.ok && late.aborted)) return { ok: false, problem: 'timeout' };
  return sent;
}
