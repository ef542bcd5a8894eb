/** RFC 9457 problems: what went wrong, which fields, never how it is built inside. */
import type { Problem } from '../../sdk/src/contract';
import { AppError, ERROR_STATUS, type ErrorCode } from '../errors';
import type { Reply } from './reply';

export interface FieldError {
  /** JSON pointer into the body; '' is the body itself. */
  readonly pointer: string;
  readonly detail: string;
}

function titleOf(code: ErrorCode): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const HEADERS: Partial<Record<ErrorCode, Readonly<Record<string, string>>>> = {
  unauthenticated: { 'www-authenticate': 'Bearer' },
  not_yet_proved: { 'retry-after': '1' },
  unavailable: { 'retry-after': '1' },
};

export function problemReply(
  code: ErrorCode,
  instance: string,
  parts: {
    readonly detail: string;
    readonly errors?: readonly FieldError[];
    readonly consentToken?: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Reply {
  const status = ERROR_STATUS[code];
  const { detail, errors, consentToken } = parts;
  const problem: Problem = {
    type: `/docs#${code}`,
    title: titleOf(code),
    status,
    detail,
    instance,
    ...(errors !== undefined && errors.length > 0 && { errors }),
    ...(consentToken !== undefined && { consentToken }),
  };
  const headers = { ...HEADERS[code], ...parts.headers };
  return {
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify(problem),
    headers,
  };
}

export function tooLargeReply(instance: string): Reply {
  const detail = 'The body is larger than this call takes.';
  return problemReply('payload_too_large', instance, { detail, headers: { connection: 'close' } });
}

/** Bytes that are no text would be read as U+FFFD: two identifiers would become one. */
export function notTextReply(instance: string): Reply {
  const detail = 'The body is not UTF-8.';
  return problemReply('invalid_request', instance, { detail });
}

/** The only way an exception leaves: its code if it has one, its message never otherwise. */
export function problemOfError(error: unknown, instance: string): Reply {
  if (!(error instanceof AppError) || error.status >= 500) {
    const code =
      error instanceof AppError && error.code === 'unavailable' ? error.code : 'internal';
    const detail =
      code === 'unavailable'
        ? 'This cannot be answered just now. Nothing was changed.'
        : 'Something went wrong on our side. Nothing is permitted by this answer.';
    return problemReply(code, instance, { detail });
  }
  const { fields } = error.options;
  return problemReply(error.code, instance, {
    detail: error.message,
    ...(fields !== undefined && { errors: fields }),
  });
}
