/** Webhooks (API.md "Standard Webhooks"): what a receiver is, and why something did not arrive. */
import type { WebhookRow } from '../../../db/port';
import { newId } from '../../ids';

export const EVENT_TYPE = 'nattoku.permissions.changed.v1';
/** A person says that a guess of the receiver's is wrong, or takes that back. */
export const CONTEST_TYPE = 'nattoku.guess.contested.v1';

/** A delivery's id says what it tells of: no row needs to say more of the event. */
const PREFIXES = { [EVENT_TYPE]: 'whd', [CONTEST_TYPE]: 'whc' } as const;

export function deliveryIdFor(type: keyof typeof PREFIXES): string {
  return newId(PREFIXES[type]);
}

export function typeOfDelivery(id: string): keyof typeof PREFIXES {
  return id.startsWith(`${PREFIXES[CONTEST_TYPE]}_`) ? CONTEST_TYPE : EVENT_TYPE;
}

/** Closed words, beside `status_NNN` for what a receiver answered. */
export const PROBLEMS = [
  'not_public',
  'unresolved',
  'timeout',
  'certificate',
  'no_connection',
  'redirect',
  'unreadable',
] as const;
export type Problem = (typeof PROBLEMS)[number] | `status_${number}`;

export const DISABLED_WHYS = ['gone', 'failing', 'owner'] as const;
export type DisabledWhy = (typeof DISABLED_WHYS)[number];

export interface Secret {
  /** 32 bytes, base64. */
  readonly key: string;
  /** An older one, still signed with until then; null: the newest. */
  readonly untilMs: number | null;
}
/** What of a webhook is encrypted at rest. */
export interface Receiver {
  /** Of the webhook: sealed bytes of one do not open for another. */
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** Newest first. */
  readonly secrets: readonly Secret[];
}
export interface Webhook {
  readonly row: WebhookRow;
  readonly receiver: Receiver;
}

export function isTold({ disabledAtMs }: Pick<WebhookRow, 'disabledAtMs'>): boolean {
  return disabledAtMs === null;
}
