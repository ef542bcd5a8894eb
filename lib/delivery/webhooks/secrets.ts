/** A webhook's secrets (Standard Webhooks): shown once, sealed in the vault, two alive while one replaces the other. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { WebhookRow } from '../../../db/port';
import type { Vault } from '../../identity/vault';
import type { Receiver, Secret } from './model';

const PURPOSE = 'webhook';
const KEY_BYTES = 32;
const receiverSchema = z.strictObject({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  secrets: z.array(z.strictObject({ key: z.string(), untilMs: z.int().nullable() })).min(1),
});

export function newSecret(): Secret {
  return { key: randomBytes(KEY_BYTES).toString('base64'), untilMs: null };
}

/** As a receiver's library takes it. */
export function secretText({ key }: Secret): string {
  return `whsec_${key}`;
}

/** The newest before it stays good until `untilMs`; whatever was older ends now. */
export function rotated(
  secrets: readonly Secret[],
  fresh: Secret,
  untilMs: number,
): readonly Secret[] {
  return [fresh, ...secrets.slice(0, 1).map(({ key }) => ({ key, untilMs }))];
}

export function secretsAt(secrets: readonly Secret[], nowMs: number): readonly Secret[] {
  return secrets.filter(({ untilMs }) => untilMs === null || untilMs > nowMs);
}

export function sealReceiver(vault: Pick<Vault, 'seal'>, receiver: Receiver): Uint8Array {
  return vault.seal(PURPOSE, Buffer.from(JSON.stringify(receiver), 'utf8'));
}

/** Throws SealBrokenError when the row was changed, or holds another's. */
export function openReceiver(
  vault: Pick<Vault, 'open'>,
  { id, sealed }: Pick<WebhookRow, 'id' | 'sealed'>,
): Receiver {
  const text = Buffer.from(vault.open(PURPOSE, sealed)).toString('utf8');
  const receiver = receiverSchema.parse(JSON.parse(text));
  if (receiver.id !== id) throw new Error('the sealed part of a webhook is of another one');
  return receiver;
}
