/** What a system may do with its webhooks, through a key that holds `webhooks`. */
import type { WebhookRow } from '../../../db/port';
import { AppError, type ErrorCode } from '../../errors';
import type { SystemPrincipal } from '../../identity/model';
import { newId } from '../../ids';
import type { Runtime } from '../../runtime/model';
import { readWebhookUrl } from './address';
import type { Receiver, Webhook } from './model';
import { findOwn, listOwn } from './queries';
import { newSecret, openReceiver, rotated, sealReceiver, secretText } from './secrets';

const MOST_A_SYSTEM = 20;
const HOUR_MS = 3_600_000;
const TRIES = 5;

export interface Refused {
  readonly ok: false;
  readonly reason: ErrorCode;
  readonly detail: string;
  /** JSON pointer. */
  readonly field?: string;
}
export type Outcome<T> = ({ readonly ok: true } & T) | Refused;

const NOT_FOUND: Refused = {
  ...{ ok: false, reason: 'not_found', detail: 'There is no such webhook of yours.' },
};

/** INVARIANT: every change passes here. */
function mayChange({ scopes, test, browser }: SystemPrincipal): Refused | undefined {
  const may = scopes.includes('webhooks') && browser === undefined;
  if (!may) return { ok: false, reason: 'forbidden', detail: 'The key may not do this.' };
  if (!test) return undefined;
  return { ok: false, reason: 'forbidden', detail: 'A test key touches nothing.' };
}

function badUrl(runtime: Runtime, url: string): Refused | undefined {
  const read = readWebhookUrl(url, { loopback: runtime.env.webhooksLoopback });
  if (read.ok) return undefined;
  const detail = `The address ${read.problem}.`;
  return { ok: false, reason: 'invalid_request', detail, field: '/url' };
}

export async function createWebhook(
  runtime: Runtime,
  principal: SystemPrincipal,
  { url, description = '' }: { readonly url: string; readonly description?: string | undefined },
): Promise<Outcome<{ readonly webhook: Webhook; readonly secret: string }>> {
  const no = mayChange(principal) ?? badUrl(runtime, url);
  if (no !== undefined) return no;
  const { store, vault, clock, log } = runtime;
  const { system, touchpoints, keyId } = principal;
  if ((await store.listWebhooks({ system })).length >= MOST_A_SYSTEM) {
    const detail = `A system has ${String(MOST_A_SYSTEM)} webhooks at most.`;
    return { ok: false, reason: 'conflict', detail };
  }
  const secret = newSecret();
  const receiver: Receiver = { id: newId('whk'), url, description, secrets: [secret] };
  const row: WebhookRow = {
    ...{ id: receiver.id, system, touchpoints, sealed: sealReceiver(vault, receiver) },
    ...{ fromSeq: (await store.head()).seq, createdAtMs: clock.now() },
    ...{ disabledAtMs: null, disabledWhy: null, deliveredAtMs: null },
    ...{ failingSinceMs: null, problem: null },
  };
  await store.putWebhook(row);
  log.info({ webhook: row.id, key: keyId, system }, 'a webhook was made');
  return { ok: true, webhook: { row, receiver }, secret: secretText(secret) };
}

/** Of two that change it at once the later one is made on what the earlier wrote. */
async function rewrite(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
  change: (receiver: Receiver) => Receiver,
): Promise<boolean> {
  const { store, vault } = runtime;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const row = await findOwn(runtime, principal, id);
    if (row === undefined) return false;
    const sealed = sealReceiver(vault, change(openReceiver(vault, row)));
    if (await store.replaceSealed(id, row.sealed, sealed)) return true;
  }
  throw new AppError('unavailable', 'the webhook is being changed by others');
}

async function tell(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
): Promise<Outcome<{ readonly webhook: Webhook }>> {
  const [webhook] = await listOwn(runtime, principal, id);
  return webhook === undefined ? NOT_FOUND : { ok: true, webhook };
}

export async function changeWebhook(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
  wanted: {
    readonly url?: string | undefined;
    readonly description?: string | undefined;
    readonly enabled?: boolean | undefined;
  },
): Promise<Outcome<{ readonly webhook: Webhook }>> {
  const { url, description, enabled } = wanted;
  const no = mayChange(principal) ?? (url === undefined ? undefined : badUrl(runtime, url));
  if (no !== undefined) return no;
  const row = await findOwn(runtime, principal, id);
  if (row === undefined) return NOT_FOUND;
  if (url !== undefined || description !== undefined) {
    const changed = await rewrite(runtime, principal, id, (receiver) => ({
      ...receiver,
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description }),
    }));
    if (!changed) return NOT_FOUND;
  }
  const { store, clock } = runtime;
  const told = row.disabledAtMs === null;
  if (enabled === false && told) {
    await store.changeWebhook(id, { disabledAtMs: clock.now(), disabledWhy: 'owner' });
  }
  if (enabled === true && !told) {
    // What was said while it was off is not told.
    const fromSeq = (await store.head()).seq;
    const on = { disabledAtMs: null, disabledWhy: null, failingSinceMs: null, problem: null };
    await store.changeWebhook(id, { ...on, fromSeq });
  }
  return tell(runtime, principal, id);
}

/** Messages bear signatures of both for so long. */
export async function rotateSecret(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
  overlapHours: number,
): Promise<Outcome<{ readonly secret: string; readonly oldUntilMs: number }>> {
  const no = mayChange(principal);
  if (no !== undefined) return no;
  const fresh = newSecret();
  const oldUntilMs = runtime.clock.now() + overlapHours * HOUR_MS;
  const changed = await rewrite(runtime, principal, id, (receiver) => ({
    ...receiver,
    secrets: rotated(receiver.secrets, fresh, oldUntilMs),
  }));
  if (!changed) return NOT_FOUND;
  runtime.log.info({ webhook: id, key: principal.keyId }, 'a webhook has a new secret');
  return { ok: true, secret: secretText(fresh), oldUntilMs };
}

export async function removeWebhook(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
): Promise<Outcome<object>> {
  const no = mayChange(principal);
  if (no !== undefined) return no;
  const row = await findOwn(runtime, principal, id);
  if (row === undefined || !(await runtime.store.removeWebhook(id))) return NOT_FOUND;
  runtime.log.info({ webhook: id, key: principal.keyId }, 'a webhook was removed');
  return { ok: true };
}

/** Named ones that have ended, or all dead letters; how many wait again. */
export async function redeliver(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
  which: readonly string[] | 'dead',
): Promise<Outcome<{ readonly waiting: number }>> {
  const no = mayChange(principal);
  if (no !== undefined) return no;
  if ((await findOwn(runtime, principal, id)) === undefined) return NOT_FOUND;
  const { store, clock } = runtime;
  const ids = which === 'dead' ? undefined : which;
  return { ok: true, waiting: await store.redeliver(id, clock.now(), ids) };
}
