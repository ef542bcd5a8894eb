/** Structured logs without identifiers, addresses or tokens (SECURITY SEC-27). */
import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

const SECRET_KEYS = new Set([
  'authorization',
  'cookie',
  'cookies',
  'set-cookie',
  'email',
  'address',
  'id',
  'token',
  'consent-token',
  'code',
  'secret',
  'password',
]);
const REDACTED = '[redacted]';
const MAX_DEPTH = 6;

export function createLog(
  options: { readonly level?: string; readonly destination?: DestinationStream } = {},
): Log {
  const settings = {
    level: options.level ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: redactRecord },
    // A child's bindings do not pass the formatter.
    redact: { paths: [...SECRET_KEYS].map((key) => `["${key}"]`), censor: REDACTED },
    serializers: { err: redactError },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

function redactRecord(record: Record<string, unknown>): Record<string, unknown> {
  return redact(record, 0) as Record<string, unknown>;
}

/** Described already, but in a child's bindings. */
function redactError(value: unknown): unknown {
  return value instanceof Error ? describeError(value) : value;
}

function redact(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value);
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      SECRET_KEYS.has(key.toLowerCase()) ? REDACTED : redact(member, depth + 1),
    ]),
  );
}

/** Only what names the fault: other properties of an error may hold what was being written. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return redact(error, 1);
  return {
    type: error.name,
    ...('code' in error ? { code: error.code } : {}),
    message: withoutParameters(error.message),
    ...(error.stack === undefined ? {} : { stack: withoutParameters(error.stack) }),
    ...(error.cause === undefined || depth >= MAX_DEPTH
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** A failed query's message lists what it was given, last. */
function withoutParameters(text: string): string {
  return text.replace(/\nparams: [^\n]*/g, '');
}
