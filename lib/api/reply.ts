/** An answer before any transport: Hono and the plain listener write the same one. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** Instead of the body, over HTTP alone: what is too large to hold. */
  readonly stream?: ReadableStream<Uint8Array>;
  /** The body is ASCII alone: its bytes are its characters, and need not be counted. */
  readonly ascii?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Called once the body's bytes are written and may be written over; whoever cannot tell does not. */
  readonly done?: () => void;
}

/** Headers of every answer of the API (SECURITY SEC-05); answers are private unless they say so. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

export const JSON_TYPE = 'application/json';

export function jsonReply(
  status: number,
  value: unknown,
  headers?: Readonly<Record<string, string>>,
): Reply {
  const body = JSON.stringify(value);
  return { status, contentType: JSON_TYPE, body, ...(headers && { headers }) };
}

export function headersOf(reply: Reply): Record<string, string> {
  return { ...API_HEADERS, 'content-type': reply.contentType, ...reply.headers };
}
