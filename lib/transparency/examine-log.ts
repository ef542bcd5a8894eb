/**
 * One log as the signer's record, the published checkpoint and the database tell it, and whether
 * they tell one story (LEDGER "Order of steps", start-up). Reads only: the keeper asks before it
 * touches anything, the doctor beside a keeper that runs.
 */
import type { LogRow, Store } from '../../db/port';
import type { Vault } from '../identity/vault';
import { LedgerFormatError } from '../ledger/canonical';
import { openCheckpoint } from '../ledger/checkpoint';
import { parseVerifierKey } from '../ledger/note';
import { compareTestimony, type KnownTree } from './compare';
import { LedgerHalted } from './halt';
import { noteOf } from './signer';
import type { RecordStore, SignedRecord } from './signer-record';
import { findSigningKey, type SigningKey } from './signing-key';
import { surveyLog, type Survey } from './survey';
import type { TileFiles } from './tile-files';
import { RowChanged } from './walk';

export interface ExamineParts {
  readonly store: Pick<Store, 'head' | 'readLeaves' | 'newestCheckpoint'>;
  readonly vault: Pick<Vault, 'seal' | 'open'>;
  readonly signerDir: string;
  readonly records: RecordStore;
  readonly files: TileFiles;
}
export interface ExaminedLog {
  /** undefined: nobody knows this log yet, and it may be created. */
  readonly signed: { readonly key: SigningKey; readonly record: SignedRecord } | undefined;
  /** A key that was made before a crash, for a log that is still to be created. */
  readonly key: SigningKey | undefined;
  /** Size of the newest checkpoint in the database; 0 for none. */
  readonly storedSize: number;
  readonly survey: Survey;
}

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
): Promise<KnownTree | 'unreadable' | undefined> {
  const text = await files.checkpoint();
  if (text === undefined) return undefined;
  return (key && opensWith(text, origin, key.vkey)) ?? 'unreadable';
}

/** How many leaves the database holds, and what its head says their root is; a closed log has no head. */
async function heldBy(
  store: ExamineParts['store'],
  { origin, firstSeq, closedSeq }: LogRow,
): Promise<{ readonly size: number; readonly root: Uint8Array | undefined }> {
  if (closedSeq !== null) return { size: closedSeq - firstSeq + 1, root: undefined };
  const head = await store.head();
  if (head.origin !== origin) throw new Error(`${origin} was closed meanwhile`);
  return { size: head.seq - firstSeq + 1, root: head.root };
}

async function surveyOrHalt(
  parts: Parameters<typeof surveyLog>[0],
  origin: string,
): Promise<Survey> {
  try {
    return await surveyLog(parts);
  } catch (cause) {
    if (!(cause instanceof RowChanged)) throw cause;
    throw new LedgerHalted(`${origin}: ${cause.message}`, { cause });
  }
}

/** Throws LedgerHalted where the three disagree, a row was changed, or the key is not there. */
export async function examineLog(parts: ExamineParts, row: LogRow): Promise<ExaminedLog> {
  const { origin, firstSeq } = row;
  const { files, records, store } = parts;
  const key = await findSigningKey(parts.signerDir, origin, parts.vault);
  // INVARIANT: read in the order opposite to that in which a keeper writes them.
  const published = await readPublished(files, origin, key);
  const stored = await store.newestCheckpoint(origin);
  const standing = await records.find(origin);
  const { size, root: head } = await heldBy(store, row);

  const record = standing && { size: Number(standing.size), root: standing.root };
  const known = [record, typeof published === 'object' ? published : undefined, stored];
  const survey = await surveyOrHalt(
    {
      store,
      files,
      firstSeq,
      size,
      publishedSize: typeof published === 'object' ? published.size : 0,
      signedSize: record?.size ?? 0,
      rootsAt: known.flatMap((tree) => tree?.size ?? []),
    },
    origin,
  );
  const entries = { size, rootAt: survey.rootAt };
  const comparison = compareTestimony({ origin, record, published, stored, entries, head });
  if (comparison.kind === 'halt') throw new LedgerHalted(comparison.why + placeOf(survey));
  const storedSize = stored?.size ?? 0;
  if (standing === undefined) return { signed: undefined, key, storedSize, survey };
  if (key === undefined) {
    throw new LedgerHalted(`${origin}: the signing key is missing, though its record is there`);
  }
  if (standing.line !== '' && opensWith(noteOf(standing), origin, key.vkey) === undefined) {
    throw new LedgerHalted(`${origin}: the signer's record was changed: its line does not verify`);
  }
  return { signed: { key, record: standing }, key, storedSize, survey };
}

function placeOf({ doubtfulSeq }: Survey): string {
  if (doubtfulSeq === undefined) return '';
  return ` (entry ${String(doubtfulSeq)} is the first that differs from its published tile)`;
}
