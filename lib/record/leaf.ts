/**
 * One event made ready for its transaction: both commitments, the encrypted personal part and
 * what the log is searched by. Neither commitment depends on `t` (LEDGER "Entry").
 */
import type { PreparedEvent } from '../../db/port';
import type { EventBody } from '../choice/model';
import type { Vault } from '../identity/vault';
import { newId } from '../ids';
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
  readonly vault: Vault;
  /** Origin of the current log: the salt of personal openings. */
  readonly origin: string;
}

export function prepareEvent(
  { vault, origin }: LeafContext,
  key: Uint8Array,
  body: EventBody,
  personal: Personal,
): { readonly event: PreparedEvent; readonly p: string } {
  const bodyJson = canonicalJson(body);
  const opening = randomPart(32);
  const eventRandom = randomPart(32);
  const json = personalJson(personal);
  const p = personalCommitment(personalOpening(key, eventRandom, origin, personal.event), json);
  const event: PreparedEvent = {
    eventId: personal.event,
    leaf: { k: 'event', b: bodyCommitment(opening, bodyJson), p },
    body: { json: bodyJson, opening },
    personal: {
      subject: personal.subject,
      n: personal.n ?? null,
      sealed: vault.sealPersonal(key, personal.event, Buffer.from(json, 'utf8')),
      random: eventRandom,
    },
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
    eventId: newId('evt'),
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
