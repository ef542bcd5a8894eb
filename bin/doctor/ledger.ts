// The ledger, from its own bytes: every entry read again, the root recomputed and compared with
// the head; every body that is still there held against the commitment in its entry.
import type { Head, Store, StoredEvent } from '../../db/port';
import { bodyCommitment } from '../../lib/ledger/commitment';
import { parseEntry } from '../../lib/ledger/entry';
import { appendToRange, leafHash, rootOfRange } from '../../lib/ledger/tree';
import { ill, well, type Finding } from './finding';

const PAGE = 1_000;
const MEND =
  'stop the server, keep a copy of DATA_DIR as it is, and restore the newest backup that verifies';

/** What is wrong with one entry; undefined when it says what its row says. */
function problemOf(event: StoredEvent, previousT: number): string | undefined {
  const entry = parseEntry(event.entry);
  if (entry.k !== event.kind || entry.t !== event.t) return 'its row says something else';
  if (entry.t < previousT) return 'it is older than the one before it';
  const { body } = event;
  if (body !== null && bodyCommitment(body.opening, body.json) !== entry.b) {
    return 'its body does not match its commitment';
  }
  return undefined;
}

function describe(event: StoredEvent, previousT: number): string | undefined {
  try {
    return problemOf(event, previousT);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Walks the current log up to `head`; answers the first problem, or undefined. */
export async function ledgerProblem(store: Store, head: Head): Promise<string | undefined> {
  const range: Uint8Array[] = [];
  let [seq, t] = [head.firstSeq, 0];
  while (seq <= head.seq) {
    const page = await store.searchLog({ order: 'oldest', limit: PAGE, afterSeq: seq - 1 });
    if (page.length === 0) return `entry ${String(seq)} is missing`;
    for (const event of page) {
      if (seq > head.seq) break;
      if (event.seq !== seq) return `entry ${String(seq)} is missing`;
      const problem = describe(event, t);
      if (problem !== undefined) return `entry ${String(seq)}: ${problem}`;
      appendToRange(range, seq - head.firstSeq, leafHash(event.entry));
      seq += 1;
      t = event.t;
    }
  }
  if (t > head.t) return 'the head is older than its newest entry';
  const root = rootOfRange(range);
  return Buffer.compare(root, head.root) === 0
    ? undefined
    : 'the root of its entries is not the head’s';
}

export async function checkLedger(store: Store): Promise<Finding> {
  const head = await store.head();
  const problem = await ledgerProblem(store, head);
  if (problem !== undefined) return ill('ledger', problem, MEND);
  const size = head.seq - head.firstSeq + 1;
  const root = Buffer.from(head.root).toString('base64url').slice(0, 12);
  return well('ledger', `${head.origin}: ${String(size)} entries give the root ${root}…`);
}

/** Time never runs backwards in the ledger, so a clock that is behind it holds the ledger still. */
export async function checkClock(store: Store, nowMs: number): Promise<Finding> {
  const aheadSeconds = (await store.head()).t - Math.floor(nowMs / 1000);
  if (aheadSeconds <= 2) return well('clock', new Date(nowMs).toISOString());
  const said = `the newest entry is ${String(aheadSeconds)} s ahead of this machine's clock`;
  return ill(
    'clock',
    said,
    'set the clock (timedatectl set-ntp true); times stand still until then',
  );
}
