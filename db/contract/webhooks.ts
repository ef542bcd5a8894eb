import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeliveryRow, Store, WebhookRow } from '../port';
import {
  appendOk,
  bytes,
  newSubject,
  NOW_MS,
  sampleCommit,
  type FreshDatabase,
  type TestDatabase,
} from './samples';

function webhook(more: Partial<WebhookRow> = {}): WebhookRow {
  return {
    ...{ id: `whk_${randomUUID()}`, system: 'shop', touchpoints: ['*'], sealed: bytes(40) },
    ...{ fromSeq: 3, createdAtMs: NOW_MS, disabledAtMs: null, disabledWhy: null },
    ...{ deliveredAtMs: null, failingSinceMs: null, problem: null },
    ...more,
  };
}
function delivery(of: string, handle: string, seq: number): DeliveryRow {
  return {
    ...{ id: `whd_${randomUUID()}`, webhook: of, handle, seq, status: 'waiting', attempts: 0 },
    ...{ createdAtMs: NOW_MS, dueAtMs: NOW_MS, endedAtMs: null, problem: null },
  };
}
type After = Parameters<Store['saveDelivery']>[1];
const DELIVERED: After = {
  ...{ status: 'delivered', attempts: 1, dueAtMs: NOW_MS, endedAtMs: NOW_MS + 5, problem: null },
};
const DEAD: After = { ...DELIVERED, status: 'dead', attempts: 9, problem: 'status_500' };

