/** What a system may read of its own webhooks, and officers of everybody's. */
import type { DeliveryRow, DeliveryStatus, WebhookRow } from '../../../db/port';
import type { SystemPrincipal } from '../../identity/model';
import type { Runtime } from '../../runtime/model';
import type { Webhook } from './model';
import { openReceiver } from './secrets';

const PAGE = 100;

/** A key sees no webhook that tells of more places than it may ask about. */
function maySee({ scopes, system, touchpoints, test, browser }: SystemPrincipal, row: WebhookRow) {
  if (!scopes.includes('webhooks') || test || browser !== undefined) return false;
  const wide = touchpoints[0] === '*';
  return (
    row.system === system && (wide || row.touchpoints.every((key) => touchpoints.includes(key)))
  );
}

export async function findOwn(
  { store }: Runtime,
  principal: SystemPrincipal,
  id: string,
): Promise<WebhookRow | undefined> {
  const row = await store.findWebhook(id);
  return row !== undefined && maySee(principal, row) ? row : undefined;
}

export async function listOwn(
  { store, vault }: Runtime,
  principal: SystemPrincipal,
  id?: string,
): Promise<readonly Webhook[]> {
  const rows = await store.listWebhooks({ system: principal.system });
  return rows
    .filter((row) => maySee(principal, row) && (id === undefined || row.id === id))
    .map((row) => ({ row, receiver: openReceiver(vault, row) }));
}

export type Counts = Readonly<Record<DeliveryStatus, number>>;

/** By webhook. */
export async function countsOf({ store }: Runtime): Promise<(webhook: string) => Counts> {
  const rows = await store.countDeliveries();
  return (webhook) => {
    const of = (status: DeliveryStatus) =>
      rows.find((row) => row.webhook === webhook && row.status === status)?.deliveries ?? 0;
    return { waiting: of('waiting'), delivered: of('delivered'), dead: of('dead') };
  };
}

/** Undefined: no such webhook, or `before` is none of its deliveries. */
export async function deliveriesOf(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
  page: { readonly status?: DeliveryStatus | undefined; readonly before?: string | undefined },
): Promise<readonly DeliveryRow[] | undefined> {
  const { store } = runtime;
  const { status, before } = page;
  if ((await findOwn(runtime, principal, id)) === undefined) return undefined;
  const last = before === undefined ? undefined : await store.findDelivery(before);
  if (before !== undefined && last?.webhook !== id) return undefined;
  return store.listDeliveries(id, {
    ...(status !== undefined && { status }),
    ...(last !== undefined && { before: { seq: last.seq, id: last.id } }),
    limit: PAGE,
  });
}
