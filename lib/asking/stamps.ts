/**
 * What each answer carries beside its verdict: the end of its lease, a token of the state it was
 * answered from, an id. INVARIANT: none of them tells two systems that they asked about the same
 * person – ids are random, tokens are minted per system, leases are rounded to the second.
 */
import { randomBytes } from 'node:crypto';
import type { Vault } from '../identity/vault';

export const LEASE_MS = 5000;
const SECOND_MS = 1000;
const ID_BYTES = 18;
export const DECISION_ID_LENGTH = 24;
const IDS_DRAWN = 256;
const SYSTEMS_KEPT = 1000;

export interface DecisionIds {
  /** `dec_` and 144 random bits. */
  next(): string;
  /** The same bits without `dec_`, as characters. */
  write(to: Uint8Array, from: number): void;
}

/** Drawn many at a time, since one draw costs as much as a decision. */
export function createDecisionIds(): DecisionIds {
  let pool = '';
  let at = 0;
  /** Where 24 characters that nobody was given begin. */
  function draw(): number {
    if (at >= pool.length) {
      pool = randomBytes(ID_BYTES * IDS_DRAWN).toString('base64url');
      at = 0;
    }
    const from = at;
    at += DECISION_ID_LENGTH;
    return from;
  }
  return {
    next() {
      const from = draw();
      return `dec_${pool.slice(from, from + DECISION_ID_LENGTH)}`;
    },
    write(to, from) {
      const drawn = draw();
      for (let i = 0; i < DECISION_ID_LENGTH; i += 1) to[from + i] = pool.charCodeAt(drawn + i);
    },
  };
}

/** ISO 8601, rounded down to the second: never later than the lease. */
export function createInstants(): (atMs: number) => string {
  let knownSecond = NaN;
  let knownText = '';
  return (atMs) => {
    const second = Math.floor(atMs / SECOND_MS);
    if (second !== knownSecond) {
      knownText = `${new Date(second * SECOND_MS).toISOString().slice(0, -5)}Z`;
      knownSecond = second;
    }
    return knownText;
  };
}

/** A token per system, kept for the second and the revision it was minted in. */
export function createTokens(
  vault: Vault,
  epoch: string,
): (system: string, revision: number, nowMs: number) => string {
  const kept = new Map<string, { token: string; revision: number; second: number }>();
  return (system, revision, nowMs) => {
    const second = Math.floor(nowMs / SECOND_MS);
    const known = kept.get(system);
    if (known?.revision === revision && known.second === second) return known.token;
    if (kept.size >= SYSTEMS_KEPT) kept.clear();
    const token = vault.consentToken(epoch, revision);
    kept.set(system, { token, revision, second });
    return token;
  };
}
