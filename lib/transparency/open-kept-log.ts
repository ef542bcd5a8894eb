/**
 * Start-up of one log in its keeper's hands (LEDGER "Order of steps"): examined before anything is
 * touched, created where nobody knows it, named and told, its lost tiles written again.
 */
import type { LogRow, Store } from '../../db/port';
import { StorageError } from '../../db/problem';
import type { TileAddress } from '../ledger/tile-path';
import { emptyRoot } from '../ledger/tree';
import type { Log } from '../log';
import { announceKey, type AnnounceParts } from './announce-key';
import { createDerivedTiles } from './derived-tiles';
import type { WriteOptions } from './durable-files';
import { examineLog, type ExamineParts } from './examine-log';
import { LedgerHalted } from './halt';
import { KeptLog, type AfterStep } from './kept-log';
import { createSigner } from './signer';
import type { SignedRecord } from './signer-record';
import { makeSigningKey, type SigningKey } from './signing-key';
import type { TileFiles } from './tile-files';

export interface OpenLogParts extends ExamineParts, AnnounceParts {
  readonly store: Store;
  readonly log: Log;
  readonly writing: WriteOptions;
  readonly nowMs: () => number;
  readonly afterStep: AfterStep;
  readonly onPublished: () => void;
}

interface Signed {
  readonly key: SigningKey;
  readonly record: SignedRecord;
}

/** INVARIANT: only after the comparison found that nobody knows this log. */
async function createLog(
  { signerDir, vault, records, writing }: OpenLogParts,
  origin: string,
  made: SigningKey | undefined,
): Promise<Signed> {
  const key = made ?? (await makeSigningKey(signerDir, origin, vault, writing));
  const record = { origin, size: 0n, root: emptyRoot(), line: '', signedAtMs: 0 };
  if (!(await records.put(record, undefined))) {
    throw new LedgerHalted(`${origin}: a record appeared while the log was being created`);
  }
  return { key, record };
}

/** The key in the database is what other nodes and auditors read: it must be the one that signs. */
async function nameKey({ store }: OpenLogParts, { origin, vkey }: SigningKey): Promise<void> {
  try {
    await store.nameLogKey(origin, vkey);
  } catch (cause) {
    if (!(cause instanceof StorageError) || cause.code !== 'LOG_KEY') throw cause;
    throw new LedgerHalted(
      `${origin}: the database names another key for this log than the one in SIGNER_DIR: it is signed elsewhere, or the folder is another deployment's`,
      { cause },
    );
  }
}

/** Writes again, from the database, what is missing from the tile folder or was changed in it. */
export async function repairTiles(
  parts: { readonly store: Store; readonly files: TileFiles; readonly log: Log },
  { origin, firstSeq }: Pick<LogRow, 'origin' | 'firstSeq'>,
  size: number,
  damaged: readonly TileAddress[],
): Promise<void> {
  if (damaged.length === 0) return;
  const tiles = createDerivedTiles(parts.store);
  for (const address of damaged) {
    const bytes = await tiles.tile({ origin, firstSeq, size }, address);
    if (bytes !== undefined) await parts.files.write([{ address, bytes }]);
  }
  parts.log.warn(
    { ledger: origin, tiles: damaged.length },
    'published tiles were missing or damaged and were written again',
  );
}

/** Throws LedgerHalted where the three disagree or a row was changed. */
export async function openKeptLog(parts: OpenLogParts, row: LogRow): Promise<KeptLog> {
  const { origin, firstSeq } = row;
  const { store, files, afterStep, onPublished } = parts;
  const { signed, key: made, storedSize, survey } = await examineLog(parts, row);
  const { key, record } = signed ?? (await createLog(parts, origin, made));
  await nameKey(parts, key);
  afterStep('named', origin);
  await announceKey(parts, row, key.vkey);
  afterStep('announced', origin);
  await repairTiles(parts, row, survey.published.edge.size, survey.damaged);
  const signer = createSigner(key, parts.records, parts.nowMs);
  return new KeptLog(
    { store, signer, files, firstSeq, afterStep, onPublished },
    { record, signed: survey.signed, storedSize, published: survey.published },
  );
}
