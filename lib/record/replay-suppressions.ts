/**
 * After a backup of the store was put back (LEDGER "Restore"): nobody erased since comes back,
 * nothing refused since is permitted again. Everything is said again as events of the system;
 * run twice it changes nothing. To be called before anything is served.
 */
import type { KeptSuppression, KeptWithdrawal } from '../../db/erasure-port';
import type { Store } from '../../db/port';
import { deploymentPrincipal } from '../identity/deployment';
import { newId } from '../ids';
import type { Runtime } from '../runtime/model';
import { canonicalJson } from '../ledger/canonical';
import { carryOut } from './carry-out';
import { noteRequest, sealPlan } from './erasure-plan';
import type { About, CommitRequest, NewBody } from './model';
import { tombstoneOf } from './tombstone';
import { openWithdrawal, type Withdrawal } from './withdrawals';

export interface Replayed {
  /** People erased again. */
  readonly erased: number;
  /** Handles whose refusal was not known any more. */
  readonly suppressed: number;
  /** Refusals said again. */
  readonly withdrawals: number;
}

const PAGE = 1000;

/** `afterSeq`: the newest seq that the backup still knew. Throws when something cannot be said again. */
export async function replaySuppressions(
  runtime: Runtime,
  { afterSeq }: { readonly afterSeq: number },
): Promise<Replayed> {
  const kept = await allPages((after) =>
    runtime.keyStore.suppressions({ limit: PAGE, ...(after !== undefined && { after }) }),
  );
  const erased = await eraseAgain(runtime, new Set(kept.map(({ handle }) => handle)));
  const suppressed = await suppressAgain(runtime, kept);
  const withdrawals = await refuseAgain(runtime, afterSeq);
  return { erased, suppressed, withdrawals };
}

