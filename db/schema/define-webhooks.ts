/** Tables of webhooks (API.md "Standard Webhooks"), as `define.ts` has the others. */
import type { Kit } from './sqlite-kit';

export function defineWebhookTables(kit: Kit) {
  const { table, text, int, bytes } = kit;
  return {
    webhooks: table(
      'webhooks',
      {
        id: text('id').primaryKey(),
        system: text('system').notNull(),
        touchpoints: text('touchpoints').notNull(),
        sealed: bytes('sealed').notNull(),
        fromSeq: int('from_seq').notNull(),
        createdAtMs: int('created_at_ms').notNull(),
        disabledAtMs: int('disabled_at_ms'),
        disabledWhy: text('disabled_why'),
        deliveredAtMs: int('delivered_at_ms'),
        failingSinceMs: int('failing_since_ms'),
        problem: text('problem'),
      },
      (t) => [kit.index('webhooks_system', t.system)],
    ),
    webhookDeliveries: table(
      'webhook_deliveries',
      {
        id: text('id').primaryKey(),
        webhook: text('webhook').notNull(),
        handle: text('handle').notNull(),
        seq: int('seq').notNull(),
        status: text('status').notNull(),
        attempts: int('attempts').notNull(),
        createdAtMs: int('created_at_ms').notNull(),
        dueAtMs: int('due_at_ms').notNull(),
        endedAtMs: int('ended_at_ms'),
        problem: text('problem'),
      },
      (t) => [
        kit.unique('webhook_deliveries_once', t.webhook, t.handle, t.seq),
        kit.index('webhook_deliveries_due', t.webhook, t.status, t.dueAtMs),
        kit.index('webhook_deliveries_handle', t.handle),
        kit.index('webhook_deliveries_ended', t.status, t.endedAtMs),
      ],
    ),
  };
}
