/**
 * How far it is known, at each webhook of the systems that know somebody, that they said something
 * (UX-39): from what waits and what was delivered, nothing else. Where nothing is known nothing is said.
 */
import type { DeliveryRow, WebhookRow } from '../../../db/port';
import type { EventBody } from '../../choice/model';
import type { Runtime } from '../../runtime/model';
import { concerns, placesConcerned } from './concern';
import { queuedTo } from './lease';
import { isTold } from './model';

export const TOLD_STATES = ['told', 'waiting', 'failing', 'given_up'] as const;
export interface Told {
  readonly system: string;
  /** Touchpoint keys it is about, or `['*']`. */
  readonly touchpoints: readonly string[];
  readonly state: (typeof TOLD_STATES)[number];
  /** When it arrived, or was given up; while it fails, since when nothing arrives there. */
  readonly atMs: number | null;
  /** When it is tried again. */
  readonly nextAtMs: number | null;
  /** A closed word of `PROBLEMS`, or `status_NNN`. */
  readonly problem: string | null;
}

export interface Said {
  readonly seq: number;
  readonly body: EventBody;
}

const NOTHING = { atMs: null, nextAtMs: null, problem: null };

function ofDelivery(row: WebhookRow, delivery: DeliveryRow): Omit<Told, 'system' | 'touchpoints'> {
  const { status, endedAtMs, dueAtMs, attempts, problem } = delivery;
  if (status === 'delivered') return { ...NOTHING, state: 'told', atMs: endedAtMs };
  if (status === 'dead' || !isTold(row)) {
    const why = problem ?? row.problem;
    return { ...NOTHING, state: 'given_up', atMs: endedAtMs ?? row.disabledAtMs, problem: why };
  }
  if (attempts === 0) return { ...NOTHING, state: 'waiting' };
  const { failingSinceMs: atMs } = row;
  return { state: 'failing', atMs, nextAtMs: dueAtMs, problem };
}

/** Of whoever owns these subjects. One entry for each webhook and handle. */
export async function toldOf(
  runtime: Runtime,
  { seq, body }: Said,
  subjects: readonly string[],
): Promise<readonly Told[]> {
  const { store, catalogues } = runtime;
  const { touchpoints } = catalogues.current();
  const webhooks = (await store.listWebhooks()).filter(
    (row) =>
      row.fromSeq < seq &&
      row.disabledWhy !== 'owner' &&
      concerns(body, placesConcerned(touchpoints.values(), row.system, row.touchpoints)),
  );
  if (webhooks.length === 0) return [];
  const known = await store.identifiersOf(subjects);
  const kept = await store.deliveriesTo(known.map(({ handle }) => handle));
  const queued = await queuedTo(runtime);
  return webhooks.flatMap((row): Told[] => {
    const { system, touchpoints: listed } = row;
    const head = { system, touchpoints: listed };
    return known
      .filter((one) => one.system === system)
      .flatMap(({ handle }): Told[] => {
        const delivery = kept.find(
          (one) => one.webhook === row.id && one.handle === handle && one.seq === seq,
        );
        if (delivery !== undefined) return [{ ...head, ...ofDelivery(row, delivery) }];
        // Not queued yet; or delivered so long ago that nothing of it is kept.
        return seq > queued && isTold(row) ? [{ ...head, ...NOTHING, state: 'waiting' }] : [];
      });
  });
}
