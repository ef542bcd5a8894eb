/**
 * What people refuse is copied to the key store as it happens (LEDGER "Restore"), handle by
 * handle and sealed under the deployment's key: a backup of the other store that is put back does
 * not permit again what was withdrawn since. Erasures need no copy here: their tombstones and
 * suppressions are there before they commit.
 *
 * Crash point: copied but not remembered → the newest seq is copied again, which is nothing.
 */
import type { KeptWithdrawal } from '../../db/erasure-port';
import type { StoredEvent } from '../../db/port';
import type { EventBody, EventType } from '../choice/model';
import type { Vault } from '../identity/vault';
import type { Runtime } from '../runtime/model';

/** A limit that is taken away permits more: it is left out when it is read. */
const REFUSING: readonly EventType[] = [
  'deny',
  'touchpoint-off',
  'technique-off',
  'pause',
  'signal',
  'limit',
];
const PAGE = 500;
const PURPOSE = 'withdrawal';

export interface Withdrawal {
  readonly system: string;
  readonly body: EventBody;
}

export function openWithdrawal(vault: Pick<Vault, 'open'>, sealed: Uint8Array): Withdrawal {
  return JSON.parse(Buffer.from(vault.open(PURPOSE, sealed)).toString('utf8')) as Withdrawal;
}

type ShipRuntime = Pick<Runtime, 'store' | 'keyStore' | 'vault'>;

/** Everybody the refusal binds, by each of their handles; who has none, by their own id. */
async function rowsOf(
  { store, vault }: ShipRuntime,
  { seq, body, personal }: StoredEvent,
): Promise<readonly KeptWithdrawal[]> {
  if (body === null || personal === null) return [];
  const said = JSON.parse(body.json) as EventBody;
  if ('remove' in said && said.remove === true) return [];
  const group = await store.findGroup({ subject: personal.subject });
  if (group === undefined) return [];
  const members = group.rows.map(({ subject }) => subject);
  const identifiers = await store.identifiersOf(members);
  const names =
    identifiers.length > 0
      ? identifiers.map(({ handle, system }) => ({ handle, system }))
      : members.map((subject) => ({ handle: subject, system: '' }));
  return names.map(({ handle, system }) => {
    const kept: Withdrawal = { system, body: said };
    const sealed = vault.seal(PURPOSE, Buffer.from(JSON.stringify(kept), 'utf8'));
    return { seq, atMs: said.receivedAtMs, handle, sealed };
  });
}

async function shipFrom(runtime: ShipRuntime, afterSeq: number, upTo: number): Promise<number> {
  let cursor = afterSeq;
  for (;;) {
    const page = await runtime.store.searchLog({
      types: REFUSING,
      // What nobody refused is not to be refused again after a restore.
      notBy: 'watch',
      afterSeq: cursor,
      order: 'oldest',
      limit: PAGE,
    });
    const rows: KeptWithdrawal[] = [];
    for (const event of page) rows.push(...(await rowsOf(runtime, event)));
    if (rows.length > 0) await runtime.keyStore.putWithdrawals(rows);
    if (page.length < PAGE) return Math.max(cursor, upTo, page.at(-1)?.seq ?? 0);
    cursor = page.at(-1)?.seq ?? upTo;
  }
}

/**
 * The newest again: a crash may have come between two of its handles. After a restore the key
 * store may remember later seqs than this database: everything since then again.
 */
async function firstCursor({ store, keyStore }: ShipRuntime): Promise<number> {
  const [restore] = await store.searchLog({ types: ['restore'], order: 'newest', limit: 1 });
  const newest = (await keyStore.lastWithdrawalSeq()) - 1;
  return Math.max(0, restore === undefined ? newest : Math.min(newest, restore.seq));
}

/** Copies what was refused since the last call; the first one begins where the key store ends. */
export function createWithdrawalShipper(runtime: ShipRuntime): () => Promise<void> {
  let cursor: number | undefined;
  return async () => {
    cursor ??= await firstCursor(runtime);
    const { seq } = await runtime.store.head();
    if (seq > cursor) cursor = await shipFrom(runtime, cursor, seq);
  };
}

/** Copies everything up to now, for whoever must be sure of it (before a backup, in tests). */
export function shipWithdrawals(runtime: ShipRuntime): Promise<void> {
  return createWithdrawalShipper(runtime)();
}
