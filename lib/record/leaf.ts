/**
 * One event made ready for its writer: the commitment to its personal part and what the log is
 * searched by; the rest is made there (seal-event.ts). Neither commitment depends on `t` (LEDGER
 * "Entry").
 */
import type { PreparedEvent, UnsealedEvent } from '../../db/port';
import type { EventBody } from '../choice/model';
import { newEventId } from '../ids';
import { canonicalJson } from '../ledger/canonical';
import {
  bodyCommitment,
  documentDigest,
  personalCommitment,
  personalOpening,
} from '../ledger/commitment';
import { randomPart } from '../random';
import { purposesOf } from './body';
import type { NewAnnouncement } from './model';
import { personalJson, type Personal } from './personal';

export interface LeafContext {
  /** Origin of the current log: the salt of personal openings. */
  readonly origin: string;
}

export function prepareEvent(
  { origin }: LeafContext,
  key: Uint8Array,
  body: EventBody,
  personal: Personal,
): { readonly event: UnsealedEvent; readonly p: string } {
  const bodyJson = canonicalJson(body);
  const opening = randomPart(32);
  const eventRandom = randomPart(32);
  const json = personalJson(personal);
  const p = personalCommitment(personalOpening(key, eventRandom, origin, personal.event), json);
  const event: UnsealedEvent = {
    eventId: personal.event,
    leaf: { k: 'event', p },
    body: { json: bodyJson, opening },
    personal: { subject: personal.subject, n: personal.n ?? null, random: eventRandom },
    unsealed: { key, json },
    search: searchOf(body),
    topic: body.type,
  };
  return { event, p };
}

/** A leaf with `b` alone: what was done, and to how much, but not to whom (LEDGER "Erasure"). */
export function prepareErasureLeaf(body: EventBody): PreparedEvent {
  const json = canonicalJson(body);
  const opening = randomPart(32);
  return {
    eventId: newEventId(),
    leaf: { k: 'erasure', b: bodyCommitment(opening, json) },
    body: { json, opening },
    personal: null,
    search: searchOf(body),
    topic: 'erasure',
  };
}

function searchOf(body: EventBody): PreparedEvent['search'] {
  const { type, by, surface, receivedAtMs, system = null } = body;
  return { type, by, surface, receivedAtMs, system, purposes: purposesOf(body) };
}

export function prepareAnnouncement(
  { kind, document }: NewAnnouncement,
  eventId: string,
  nowMs: number,
): PreparedEvent {
  return {
    eventId,
    leaf: { k: kind, d: documentDigest(document) },
    body: null,
    personal: null,
    search: {
      type: kind,
      by: 'system',
      surface: 'system',
      receivedAtMs: nowMs,
      system: null,
      purposes: [],
    },
    topic: null,
  };
}
