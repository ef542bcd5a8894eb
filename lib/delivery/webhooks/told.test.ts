// 「12か所中11か所に反映しました」: from what was really queued, delivered and failed.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deploymentPrincipal } from '../../identity/deployment';
import { mint } from '../../identity/mint';
import type { PersonPrincipal } from '../../identity/model';
import type { NewPersonalEvent } from '../../record/model';
import { readSpread, type TellingOf } from '../../portal/read-spread';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../runtime/temporary';
import { afterAttempt } from './after-attempt';
import { Lease } from './lease';
import { queueFromOutbox } from './queue';
import { newSecret, sealReceiver } from './secrets';
import { toldOf } from './told';

let opened: TemporaryRuntime;
let me: PersonPrincipal;
let nowMs = Date.parse('2026-11-21T00:00:00Z');

async function webhookOf(system: string, more: { touchpoints?: string[]; fromSeq?: number } = {}) {
  const { store, vault } = opened.runtime;
  const id = `whk_${system}${more.touchpoints?.join('') ?? ''}`;
  const receiver = { id, url: 'https://example.test/', description: '', secrets: [newSecret()] };
  await store.putWebhook({
    ...{
      id,
      system,
      touchpoints: more.touchpoints ?? ['*'],
      sealed: sealReceiver(vault, receiver),
    },
    ...{ fromSeq: more.fromSeq ?? 0, createdAtMs: nowMs, disabledAtMs: null, disabledWhy: null },
    ...{ deliveredAtMs: null, failingSinceMs: null, problem: null },
  });
  return id;
}

const REFUSED: NewPersonalEvent = {
  about: 'subject',
  body: {
    ...{ type: 'deny', surface: 'portal', purposes: ['recommend', 'message'] },
    ...{ channels: '*', data: '*' },
  },
};

async function said(actor: PersonPrincipal, event: NewPersonalEvent): Promise<string> {
  const about = { subject: actor.subject };
  const outcome = await opened.runtime.commit({ actor, about, events: [event] });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.events[0]?.eventId ?? '';
}
const refuseRecommend = () => said(me, REFUSED);

const spreadBy = (tellingOf: TellingOf, eventIds: string[]) => {
  const { runtime } = opened;
  const view = { compiled: runtime.catalogues.current(), locale: 'ja' as const };
  return readSpread(runtime, me, view, eventIds, tellingOf);
};
const spreadOf = (...eventIds: string[]) =>
  spreadBy((said, subjects) => toldOf(opened.runtime, said, subjects), eventIds);

beforeAll(async () => {
  opened = await openTemporaryRuntime({}, { clock: { now: () => nowMs } });
  const about = { identifier: { system: 'shop', id: 'S-1' } };
  const made = await opened.runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
  if (!made.ok) throw new Error(made.reason);
  me = mint<PersonPrincipal>({ kind: 'person', subject: made.subject ?? '', sessionId: 's' });
});
afterAll(() => opened.dispose());

it('places of services that ask count at once; those nobody asks about, and those of services that do not know the person, are said apart', async () => {
  const eventId = await refuseRecommend();
  const quiet = await spreadOf(eventId);
  expect(quiet).toMatchObject({ total: 1, reached: 0, checking: 0, quiet: 1 });
  expect(quiet?.unlinked).toBeGreaterThan(3);
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const row = { subject: 'sub_somebody', touchpoint: 'shop-for-you', day };
  await opened.runtime.store.addTallies([{ ...row, outcome: 'never_asked', count: 1 }]);
  const asked = await spreadOf(eventId);
  expect(asked).toMatchObject({ total: 1, reached: 1, quiet: 0 });
  expect(asked?.rows).toMatchObject([
    { system: 'shop', reach: 'asks', places: [{ key: 'shop-for-you' }] },
  ]);
  const none = { atMs: null, nextAtMs: null, problem: null };
  const stream = (state: 'follows' | 'waiting') =>
    spreadBy(
      () => Promise.resolve([{ system: 'shop', touchpoints: ['*'], state, ...none }]),
      [eventId],
    );
  // Whoever follows the stream is not said to ask: it was sent to it, or is about to be.
  expect(await stream('follows')).toMatchObject({ reached: 1, rows: [{ reach: 'follows' }] });
  expect(await stream('waiting')).toMatchObject({ reached: 0, rows: [{ reach: 'waiting' }] });
});

it('a service that is told is told, or waits, or fails with its last error and time; what is not known is not claimed', async () => {
  const { runtime } = opened;
  const { store } = runtime;
  const id = await webhookOf('shop');
  await webhookOf('mailer');
  const eventId = await refuseRecommend();
  const reach = async () => (await spreadOf(eventId))?.rows[0];
  expect(await reach()).toMatchObject({ reach: 'waiting', problem: null });

  const lease = new Lease(runtime);
  await lease.hold(0);
  const { seq } = await queueFromOutbox(runtime, 0);
  await lease.moveTo(seq);
  nowMs += 60_000;
  const queued = await store.dueDeliveries(id, nowMs, 9);
  const [first, last] = [queued[0], (await store.listDeliveries(id, { limit: 9 }))[0]];
  if (first === undefined || last === undefined) throw new Error('nothing was queued');
  expect(await reach()).toMatchObject({ reach: 'waiting' });

  const failed = { ok: false, problem: 'timeout' } as const;
  await afterAttempt(runtime, last, failed);
  const failing = await reach();
  expect(failing).toMatchObject({ reach: 'failing', problem: 'timeout', atMs: nowMs });
  expect(failing?.nextAtMs).toBeGreaterThan(nowMs);
  expect(await spreadOf(eventId)).toMatchObject({ reached: 0, checking: 1 });

  nowMs += 60_000;
  const again = await store.findDelivery(last.id);
  if (again === undefined) throw new Error('a delivery is gone');
  await afterAttempt(runtime, again, { ok: false, problem: 'status_410' });
  expect(await reach()).toMatchObject({ reach: 'given_up', problem: 'status_410' });

  await store.changeWebhook(id, { disabledAtMs: null, disabledWhy: null });
  await store.redeliver(id, nowMs, [last.id]);
  const sent = await store.findDelivery(last.id);
  if (sent === undefined) throw new Error('a delivery is gone');
  await afterAttempt(runtime, sent, { ok: true });
  expect(await reach()).toMatchObject({ reach: 'told', atMs: nowMs, problem: null });

  // Made after it, or about other places: nothing was to be told there.
  await webhookOf('shop', { touchpoints: ['home-hero'], fromSeq: 0 });
  expect((await spreadOf(eventId))?.rows).toHaveLength(1);
  // Taking it back concerns the same places; of what is nobody's, or another's, there is nothing to say.
  const undone = await said(me, {
    about: 'subject',
    body: { type: 'undo', surface: 'portal' },
    of: eventId,
  });
  expect(await spreadOf(undone)).toMatchObject({ total: 1, checking: 1 });
  expect(await spreadOf('evt_nobody')).toBeUndefined();
  const about = { identifier: { system: 'shop', id: 'S-2' } };
  const other = await runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
  const subject = (other.ok && other.subject) || '';
  const them = mint<PersonPrincipal>({ kind: 'person', subject, sessionId: 's' });
  expect(await spreadOf(await said(them, REFUSED))).toBeUndefined();
});
