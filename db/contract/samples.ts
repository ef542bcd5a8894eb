import { randomBytes, randomUUID } from 'node:crypto';
import type {
  KeyStore,
  PreparedCommit,
  PreparedEvent,
  SealedCommit,
  Store,
  StoredEvent,
} from '../port';

/** One database that the contract is held against; opened as often as a test needs nodes. */
export interface TestDatabase {
  open(): Promise<Store>;
  openKeys(): Promise<KeyStore>;
  /** A statement past the store, as somebody with full access would run it. */
  raw(sql: string): Promise<void>;
  close(): Promise<void>;
}
export type FreshDatabase = () => Promise<TestDatabase>;

export const ORIGIN = 'consent.example/2026';
export const NOW_MS = 1_764_000_000_000;

export function bytes(length = 32): Uint8Array {
  return new Uint8Array(randomBytes(length));
}

/** As `newId` makes them. */
export function newSubject(): string {
  return `sub_${randomBytes(16).toString('base64url')}`;
}

export function sampleEvent(
  subject: string | null,
  n = 1,
  search: Partial<PreparedEvent['search']> = {},
): PreparedEvent {
  const commitment = () => randomBytes(32).toString('base64url');
  return {
    eventId: `evt_${randomUUID()}`,
    leaf: { k: 'event', b: commitment(), p: commitment() },
    body: { json: JSON.stringify({ type: 'deny', words: '納得 ✓' }), opening: bytes() },
    personal: subject === null ? null : { subject, n, sealed: bytes(120), random: bytes() },
    search: {
      type: 'choice',
      by: 'person',
      surface: 'portal',
      receivedAtMs: NOW_MS,
      system: null,
      purposes: ['recommend'],
      ...search,
    },
    topic: 'choice',
  };
}

/** One event about one subject, at revision `n`, and the state after it. */
export function sampleCommit(
  subject: string,
  n = 1,
  more: Partial<SealedCommit> & { readonly search?: Partial<PreparedEvent['search']> } = {},
): SealedCommit {
  const { search, ...rest } = more;
  return {
    expected: [{ subject, n: n - 1 }],
    idempotency: null,
    events: [sampleEvent(subject, n, search)],
    states: [{ subject, leader: subject, n, head: `p${n}`, state: bytes(80), seal: bytes() }],
    identifiers: [],
    rows: [],
    t: null,
    ...rest,
  };
}

/** A commit of leaves that are about nobody. */
export function bareCommit(more: Partial<PreparedCommit> = {}): PreparedCommit {
  const events = [sampleEvent(null)];
  return {
    expected: [],
    idempotency: null,
    events,
    states: [],
    identifiers: [],
    rows: [],
    t: null,
    ...more,
  };
}

export async function appendOk(
  store: Store,
  ...group: PreparedCommit[]
): Promise<readonly number[]> {
  const results = await store.append(group);
  return results.flatMap((result) => {
    if (!result.ok) throw new Error(`Not appended: ${result.reason}.`);
    return result.seqs;
  });
}

export function wholeLog(store: Store): Promise<readonly StoredEvent[]> {
  return store.searchLog({ order: 'oldest', limit: 100_000 });
}
