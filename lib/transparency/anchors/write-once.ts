/**
 * Copies of checkpoints in a folder that cannot be written twice (LEDGER "Anchors"): a WORM volume,
 * or one that another account owns.
 *
 *   <ANCHOR_DIR>/<log>/<size>     the signed note; made once (exclusive creation), mode 444, fsync
 *
 * INVARIANT: nothing here is ever replaced or removed. A file of the same size with another tree
 * in it is what this folder is for: it is left as it is, and said aloud.
 */
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckpointRow } from '../../../db/port';
import { LedgerFormatError } from '../../ledger/canonical';
import { parseNote } from '../../ledger/note';
import { isMissing } from '../durable-files';
import { logNameOf } from '../log-name';

export type CopyOutcome =
  | { readonly kind: 'written' | 'there'; readonly file: string }
  /** The folder holds another tree, or a larger one than was ever signed here. */
  | { readonly kind: 'disagrees'; readonly why: string };

function bodyOf(text: string): string | undefined {
  try {
    return parseNote(text).body;
  } catch (error) {
    if (error instanceof LedgerFormatError) return undefined;
    throw error;
  }
}

async function createOnce(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o444);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  const folder = await open(path.dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return true;
}

/** Throws what the file system throws: the folder is not there, full or not ours. */
export async function copyOnce(
  anchorDir: string,
  { origin, size, text }: Pick<CheckpointRow, 'origin' | 'size' | 'text'>,
): Promise<CopyOutcome> {
  const folder = path.join(anchorDir, logNameOf(origin));
  const file = path.join(folder, String(size));
  await mkdir(folder, { recursive: true });
  if (await createOnce(file, text)) return { kind: 'written', file };
  const standing = bodyOf(await readFile(file, 'utf8'));
  if (standing === bodyOf(text)) return { kind: 'there', file };
  const why =
    standing === undefined
      ? `${file} is not a whole checkpoint: writing it was cut off, or it was changed`
      : `${file} holds another tree of ${String(size)} entries of ${origin}`;
  return { kind: 'disagrees', why };
}

/** The largest size there is a copy of; 0 for none. */
export async function largestCopy(anchorDir: string, origin: string): Promise<number> {
  try {
    const names = await readdir(path.join(anchorDir, logNameOf(origin)));
    const sizes = names.filter((name) => /^[1-9]\d{0,15}$/.test(name)).map(Number);
    return sizes.reduce((most, size) => Math.max(most, size), 0);
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}
