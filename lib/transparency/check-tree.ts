/**
 * A database held against itself: every entry of every log hashed again, the roots compared with
 * what its head and its stored checkpoints say. For copies and for what is about to be put in place.
 */
import type { Head, LogRow, Store } from '../../db/port';
import { equalBytes } from '../ledger/bytes';
import { LedgerHalted } from './halt';
import { EMPTY_EDGE, rootOfEdge, walkEntries } from './walk';

type TreeStore = Pick<Store, 'head' | 'listLogs' | 'readLeaves' | 'newestCheckpoint'>;
type OnProgress = (done: bigint, total: bigint) => void;

/** The head that was checked; throws LedgerHalted naming the log and the first row that is wrong. */
export async function checkTree(
  store: TreeStore,
  onProgress: OnProgress = () => undefined,
): Promise<Head> {
  const head = await store.head();
  for (const log of [...(await store.listLogs())].reverse()) {
    await checkLog(store, log, head, onProgress);
  }
  return head;
}

async function checkLog(
  store: TreeStore,
  { origin, firstSeq, closedSeq }: LogRow,
  head: Head,
  onProgress: OnProgress,
): Promise<void> {
  const size = (closedSeq ?? head.seq) - firstSeq + 1;
  const signed = await store.newestCheckpoint(origin);
  let signedRoot: Uint8Array | undefined;
  const edge = await walkEntries({
    store,
    firstSeq,
    from: EMPTY_EDGE,
    to: size,
    onLeaf: ({ index, seq }, root) => {
      if (index + 1 === signed?.size) signedRoot = root();
      if (index % 1024 === 0) onProgress(BigInt(seq), BigInt(head.seq));
    },
  });
  if (signed !== undefined && signed.size > 0 && !same(signedRoot, signed.root)) {
    const count = String(signed.size);
    throw new LedgerHalted(`${origin}: its entries do not make the root signed over ${count}`);
  }
  if (closedSeq === null && (head.origin !== origin || !same(rootOfEdge(edge), head.root))) {
    throw new LedgerHalted(`${origin}: its entries do not make the root of its head`);
  }
}

function same(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && equalBytes(a, b);
}
