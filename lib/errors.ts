/** Codes a caller can act on; code → HTTP status lives here and nowhere else. */
export const ERROR_STATUS = {
  invalid_request: 400,
  unknown_field: 400,
  unknown_purpose: 422,
  unknown_channel: 422,
  unknown_data: 422,
  unknown_touchpoint: 422,
  unknown_technique: 422,
  unknown_catalogue_version: 422,
  unknown_event: 422,
  notice_required: 422,
  evidence_required: 422,
  wildcard_not_allowed: 422,
  sensitive_needs_explicit: 422,
  explicit_not_allowed: 403,
  contract_not_optional: 422,
  expiry_not_allowed: 422,
  time_in_past: 422,
  time_in_future: 422,
  surface_not_allowed: 422,
  undo_not_possible: 422,
  idempotency_key_required: 400,
  idempotency_key_reused: 422,
  unauthenticated: 401,
  forbidden: 403,
  cross_site: 403,
  wrong_system: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  held: 409,
  erased: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  not_yet_proved: 503,
  internal: 500,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** A broken promise: thrown, never for an outcome the caller must handle. */
export class AppError extends Error {
  override readonly name = 'AppError';
  /**
   * By name: Next compiles its entries apart from the runtime they use, so that each has a class of
   * its own, and an error of one is none of the other's by its prototype.
   */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'AppError';
  }
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: {
      readonly cause?: unknown;
      /** JSON pointers to the fields at fault. */
      readonly fields?: readonly { readonly pointer: string; readonly detail: string }[];
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
  }
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