async function allPages<T extends { readonly handle: string } | { readonly mac: string }>(
  read: (after: string | undefined) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (;;) {
    const last = all.at(-1);
    const after = last === undefined ? undefined : 'mac' in last ? last.mac : last.handle;
    const page = await read(after);
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

async function* everybody(store: Pick<Store, 'subjectIds'>): AsyncGenerator<string> {
  let after: string | undefined;
  for (;;) {
    const page = await store.subjectIds({ limit: PAGE, ...(after !== undefined && { after }) });
    yield* page;
    after = page.at(-1);
    if (page.length < PAGE) return;
  }
}

/** Whose tombstone stands goes again, with whoever they are joined with in the backup. */
async function eraseAgain(runtime: Runtime, kept: ReadonlySet<string>): Promise<number> {
  const { store, keyStore, vault } = runtime;
  const stones = await allPages((after) =>
    keyStore.tombstones({ limit: PAGE, ...(after !== undefined && { after }) }),
  );
  if (stones.length === 0) return 0;
  const macs = new Set(stones.map(({ mac }) => mac));
  const back: string[] = [];
  for await (const subject of everybody(store)) {
    if (macs.has(tombstoneOf(vault, subject))) back.push(subject);
  }
  let erased = 0;
  for (const subject of back) {
    const group = await store.findGroup({ subject });
    if (group === undefined) continue;
    const members = group.rows.map((row) => row.subject);
    const handles = (await store.identifiersOf(members)).map(({ handle }) => handle);
    erased += await eraseOne(
      runtime,
      subject,
      handles.some((handle) => kept.has(handle)),
    );
  }
  return erased;
}

async function eraseOne(
  runtime: Runtime,
  subject: string,
  keepSuppression: boolean,
): Promise<number> {
  const { vault, clock } = runtime;
  const nowMs = clock.now();
  const plan = { ground: 'requested', keepBodies: false, keepSuppression } as const;
  const row = {
    id: newId('era'),
    subject,
    sealed: sealPlan(vault, plan),
    askedBy: 'system',
    askedWho: 'deployment',
    confirmedWho: null,
    status: 'confirmed',
    createdAtMs: nowMs,
    decidedAtMs: nowMs,
  } as const;
  await noteRequest(runtime, row);
  const outcome = await carryOut(runtime, deploymentPrincipal(), row, { despiteHolds: true });
  if (!outcome.ok) throw new Error(`somebody erased could not be erased again: ${outcome.reason}`);
  return outcome.people;
}

/** A handle that somebody has again keeps what they said since: their record begins with the refusal. */
async function suppressAgain(
  { store, commit }: Runtime,
  kept: readonly KeptSuppression[],
): Promise<number> {
  let count = 0;
  for (let at = 0; at < kept.length; at += PAGE) {
    const page = kept.slice(at, at + PAGE);
    const handles = page.map(({ handle }) => handle);
    const known = await store.findSuppressions(handles);
    const owned = await store.findByHandles(handles);
    const rows = page.flatMap(({ handle, atMs, sealed }, index) =>
      known[index] === undefined && owned[index] === undefined
        ? [{ table: 'suppression' as const, handle, erasedAtMs: atMs, sealed }]
        : [],
    );
    if (rows.length === 0) continue;
    const outcome = await commit({ actor: deploymentPrincipal(), events: [], rows });
    if (!outcome.ok) throw new Error(`a suppression could not be stored: ${outcome.reason}`);
    count += rows.length;
  }
  return count;
}

async function refuseAgain(runtime: Runtime, afterSeq: number): Promise<number> {
  const said = new Set<string>();
  let cursor = afterSeq;
  for (;;) {
    const page = await runtime.keyStore.withdrawals({ afterSeq: cursor, limit: PAGE });
    const last = page.at(-1);
    if (last === undefined) return said.size;
    cursor = last.seq;
    await refuseEach(runtime, page, said);
  }
}

/**
 * Once for everyone joined, whose handles lie there with the same words; and once where a restore that
 * was killed had said it again already: the copy of that lies beside it.
 */
async function refuseEach(
  runtime: Runtime,
  page: readonly KeptWithdrawal[],
  said: Set<string>,
): Promise<void> {
  for (const row of page) {
    const { handle, sealed } = row;
    const group = await runtime.store.findGroup(
      handle.startsWith('h1_') ? { handle } : { subject: handle },
    );
    const leader = group?.rows[0]?.leader ?? handle;
    const withdrawal = openWithdrawal(runtime.vault, sealed);
    const words = `${leader} ${canonicalJson(saidAgain(withdrawal.body))}`;
    if (said.has(words)) continue;
    // A browser that nobody knows any more: it has no other name to be found by.
    if (group === undefined && withdrawal.system === '') continue;
    await refuseOne(runtime, row, withdrawal, group?.subject);
    said.add(words);
  }
}

async function refuseOne(
  { commit, vault }: Runtime,
  { seq, handle }: KeptWithdrawal,
  { system, body }: Withdrawal,
  subject: string | undefined,
): Promise<void> {
  const about: About = subject === undefined ? { create: true } : { subject };
  const key = Buffer.from(vault.mac('replayed', `${String(seq)} ${handle}`)).toString('base64url');
  const outcome = await commit({
    actor: deploymentPrincipal(),
    about,
    idempotency: { scope: 'restore', key, payloadHash: '' },
    events: [{ about: 'subject', body: saidAgain(body) }],
    ...(subject === undefined && { identifiers: [{ handle, system, sealed: null }] }),
  } satisfies CommitRequest);
  if (!outcome.ok) throw new Error(`a refusal could not be said again: ${outcome.reason}`);
}

const OF_THE_SERVER = ['system', 'by', 'receivedAtMs'];

/** By the system, as of when it was first said: a yes given after it is not undone by it. */
function saidAgain(body: Withdrawal['body']): NewBody {
  const said = Object.entries(body).filter(([key]) => !OF_THE_SERVER.includes(key));
  const before = body.surface === 'system' ? body.givenAtMs : undefined;
  return {
    ...Object.fromEntries(said),
    surface: 'system',
    givenAtMs: before ?? body.receivedAtMs,
  } as unknown as NewBody;
}
