/**
 * Files that are whole or not there, and on the disk when the call returns (LEDGER "Order of
 * steps" 4): written beside their place, fsync, rename, fsync of the folder.
 *
 * Crash points: before the rename the old bytes stand and `….new` is overwritten next time; after
 * it the new ones do. One process writes a folder (`signer-lock.ts`), so the name needs no chance.
 */
import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { LedgerHalted } from './halt';

export interface DurableFile {
  readonly path: string;
  readonly bytes: Uint8Array | string;
}
export interface WriteOptions {
  /** Of files and folders that are made; only the owner reads them when 0o600. */
  readonly mode?: number;
  /** The disk's promise, to be broken in tests. */
  readonly sync?: (handle: FileHandle) => Promise<void>;
}

const fsync = (handle: FileHandle): Promise<void> => handle.sync();

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** undefined where there is none. */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function syncOrHalt(handle: FileHandle, file: string, options: WriteOptions): Promise<void> {
  try {
    await (options.sync ?? fsync)(handle);
  } catch (cause) {
    // INVARIANT: after a failed fsync nobody knows what the disk holds; asking again may say yes.
    throw new LedgerHalted(`the disk did not keep ${file}: fsync failed`, { cause });
  }
}

async function syncFolder(folder: string, options: WriteOptions): Promise<void> {
  // Windows keeps names by itself and refuses to open a folder.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await syncOrHalt(handle, folder, options);
  } finally {
    await handle.close();
  }
}

/** Every folder whose list of names changed by making `folder`, deepest last. */
async function makeFolder(folder: string, mode: number): Promise<string[]> {
  const first = await mkdir(folder, { recursive: true, mode: mode === 0o600 ? 0o700 : 0o755 });
  if (first === undefined) return [];
  const changed = [path.dirname(first)];
  const below = path.relative(first, folder).split(path.sep).filter(Boolean);
  let at = first;
  for (const name of below) {
    changed.push(at);
    at = path.join(at, name);
  }
  return changed;
}

async function writeBeside(file: DurableFile, mode: number, options: WriteOptions): Promise<void> {
  const handle = await open(`${file.path}.new`, 'w', mode);
  try {
    await handle.writeFile(file.bytes);
    await syncOrHalt(handle, file.path, options);
  } finally {
    await handle.close();
  }
  await rename(`${file.path}.new`, file.path);
}

/** In the order given; all of them on the disk when it resolves. Throws LedgerHalted when an fsync fails. */
export async function writeDurably(
  files: readonly DurableFile[],
  options: WriteOptions = {},
): Promise<void> {
  const mode = options.mode ?? 0o644;
  const changed = new Set<string>();
  for (const file of files) {
    const folder = path.dirname(file.path);
    if (!changed.has(folder)) {
      for (const made of await makeFolder(folder, mode)) changed.add(made);
      changed.add(folder);
    }
    await writeBeside(file, mode, options);
  }
  for (const folder of changed) await syncFolder(folder, options);
}
