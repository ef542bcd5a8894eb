/**
 * A log's key is told in the log itself, first thing it signs: `d` of a `k:"key"` leaf is the
 * digest of JCS {origin, vkey}, which anybody can write down from the logs table.
 */
import type { Store } from '../../db/port';
import { AppError } from '../errors';
import { deploymentPrincipal } from '../identity/deployment';
import { canonicalJson } from '../ledger/canonical';
import { documentDigest } from '../ledger/commitment';
import { parseEntry } from '../ledger/entry';
import type { CommitOutcome, CommitRequest } from '../record/model';

const PAGE = 200;

export interface AnnounceParts {
  readonly store: Pick<Store, 'searchLog'>;
  readonly commit: (request: CommitRequest) => Promise<CommitOutcome>;
}

export function keyDocument(origin: string, vkey: string): string {
  return canonicalJson({ origin, vkey });
}

async function isAnnounced(
  { store }: AnnounceParts,
  firstSeq: number,
  digest: string,
): Promise<boolean> {
  for (let afterSeq = firstSeq - 1; ;) {
    const page = await store.searchLog({ types: ['key'], afterSeq, order: 'oldest', limit: PAGE });
    if (page.some(({ entry }) => parseEntry(entry).d === digest)) return true;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return false;
    afterSeq = last.seq;
  }
}

/** Once a key, however often it is called; at or after the log's first entry. */
export async function announceKey(
  parts: AnnounceParts,
  log: { readonly origin: string; readonly firstSeq: number },
  vkey: string,
): Promise<void> {
  const document = keyDocument(log.origin, vkey);
  const digest = documentDigest(document);
  if (await isAnnounced(parts, log.firstSeq, digest)) return;
  const outcome = await parts.commit({
    actor: deploymentPrincipal(),
    idempotency: { scope: 'ledger key', key: digest, payloadHash: digest },
    events: [{ about: 'deployment', kind: 'key', document }],
  });
  if (!outcome.ok) throw new AppError('unavailable', `the key was not told: ${outcome.reason}`);
}
