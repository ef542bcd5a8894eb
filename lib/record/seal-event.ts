/**
 * The half of the work on an event that no answer waits for and no later event builds on: the
 * commitment to its body, and its personal part encrypted (LEDGER "Entry"). Done by whoever writes
 * it, before the transaction, so that two threads share the work (measured: bench commit).
 */
import type { PreparedEvent, UnsealedEvent } from '../../db/port';
import { sealBytes } from '../identity/sealing';
import { bodyCommitment } from '../ledger/commitment';

export function sealEvent(unsealedEvent: UnsealedEvent): PreparedEvent {
  const { eventId, leaf, body, personal, unsealed, search, topic } = unsealedEvent;
  const { subject, n, random } = personal;
  const sealed = sealBytes(unsealed.key, eventId, Buffer.from(unsealed.json, 'utf8'));
  return {
    eventId,
    leaf: { k: leaf.k, b: bodyCommitment(body.opening, body.json), p: leaf.p },
    body,
    personal: { subject, n, sealed, random },
    search,
    topic,
  };
}
