import type { z } from '@hono/zod-openapi';
import type { DeliveryRow } from '../../../db/port';
import { DISABLED_WHYS, isTold, type Webhook } from '../../delivery/webhooks/model';
import type { Counts } from '../../delivery/webhooks/queries';
import type { deliverySchema, webhookSchema } from './contract';

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

export function webhookView(
  { row, receiver }: Webhook,
  { waiting, dead }: Counts,
): z.infer<typeof webhookSchema> {
  const { id, touchpoints, createdAtMs, deliveredAtMs, failingSinceMs, problem } = row;
  const why = DISABLED_WHYS.find((known) => known === row.disabledWhy);
  return {
    ...{ id, url: receiver.url, description: receiver.description, enabled: isTold(row) },
    ...(why !== undefined && { disabledBecause: why }),
    touchpoints,
    createdAt: instant(createdAtMs),
    ...(deliveredAtMs !== null && { lastDeliveredAt: instant(deliveredAtMs) }),
    ...(failingSinceMs !== null && { failingSince: instant(failingSinceMs) }),
    ...(problem !== null && { problem }),
    ...{ waiting, dead },
  };
}

/** Neither its place in the log nor when it came about: systems could compare them. */
export function deliveryView(row: DeliveryRow): z.infer<typeof deliverySchema> {
  const { id, handle, status, attempts, dueAtMs, endedAtMs, problem } = row;
  return {
    ...{ id, handle, status, attempts },
    ...(status === 'waiting' && attempts > 0 && { nextAttemptAt: instant(dueAtMs) }),
    ...(endedAtMs !== null && { endedAt: instant(endedAtMs) }),
    ...(problem !== null && { problem }),
  };
}
