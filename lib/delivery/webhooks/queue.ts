/**
 * From the outbox to what each receiver is still to be told. INVARIANT: the place in the outbox
 * moves on only after everything up to it is queued; what is queued twice is there once.
 */
import type { DeliveryRow, OutboxRow, WebhookRow } from '../../../db/port';
import type { EventBody, EventType } from '../../choice/model';
import { contestBehind, hearsOf, type Contested } from '../../record/contests';
import type { Runtime } from '../../runtime/model';
import { erasedSince } from '../changes/erased';
import { concerns, placesConcerned } from './concern';
import { CONTEST_TYPE, deliveryIdFor, EVENT_TYPE, isTold } from './model';
import { firstDelayMs } from './schedule';

const PAGE = 200;
/** What can change an answer, or is said to a system; looks and reports are neither. */
const TOPICS: ReadonlySet<string> = new Set<EventType>([
  'allow',
  'deny',
  'touchpoint-off',
  'touchpoint-on',
  'technique-off',
  'technique-on',
  'pause',
  'resume',
  'limit',
  'contest',
  'signal',
  'join',
  'split',
  'not-me',
  'erasure',
  'guardian',
  'undo',
]);

interface Known {
  readonly handle: string;
  readonly system: string;
}
interface Told {
  readonly body: EventBody;
  readonly people: readonly Known[];
  /** A guess that is said to be wrong, or not any more: told to who runs the place, of whom it was reported of. */
  readonly contested?: Contested;
}

/** Undefined: nobody is to be told, or whom it was about is erased. */
async function toldBy(runtime: Runtime, row: OutboxRow): Promise<Told | undefined> {
  const { store } = runtime;
  const event = await store.findEvent(row.eventId);
  if (event?.body == null) return undefined;
  const body = JSON.parse(event.body.json) as EventBody;
  if (body.type === 'erasure') {
    return { body, people: (await erasedSince(runtime, row.seq - 1)) ?? [] };
  }
  const contested = await contestBehind(runtime, event);
  if (contested !== undefined) {
    return { body, people: await store.identifiersOf([contested.reportedOf]), contested };
  }
  const subject = event.personal?.subject;
  const group = subject === undefined ? undefined : await store.findGroup({ subject });
  if (group === undefined) return undefined;
  return { body, people: await store.identifiersOf(group.rows.map((one) => one.subject)) };
}

function deliveriesOf(
  { catalogues, clock }: Runtime,
  seq: number,
  { body, people, contested }: Told,
  webhooks: readonly WebhookRow[],
): DeliveryRow[] {
  const { touchpoints } = catalogues.current();
  const nowMs = clock.now();
  const type = contested === undefined ? EVENT_TYPE : CONTEST_TYPE;
  return webhooks.flatMap(({ id: webhook, system, touchpoints: listed, fromSeq }) => {
    if (seq <= fromSeq) return [];
    const isConcerned =
      contested === undefined
        ? concerns(body, placesConcerned(touchpoints.values(), system, listed))
        : hearsOf(touchpoints, contested.touchpoint, system, listed);
    if (!isConcerned) return [];
    const own = people.filter((known) => known.system === system);
    return own.map(({ handle }): DeliveryRow => {
      const dueAtMs = nowMs + firstDelayMs(Math.random());
      return {
        ...{ id: deliveryIdFor(type), webhook, handle, seq, status: 'waiting', attempts: 0 },
        ...{ createdAtMs: nowMs, dueAtMs, endedAtMs: null, problem: null },
      };
    });
  });
}

/** One page: up to where the outbox is queued now, and whether there may be more. */
export async function queueFromOutbox(
  runtime: Runtime,
  afterSeq: number,
): Promise<{ readonly seq: number; readonly more: boolean }> {
  const { store } = runtime;
  const page = await store.outboxAfter(afterSeq, PAGE);
  const last = page.at(-1);
  if (last === undefined) return { seq: afterSeq, more: false };
  // After the page: whoever was acknowledged as a receiver before an event was committed is there.
  const webhooks = (await store.listWebhooks()).filter(isTold);
  await runtime.subjects.fresh();
  const rows: DeliveryRow[] = [];
  for (const row of page.filter(({ topic }) => TOPICS.has(topic))) {
    const told = await toldBy(runtime, row);
    if (told !== undefined) rows.push(...deliveriesOf(runtime, row.seq, told, webhooks));
  }
  await store.queueDeliveries(rows);
  return { seq: last.seq, more: page.length === PAGE };
}
