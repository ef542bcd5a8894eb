/**
 * Start-up of one log (LEDGER "Order of steps"): everything stored is hashed again and compared with
 * the signer's record and the published checkpoint. A log that none of the three knows is created;
 * one they tell differently is not touched.
 */
import type { LogRow, Store } from '../../db/port';
import { StorageError } from '../../db/problem';
import type { Vault } from '../identity/vault';
import { LedgerFormatError } from '../ledger/canonical';
import { openCheckpoint } from '../ledger/checkpoint';
import { parseVerifierKey } from '../ledger/note';
import type { TileAddress } from '../ledger/tile-path';
import { emptyRoot } from '../ledger/tree';
import type { Log } from '../log';
import { announceKey, type AnnounceParts } from './announce-key';
import { compareTestimony, type KnownTree } from './compare';
import { createDerivedTiles } from './derived-tiles';
import type { WriteOptions } from './durable-files';
import { LedgerHalted } from './halt';
import { KeptLog, type AfterStep } from './kept-log';
import { createSigner, noteOf } from './signer';
import type { RecordStore, SignedRecord } from './signer-record';
import { findSigningKey, makeSigningKey, type SigningKey } from './signing-key';
import { surveyLog, type Survey } from './survey';
import type { TileFiles } from './tile-files';
import { RowChanged } from './walk';

export interface OpenLogParts extends AnnounceParts {
  readonly store: Store;
  readonly vault: Pick<Vault, 'seal' | 'open'>;
  readonly log: Log;
  readonly signerDir: string;
  readonly records: RecordStore;
  readonly files: TileFiles;
  readonly writing: WriteOptions;
  readonly nowMs: () => number;
  readonly afterStep: AfterStep;
  readonly onPublished: () => void;
}
/** What the database says of one log now. */
export interface LogToOpen {
  readonly row: LogRow;
  readonly size: number;
  /** Root of its head; undefined for a closed log. */
  readonly headRoot: Uint8Array | undefined;
}

type Published = KnownTree | 'unreadable' | undefined;

function opensWith(text: string, origin: string, vkey: string): KnownTree | undefined {
  try {
    const { checkpoint } = openCheckpoint(text, [parseVerifierKey(vkey)], origin);
    return { size: Number(checkpoint.size), root: checkpoint.root };
  } catch (error) {
    if (error instanceof LedgerFormatError) return undefined;
    throw error;
  }
}

async function readPublished(
  files: TileFiles,
  origin: string,
  key: SigningKey | undefined,
): Promise<Published> {
  const text = await files.checkpoint();
  if (text === undefined) return undefined;
  return (key && opensWith(text, origin, key.vkey)) ?? 'unreadable';
}

/** INVARIANT: only after the comparison found that nobody knows this log. */
async function createLog(parts: OpenLogParts, origin: string): Promise<SigningKey> {
  const { signerDir, vault, writing } = parts;
  const known = await findSigningKey(signerDir, origin, vault);
  const key = known ?? (await makeSigningKey(signerDir, origin, vault, writing));
  const empty = { origin, size: 0n, root: emptyRoot(), line: '', signedAtMs: 0 };
  if (!(await parts.records.put(empty, undefined))) {
    throw new LedgerHalted(`${origin}: a record appeared while the log was being created`);
  }
  return key;
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

async function survey(
  parts: OpenLogParts,
  { row, size }: LogToOpen,
  known: readonly (KnownTree | undefined)[],
  published: Published,
  record: SignedRecord | undefined,
): Promise<Survey> {
  try {
    return await surveyLog({
      store: parts.store,
      files: parts.files,
      firstSeq: row.firstSeq,
      size,
      publishedSize: typeof published === 'object' ? published.size : 0,
      signedSize: Number(record?.size ?? 0n),
      rootsAt: known.flatMap((tree) => tree?.size ?? []),
    });
  } catch (cause) {
    if (!(cause instanceof RowChanged)) throw cause;
    throw new LedgerHalted(`${row.origin}: ${cause.message}`, { cause });
  }
}

/** Writes again, from the database, what is missing from the tile folder or was changed in it. */
export async function repairTiles(
  parts: Pick<OpenLogParts, 'store' | 'files' | 'log'>,
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
export async function openKeptLog(parts: OpenLogParts, log: LogToOpen): Promise<KeptLog> {
  const { origin, firstSeq } = log.row;
  const { files, records, store } = parts;
  const found = await findSigningKey(parts.signerDir, origin, parts.vault);
  const standing = await records.find(origin);
  const published = await readPublished(files, origin, found);
  const stored = await store.newestCheckpoint(origin);
  const record = standing && { size: Number(standing.size), root: standing.root };
  const known = [record, typeof published === 'object' ? published : undefined, stored];
  const surveyed = await survey(parts, log, known, published, standing);
  const entries = { size: log.size, rootAt: surveyed.rootAt };
  const testimony = { origin, record, published, stored, entries, head: log.headRoot };
  const comparison = compareTestimony(testimony);
  if (comparison.kind === 'halt') {
    const { doubtfulSeq } = surveyed;
    const where =
      doubtfulSeq === undefined
        ? ''
        : ` (entry ${String(doubtfulSeq)} is the first that differs from its published tile)`;
    throw new LedgerHalted(comparison.why + where);
  }
  if (comparison.kind === 'continue' && found === undefined) {
    throw new LedgerHalted(`${origin}: the signing key is missing, though its record is there`);
  }
  const key =
    found !== undefined && standing !== undefined ? found : await createLog(parts, origin);
  if (standing !== undefined && standing.line !== '') {
    if (opensWith(noteOf(standing), origin, key.vkey) === undefined) {
      throw new LedgerHalted(
        `${origin}: the signer's record was changed: its line does not verify`,
      );
    }
  }
  await nameKey(parts, key);
  parts.afterStep('named', origin);
  await announceKey(parts, log.row, key.vkey);
  parts.afterStep('announced', origin);
  await repairTiles(parts, log.row, surveyed.published.edge.size, surveyed.damaged);
  const signer = createSigner(key, records, parts.nowMs);
  const { afterStep, onPublished } = parts;
  return new KeptLog(
    { store, signer, files, firstSeq, afterStep, onPublished },
    {
      record: standing ?? (await recordOf(records, origin)),
      signed: surveyed.signed,
      storedSize: stored?.size ?? 0,
      published: surveyed.published,
    },
  );
}

async function recordOf(records: RecordStore, origin: string): Promise<SignedRecord> {
  const record = await records.find(origin);
  if (record === undefined) throw new LedgerHalted(`${origin}: the signer's record is gone`);
  return record;
}
