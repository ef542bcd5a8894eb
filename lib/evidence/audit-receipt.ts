/**
 * Receipts for keys with `audit` (API "Resources"): by event id, or by the `evidence.ref` under
 * which the key's own system was told of the event. A ref is an HMAC of the event id, so it is
 * looked for from the newest event back, in turns that leave room for decisions.
 */
import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { StoredEvent } from '../../db/port';
import type { SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { provenReceipt, type ReceiptOutcome } from './own-receipt';

const PAGE = 250;
const KEPT_REFS = 10_000;
const EVENT_ID = /^evt_[\w-]{22}$/;
const REF = /^[\w-]{43}$/;

interface Found {
  /** By `system ref`: the event id. */
  readonly ids: LRUCache<string, string>;
  /** One search at a time: a key that asks often holds up nobody but keys like it. */
  line: Promise<unknown>;
}
const foundByRuntime = new WeakMap<Runtime, Found>();

function foundBy(runtime: Runtime): Found {
  const known = foundByRuntime.get(runtime);
  if (known !== undefined) return known;
  const made: Found = { ids: new LRUCache({ max: KEPT_REFS }), line: Promise.resolve() };
  foundByRuntime.set(runtime, made);
  return made;
}

async function searchByRef(
  { store, vault }: Runtime,
  system: string,
  ref: string,
): Promise<StoredEvent | undefined> {
  let afterSeq: number | undefined;
  for (;;) {
    const page = await store.searchLog({
      order: 'newest',
      limit: PAGE,
      ...(afterSeq !== undefined && { afterSeq }),
    });
    const found = page.find(
      ({ eventId }) => eventId !== null && vault.refOf(system, eventId) === ref,
    );
    const last = page.at(-1);
    if (found !== undefined || last === undefined || page.length < PAGE) return found;
    afterSeq = last.seq;
    await setImmediate();
  }
}

async function findByRef(
  runtime: Runtime,
  system: string,
  ref: string,
): Promise<StoredEvent | undefined> {
  const found = foundBy(runtime);
  const name = `${system} ${ref}`;
  const known = found.ids.get(name);
  if (known !== undefined) return runtime.store.findEvent(known);
  const turn = found.line.then(() => searchByRef(runtime, system, ref));
  found.line = turn.catch(() => undefined);
  const event = await turn;
  if (typeof event?.eventId === 'string') found.ids.set(name, event.eventId);
  return event;
}

/** `id`: an event id, or a ref of the key's own system. */
export async function auditReceipt(
  runtime: Runtime,
  { system, test }: SystemPrincipal,
  id: string,
): Promise<ReceiptOutcome> {
  const known = EVENT_ID.test(id) ? () => runtime.store.findEvent(id) : undefined;
  const named = REF.test(id) ? () => findByRef(runtime, system, id) : undefined;
  const stored = test ? undefined : await (known ?? named)?.();
  if (stored === undefined) return { ok: false, reason: 'not_found' };
  return provenReceipt(runtime, stored, { withPersonal: true });
}
