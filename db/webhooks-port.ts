/**
 * The part of the storage port about webhooks: where systems are told that somebody's answers
 * changed, and what is still to be told. Instants are milliseconds.
 */

export interface WebhookRow {
  readonly id: string;
  readonly system: string;
  /** Touchpoint keys that its maker may ask about, or `['*']`: nothing else is told. */
  readonly touchpoints: readonly string[];
  /** Address and secrets, encrypted. */
  readonly sealed: Uint8Array;
  /** Only what was committed after this place in the log is told. */
  readonly fromSeq: number;
  readonly createdAtMs: number;
  /** Null while it is told. */
  readonly disabledAtMs: number | null;
  /** A closed word: why. */
  readonly disabledWhy: string | null;
  readonly deliveredAtMs: number | null;
  /** Since when nothing has arrived; null after a delivery. */
  readonly failingSinceMs: number | null;
  /** A closed word, of the last attempt that failed. */
  readonly problem: string | null;
}

export const DELIVERY_STATUSES = ['waiting', 'delivered', 'dead'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface DeliveryRow {
  /** Equal at every attempt. */
  readonly id: string;
  readonly webhook: string;
  /** The receiver's own. */
  readonly handle: string;
  readonly seq: number;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly createdAtMs: number;
  /** Not before. */
  readonly dueAtMs: number;
  readonly endedAtMs: number | null;
  readonly problem: string | null;
}

export interface DeliveryCount {
  readonly webhook: string;
  readonly status: DeliveryStatus;
  readonly deliveries: number;
}

export interface WebhookStore {
  /** An id that is taken throws StorageError. */
  putWebhook(row: WebhookRow): Promise<void>;
  findWebhook(id: string): Promise<WebhookRow | undefined>;
  /** Oldest first. */
  listWebhooks(filter?: { readonly system?: string }): Promise<readonly WebhookRow[]>;
  /** Only what is given; false where there is none of this id. */
  changeWebhook(
    id: string,
    change: Partial<Omit<WebhookRow, 'id' | 'system' | 'touchpoints' | 'createdAtMs'>>,
  ): Promise<boolean>;
  /** As `changeWebhook`, if it still holds what was read: of two that read the same, one changes it. */
  replaceSealed(id: string, was: Uint8Array, sealed: Uint8Array): Promise<boolean>;
  /** With its deliveries. */
  removeWebhook(id: string): Promise<boolean>;
  /** What is queued already for the same webhook, place in the log and handle is passed over. */
  queueDeliveries(rows: readonly DeliveryRow[]): Promise<void>;
  /**
   * What may be sent now, longest due first: of one webhook and person only the oldest that
   * waits, so that nobody is told of a later change before an earlier one.
   */
  dueDeliveries(webhook: string, nowMs: number, limit: number): Promise<readonly DeliveryRow[]>;
  /** After an attempt; false where it no longer waits. */
  saveDelivery(
    id: string,
    after: Pick<DeliveryRow, 'status' | 'attempts' | 'dueAtMs' | 'endedAtMs' | 'problem'>,
  ): Promise<boolean>;
  /** Newest first; a page goes on before its last row. */
  listDeliveries(
    webhook: string,
    page: {
      readonly status?: DeliveryStatus;
      readonly before?: { readonly seq: number; readonly id: string };
      readonly limit: number;
    },
  ): Promise<readonly DeliveryRow[]>;
  findDelivery(id: string): Promise<DeliveryRow | undefined>;
  /** Everything kept that these handles were or are to be told of, whichever webhook; oldest first. */
  deliveriesTo(handles: readonly string[]): Promise<readonly DeliveryRow[]>;
  /** Ended ones wait again, from `nowMs`, with no attempt made; how many. Absent ids: all that are dead. */
  redeliver(webhook: string, nowMs: number, ids?: readonly string[]): Promise<number>;
  countDeliveries(): Promise<readonly DeliveryCount[]>;
  /** Removes what was delivered, and what is dead, since before; and all that ended of a handle that is nobody's any more. */
  sweepDeliveries(before: { readonly deliveredMs: number; readonly deadMs: number }): Promise<void>;
}
