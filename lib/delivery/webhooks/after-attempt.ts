/** What becomes of a delivery, and what is known of its receiver, after an attempt. */
import type { DeliveryRow, WebhookRow } from '../../../db/port';
import type { Runtime } from '../../runtime/model';
import type { DisabledWhy } from './model';
import { nextDelayMs } from './schedule';
import type { Sent } from './send';

const MINUTE_MS = 60_000;
/** Nothing has arrived for so long: it is told no more, until somebody says so. */
const GIVEN_UP_MS = 5 * 86_400_000;

type Failed = Extract<Sent, { ok: false }>;

async function arrived({ store, clock }: Runtime, row: WebhookRow, delivery: DeliveryRow) {
  const nowMs = clock.now();
  await store.saveDelivery(delivery.id, {
    ...{ status: 'delivered', attempts: delivery.attempts + 1, dueAtMs: delivery.dueAtMs },
    ...{ endedAtMs: nowMs, problem: null },
  });
  const { deliveredAtMs, failingSinceMs } = row;
  const recent = deliveredAtMs !== null && nowMs - deliveredAtMs < MINUTE_MS;
  if (recent && failingSinceMs === null) return;
  await store.changeWebhook(row.id, { deliveredAtMs: nowMs, failingSinceMs: null, problem: null });
}

/** `gone`: the receiver itself says that it is there no more. */
function disablingOf(row: WebhookRow, { problem }: Failed, nowMs: number): DisabledWhy | undefined {
  if (problem === 'status_410') return 'gone';
  const sinceMs = row.failingSinceMs;
  return sinceMs !== null && nowMs - sinceMs >= GIVEN_UP_MS ? 'failing' : undefined;
}

async function failed(runtime: Runtime, row: WebhookRow, delivery: DeliveryRow, sent: Failed) {
  const { store, clock, log } = runtime;
  const nowMs = clock.now();
  const { problem, retryAfterMs } = sent;
  const attempts = delivery.attempts + 1;
  const delayMs = nextDelayMs(attempts, Math.random(), retryAfterMs);
  const dead = delayMs === undefined;
  await store.saveDelivery(delivery.id, {
    ...{ status: dead ? 'dead' : 'waiting', attempts, problem },
    ...{ dueAtMs: nowMs + (delayMs ?? 0), endedAtMs: dead ? nowMs : null },
  });
  const disabledWhy = disablingOf(row, sent, nowMs);
  await store.changeWebhook(row.id, {
    ...{ problem, failingSinceMs: row.failingSinceMs ?? nowMs },
    ...(disabledWhy !== undefined && { disabledAtMs: nowMs, disabledWhy }),
  });
  if (disabledWhy === undefined && !dead) return;
  log.warn({ webhook: row.id, problem, disabledWhy }, 'a webhook gets no answer');
}

export async function afterAttempt(
  runtime: Runtime,
  delivery: DeliveryRow,
  sent: Sent,
): Promise<void> {
  // As it stands now: other attempts ended meanwhile.
  const row = await runtime.store.findWebhook(delivery.webhook);
  if (row === undefined) return;
  if (sent.ok) await arrived(runtime, row, delivery);
  else await failed(runtime, row, delivery, sent);
}
