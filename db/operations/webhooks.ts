import { and, asc, count, desc, eq, inArray, lt, lte, ne, or, sql, type SQL } from 'drizzle-orm';
import {
  DELIVERY_STATUSES,
  type DeliveryRow,
  type DeliveryStatus,
  type WebhookRow,
  type WebhookStore,
} from '../webhooks-port';
import { chunksOf, inChunks, type Engine, type Tables } from './engine';

/** Rows of ten columns: well below what an engine takes as parameters. */
const ROWS_A_STATEMENT = 50;

export function webhookOperations(engine: Engine): WebhookStore {
  const { read, write, together, tables } = engine;
  const { webhooks, webhookDeliveries: deliveries } = tables;
  return {
    ...deliveryOperations(engine),

    async putWebhook(row) {
      await write.insert(webhooks).values({ ...row, touchpoints: JSON.stringify(row.touchpoints) });
    },
    async findWebhook(id) {
      const [row] = await read.select().from(webhooks).where(eq(webhooks.id, id));
      return row && webhookOf(row);
    },
    async listWebhooks({ system } = {}) {
      const rows = await read
        .select()
        .from(webhooks)
        .where(system === undefined ? undefined : eq(webhooks.system, system))
        .orderBy(asc(webhooks.createdAtMs), webhooks.id);
      return rows.map(webhookOf);
    },
    async changeWebhook(id, change) {
      const changed = await write
        .update(webhooks)
        .set(change)
        .where(eq(webhooks.id, id))
        .returning({ id: webhooks.id });
      return changed.length === 1;
    },
    async replaceSealed(id, was, sealed) {
      const changed = await write
        .update(webhooks)
        .set({ sealed })
        .where(and(eq(webhooks.id, id), eq(webhooks.sealed, was)))
        .returning({ id: webhooks.id });
      return changed.length === 1;
    },
    removeWebhook: (id) =>
      together((db) => [
        { write: db.delete(webhooks).where(eq(webhooks.id, id)).returning(), rows: 1 },
        { write: db.delete(deliveries).where(eq(deliveries.webhook, id)).returning() },
      ]),
  };
}

type DeliveryOperations = Pick<
  WebhookStore,
  | 'queueDeliveries'
  | 'dueDeliveries'
  | 'saveDelivery'
  | 'listDeliveries'
  | 'findDelivery'
  | 'deliveriesTo'
  | 'redeliver'
  | 'countDeliveries'
  | 'sweepDeliveries'
>;

function deliveryOperations({ read, write, tables }: Engine): DeliveryOperations {
  const { webhookDeliveries: deliveries } = tables;
  return {
    async queueDeliveries(rows) {
      // Several processes queue the same: sorted, they do not wait for each other in a circle.
      const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
      for (let at = 0; at < sorted.length; at += ROWS_A_STATEMENT) {
        const values = sorted.slice(at, at + ROWS_A_STATEMENT);
        await write.insert(deliveries).values(values).onConflictDoNothing();
      }
    },
    async dueDeliveries(webhook, nowMs, limit) {
      const earlier = sql`exists (select 1 from webhook_deliveries e where e.webhook = webhook_deliveries.webhook and e.handle = webhook_deliveries.handle and e.status = 'waiting' and e.seq < webhook_deliveries.seq)`;
      const due = and(
        eq(deliveries.webhook, webhook),
        eq(deliveries.status, 'waiting'),
        lte(deliveries.dueAtMs, nowMs),
      );
      const rows = await read
        .select()
        .from(deliveries)
        .where(and(due, sql`not ${earlier}`))
        .orderBy(asc(deliveries.dueAtMs), deliveries.seq)
        .limit(limit);
      return rows.map(deliveryOf);
    },
    async saveDelivery(id, after) {
      const saved = await write
        .update(deliveries)
        .set(after)
        .where(and(eq(deliveries.id, id), eq(deliveries.status, 'waiting')))
        .returning({ id: deliveries.id });
      return saved.length === 1;
    },
    async listDeliveries(webhook, { status, before, limit }) {
      const { seq, id } = deliveries;
      const earlier =
        before && or(lt(seq, before.seq), and(eq(seq, before.seq), lt(id, before.id)));
      const kind = status === undefined ? undefined : eq(deliveries.status, status);
      const rows = await read
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.webhook, webhook), kind, earlier))
        .orderBy(desc(seq), desc(id))
        .limit(limit);
      return rows.map(deliveryOf);
    },
    async findDelivery(id) {
      const [row] = await read.select().from(deliveries).where(eq(deliveries.id, id));
      return row && deliveryOf(row);
    },
    async deliveriesTo(handles) {
      const rows = await inChunks(handles, (chunk) =>
        read.select().from(deliveries).where(inArray(deliveries.handle, chunk)),
      );
      return rows.map(deliveryOf).sort((a, b) => a.seq - b.seq);
    },
    async redeliver(webhook, nowMs, ids) {
      const again = { status: 'waiting', attempts: 0, dueAtMs: nowMs, endedAtMs: null } as const;
      const own = eq(deliveries.webhook, webhook);
      const run = async (which: SQL | undefined) => {
        const changed = await write
          .update(deliveries)
          .set(again)
          .where(and(own, which))
          .returning({ id: deliveries.id });
        return changed.length;
      };
      if (ids === undefined) return run(eq(deliveries.status, 'dead'));
      let all = 0;
      for (const chunk of chunksOf(ids)) {
        all += await run(and(inArray(deliveries.id, chunk), ne(deliveries.status, 'waiting')));
      }
      return all;
    },
    async countDeliveries() {
      const rows = await read
        .select({
          webhook: deliveries.webhook,
          status: deliveries.status,
          deliveries: count(),
        })
        .from(deliveries)
        .groupBy(deliveries.webhook, deliveries.status)
        .orderBy(deliveries.webhook, deliveries.status);
      return rows.map((row) => ({ ...row, status: statusOf(row.status) }));
    },
    async sweepDeliveries({ deliveredMs, deadMs }) {
      const { status, endedAtMs } = deliveries;
      const delivered = and(eq(status, 'delivered'), lt(endedAtMs, deliveredMs));
      const dead = and(eq(status, 'dead'), lt(endedAtMs, deadMs));
      await write.delete(deliveries).where(delivered);
      await write.delete(deliveries).where(dead);
      // Of somebody erased since, nothing is kept once they were told.
      const nobody = sql`not exists (select 1 from identifiers i where i.handle = webhook_deliveries.handle)`;
      await write.delete(deliveries).where(and(ne(status, 'waiting'), nobody));
    },
  };
}

function webhookOf(row: Tables['webhooks']['$inferSelect']): WebhookRow {
  return { ...row, touchpoints: JSON.parse(row.touchpoints) as string[] };
}

function deliveryOf(row: Tables['webhookDeliveries']['$inferSelect']): DeliveryRow {
  return { ...row, status: statusOf(row.status) };
}

function statusOf(text: string): DeliveryStatus {
  const status = DELIVERY_STATUSES.find((known) => known === text);
  if (!status)
    throw new Error(`A delivery is in a status that this version does not know: ${text}.`);
  return status;
}
