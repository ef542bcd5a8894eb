/**
 * Delivers: at least once, each person's changes in their order, and nobody waits for
 * another's receiver – each has its own few attempts under way. In the server's process alone.
 */
import type { DeliveryRow, WebhookRow } from '../../../db/port';
import { lookAgain, type Looking } from '../../runtime/look-again';
import type { Runtime } from '../../runtime/model';
import { afterAttempt } from './after-attempt';
import { Lease } from './lease';
import { messageOf } from './message';
import { isTold, type Receiver } from './model';
import { queueFromOutbox } from './queue';
import { openReceiver } from './secrets';
import { ATTEMPT_MS, sendWebhook, type SendOptions } from './send';

const LOOK_EVERY_MS = 500;
const SWEEP_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;
const KEPT_DELIVERED_MS = 3 * DAY_MS;
const KEPT_DEAD_MS = 30 * DAY_MS;
/** Attempts under way to one receiver. */
const AT_ONCE = 8;
const MARGIN_MS = 2_000;

export type CourierOptions = Omit<SendOptions, 'loopback' | 'signal'>;

export class Courier {
  private readonly lease: Lease;
  private readonly ending = new AbortController();
  /** By webhook, what is under way: id → settled. */
  private readonly underway = new Map<string, Map<string, Promise<void>>>();
  private sweptAtMs = -Infinity;

  constructor(
    private readonly runtime: Runtime,
    private readonly options: CourierOptions = {},
  ) {
    this.lease = new Lease(runtime);
  }

  /** One look: queues what is new, begins what is due. True: there is more to queue. */
  async turn(): Promise<boolean> {
    const { store, clock } = this.runtime;
    const told = (await store.listWebhooks()).filter(isTold);
    if (told.length === 0) {
      await this.lease.giveUp();
      return false;
    }
    const fromSeq = Math.min(...told.map((row) => row.fromSeq));
    if (!(await this.lease.hold(fromSeq))) return false;
    const { seq, more } = await queueFromOutbox(this.runtime, this.lease.seq);
    if (seq !== this.lease.seq && !(await this.lease.moveTo(seq))) return false;
    for (const row of told) await this.begin(row);
    if (clock.now() - this.sweptAtMs >= SWEEP_EVERY_MS) await this.sweep();
    return more;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    for (;;) {
      const all = [...this.underway.values()].flatMap((one) => [...one.values()]);
      if (all.length === 0) return;
      await Promise.all(all);
    }
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.settled();
    await this.lease.giveUp();
  }

  private async begin(row: WebhookRow): Promise<void> {
    const underway = this.underway.get(row.id) ?? new Map<string, Promise<void>>();
    const room = AT_ONCE - underway.size;
    if (room <= 0) return;
    const { store, clock } = this.runtime;
    // What is under way still waits in the database, and is among the first.
    const due = await store.dueDeliveries(row.id, clock.now(), AT_ONCE + underway.size);
    const next = due.filter(({ id }) => !underway.has(id)).slice(0, room);
    if (next.length === 0) return;
    const receiver = await this.open(row);
    if (receiver === undefined) return;
    this.underway.set(row.id, underway);
    for (const delivery of next) {
      const attempt = this.attempt(receiver, delivery).finally(() => underway.delete(delivery.id));
      underway.set(delivery.id, attempt);
    }
  }

  /** Undefined: its row was changed behind our back; the others go on. */
  private async open(row: WebhookRow): Promise<Receiver | undefined> {
    const { store, vault, clock, log } = this.runtime;
    try {
      return openReceiver(vault, row);
    } catch (err) {
      if (row.problem === 'unreadable') return undefined;
      log.error({ err, webhook: row.id }, 'a webhook cannot be read');
      const failingSinceMs = row.failingSinceMs ?? clock.now();
      await store.changeWebhook(row.id, { problem: 'unreadable', failingSinceMs });
      return undefined;
    }
  }

  private async attempt(receiver: Receiver, delivery: DeliveryRow): Promise<void> {
    // INVARIANT: over before the lease can be another's, who would tell of the next change meanwhile.
    const { timeoutMs = ATTEMPT_MS } = this.options;
    if (this.lease.leftMs < timeoutMs + MARGIN_MS) return;
    const { runtime } = this;
    const { env, vault, epoch, clock, log } = runtime;
    const nowMs = clock.now();
    const consentToken = vault.consentToken(epoch, delivery.seq);
    const message = messageOf(delivery, receiver, { origin: env.origin, consentToken, nowMs });
    const loopback = env.webhooksLoopback;
    const options = { ...this.options, timeoutMs, loopback, signal: this.ending.signal };
    try {
      const sent = await sendWebhook(receiver.url, message, options);
      if (sent !== undefined) await afterAttempt(runtime, delivery, sent);
    } catch (err) {
      log.error({ err, webhook: receiver.id }, 'what became of a delivery could not be kept');
    }
  }

  private async sweep(): Promise<void> {
    const { store, clock } = this.runtime;
    const nowMs = clock.now();
    this.sweptAtMs = nowMs;
    await store.sweepDeliveries({
      deliveredMs: nowMs - KEPT_DELIVERED_MS,
      deadMs: nowMs - KEPT_DEAD_MS,
    });
  }
}

/** Stops when what is under way is given up; another process, or the next start, sends it again. */
export function startCourier(runtime: Runtime, options: CourierOptions = {}): Looking {
  const courier = new Courier(runtime, options);
  const failed = 'webhooks could not be delivered; tried again';
  const rule = { work: 'webhooks', restMs: LOOK_EVERY_MS, failed } as const;
  const looking = lookAgain(runtime, rule, async (goesOn) => {
    while (goesOn() && (await courier.turn()));
  });
  return {
    async stop() {
      await looking.stop();
      await courier.stop();
    },
  };
}