export function webhookContract(fresh: FreshDatabase): void {
  describe('webhooks', () => {
    let database: TestDatabase;
    let store: Store;
    beforeAll(async () => {
      database = await fresh();
      store = await database.open();
    });
    afterAll(async () => {
      await store.close();
      await database.close();
    });
    const dueIds = async (of: string, nowMs = NOW_MS) =>
      (await store.dueDeliveries(of, nowMs, 9)).map(({ id }) => id);

    test('a webhook is found, listed by system, changed in part, and goes with its deliveries', async () => {
      const [one, other] = [webhook({ system: 'cafe' }), webhook({ touchpoints: ['a', 'b'] })];
      await store.putWebhook(one);
      await store.putWebhook(other);
      await expect(store.putWebhook(one)).rejects.toThrow();
      expect(await store.findWebhook(other.id)).toMatchObject({ touchpoints: ['a', 'b'] });
      expect((await store.listWebhooks({ system: 'cafe' })).map(({ id }) => id)).toEqual([one.id]);
      expect(await store.changeWebhook(one.id, { problem: 'timeout', failingSinceMs: 7 })).toBe(
        true,
      );
      const changed = await store.findWebhook(one.id);
      expect(changed).toMatchObject({ problem: 'timeout', failingSinceMs: 7, fromSeq: 3 });
      expect(Buffer.from(changed?.sealed ?? []).equals(one.sealed)).toBe(true);
      expect(await store.changeWebhook('nothing', { problem: null })).toBe(false);

      await store.queueDeliveries([delivery(one.id, 'h', 1)]);
      expect(await store.removeWebhook(one.id)).toBe(true);
      expect(await store.removeWebhook(one.id)).toBe(false);
      expect(await store.listDeliveries(one.id, { limit: 9 })).toEqual([]);
    });

    test('of two that read the same secrets one replaces them', async () => {
      const row = webhook();
      await store.putWebhook(row);
      const [mine, theirs] = [bytes(40), bytes(40)];
      expect(await store.replaceSealed(row.id, row.sealed, mine)).toBe(true);
      expect(await store.replaceSealed(row.id, row.sealed, theirs)).toBe(false);
      const { sealed } = (await store.findWebhook(row.id)) ?? row;
      expect(Buffer.from(sealed).equals(mine)).toBe(true);
    });

    test('what somebody was or is to be told of is found by their handles, at every webhook', async () => {
      const [one, other] = [webhook().id, webhook().id];
      const [mine, also, theirs] = [
        delivery(one, 'h1_mine', 9),
        delivery(other, 'h1_mine', 4),
        delivery(one, 'h1_theirs', 4),
      ] as const;
      await store.queueDeliveries([mine, also, theirs]);
      await store.saveDelivery(also.id, DEAD);
      const found = await store.deliveriesTo(['h1_mine', 'h1_nobody']);
      expect(found).toEqual([{ ...also, ...DEAD }, mine]);
      expect(await store.deliveriesTo([])).toEqual([]);
    });

    test('of one person only the oldest that waits may be sent, and nobody waits for another', async () => {
      const { id: of } = webhook();
      const [first, second, third] = [3, 5, 8].map((seq) => delivery(of, 'h1_a', seq));
      const another = delivery(of, 'h1_b', 6);
      if (!first || !second || !third) throw new Error('three were made');
      const later = { ...first, dueAtMs: NOW_MS + 100 };
      await store.queueDeliveries([third, second, later, another]);
      // The oldest is not due yet, and holds back only its own person.
      expect(await dueIds(of)).toEqual([another.id]);
      expect(await dueIds(of, NOW_MS + 100)).toEqual([another.id, first.id]);
      expect(await dueIds(webhook().id, NOW_MS + 100)).toEqual([]);

      expect(await store.saveDelivery(first.id, DELIVERED)).toBe(true);
      expect(await store.saveDelivery(first.id, DEAD)).toBe(false);
      expect(await dueIds(of)).toEqual([second.id, another.id]);
      await store.saveDelivery(second.id, DEAD);
      expect(await dueIds(of)).toEqual([another.id, third.id]);
      expect(await store.findDelivery(second.id)).toMatchObject({
        ...{ status: 'dead', attempts: 9, problem: 'status_500', endedAtMs: NOW_MS + 5 },
      });
    });

    test('what is queued twice is there once, under its first id', async () => {
      const { id: of } = webhook();
      const rows = Array.from({ length: 120 }, (_, i) => delivery(of, `h1_${String(i)}`, i));
      await store.queueDeliveries(rows);
      await store.queueDeliveries(rows.map((row) => ({ ...row, id: `${row.id}-again` })));
      const listed = await store.listDeliveries(of, { limit: 500 });
      expect(listed.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).reverse());
      const counts = (await store.countDeliveries()).filter((row) => row.webhook === of);
      expect(counts).toEqual([{ webhook: of, status: 'waiting', deliveries: 120 }]);
    });

    test('deliveries are listed by status and page, delivered again, and swept when they are old', async () => {
      const { id: of } = webhook();
      const subject = newSubject();
      const handles = [1, 2, 3, 4].map((at) => `h1_${subject}_${String(at)}`);
      const known = { system: 'shop', subject, sealed: null };
      const identifiers = handles.map((handle) => ({ handle, ...known }));
      await appendOk(store, sampleCommit(subject, 1, { identifiers }));
      const rows = handles.map((handle, at) => delivery(of, handle, at + 1));
      const [a, b, c, d] = rows.map(({ id }) => id);
      if (!a || !b || !c || !d) throw new Error('four were made');
      await store.queueDeliveries(rows);
      await store.saveDelivery(a, DEAD);
      await store.saveDelivery(b, DEAD);
      await store.saveDelivery(c, DELIVERED);
      const ids = (page: readonly DeliveryRow[]) => page.map(({ id }) => id);
      expect(ids(await store.listDeliveries(of, { status: 'dead', limit: 9 }))).toEqual([b, a]);
      const before = { seq: 3, id: c };
      expect(ids(await store.listDeliveries(of, { before, limit: 1 }))).toEqual([b]);

      expect(await store.redeliver(of, NOW_MS + 9, [c, d, 'nothing'])).toBe(1);
      expect(await store.redeliver(webhook().id, NOW_MS + 9)).toBe(0);
      expect(await store.redeliver(of, NOW_MS + 9)).toBe(2);
      expect(await store.findDelivery(a)).toMatchObject({
        ...{ status: 'waiting', attempts: 0, dueAtMs: NOW_MS + 9, endedAtMs: null },
      });

      await store.saveDelivery(a, DEAD);
      await store.saveDelivery(c, DELIVERED);
      await store.sweepDeliveries({ deliveredMs: NOW_MS + 6, deadMs: NOW_MS + 5 });
      expect(ids(await store.listDeliveries(of, { limit: 9 }))).toEqual([d, b, a]);
      await store.sweepDeliveries({ deliveredMs: 0, deadMs: NOW_MS + 6 });
      expect(ids(await store.listDeliveries(of, { limit: 9 }))).toEqual([d, b]);
    });

    test('what was told about somebody who is gone since is swept however new it is; what waits is not', async () => {
      const { id: of } = webhook();
      const [told, waits] = [delivery(of, 'h1_gone', 1), delivery(of, 'h1_gone', 2)];
      await store.queueDeliveries([told, waits]);
      await store.saveDelivery(told.id, DEAD);
      await store.sweepDeliveries({ deliveredMs: 0, deadMs: 0 });
      const left = await store.listDeliveries(of, { limit: 9 });
      expect(left.map(({ id }) => id)).toEqual([waits.id]);
    });
  });
}
