/**
 * Makes a backup while everything goes on (LEDGER "Restore"). First the store, then the key store:
 * whoever is in the copy of the one has a key in the copy of the other, unless they were erased.
 *
 * Crash points: until the folder is renamed there is no backup, and the next run begins anew.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { LogReader } from '../../db/log-reader';
import { databasePlace } from '../../db/places';
import type { Settings } from '../../lib/env';
import { toBase64 } from '../../lib/ledger/bytes';
import { checkTree } from '../../lib/transparency/check-tree';
import { writeDurably } from '../../lib/transparency/durable-files';
import { LedgerHalted } from '../../lib/transparency/halt';
import { CommandFailed } from '../failure';
import { showProgress } from '../ledger/progress';
import { describeFile, FORMAT, MANIFEST, type Manifest } from './manifest';

type Looked = Omit<Manifest, 'format' | 'madeAtMs' | 'database' | 'keys'>;

export async function makeBackup(
  { databaseUrl, keysUrl, dataDir }: Settings,
  out: string,
  nowMs: number,
): Promise<Manifest> {
  const folder = path.resolve(out);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new CommandFailed([`${folder} is not empty: a backup takes a folder of its own`], 2);
  }
  const store = databasePlace(databaseUrl, dataDir, 'database');
  const keys = databasePlace(keysUrl, dataDir, 'keys');
  for (const { exists, where } of [store, keys]) {
    if (!(await exists())) throw new CommandFailed([`${where} is not there: nothing to copy`], 3);
  }
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  try {
    let looked: Looked | undefined;
    await store.copyTo(path.join(partial, store.copyName), async (reader) => {
      looked = await lookAt(reader);
    });
    if (looked === undefined) {
      throw new CommandFailed([`${store.where} holds no log: is DATABASE_URL right?`], 1);
    }
    await keys.copyTo(path.join(partial, keys.copyName), () => Promise.resolve());
    const manifest: Manifest = {
      format: FORMAT,
      madeAtMs: nowMs,
      ...looked,
      database: await describeFile(partial, store.copyName),
      keys: await describeFile(partial, keys.copyName),
    };
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    await writeDurably([{ path: path.join(partial, MANIFEST), bytes: text }], { mode: 0o600 });
    renameSync(partial, folder);
    return manifest;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (error instanceof LedgerHalted) {
      throw new CommandFailed([`the copy does not hold: ${error.message}`], 1);
    }
    throw error;
  }
}

/** The whole tree again, out of the copy's own rows. */
async function lookAt(reader: LogReader): Promise<Looked> {
  const progress = showProgress('hashing the copy');
  const head = await checkTree(reader, progress.at);
  progress.end();
  const { epoch, origin, seq, firstSeq, root } = head;
  return {
    engine: reader.engine,
    engineVersion: reader.engineVersion,
    epoch,
    origin,
    seq,
    size: seq - firstSeq + 1,
    root: toBase64(root),
    checkpoint: (await reader.newestCheckpoint(origin))?.text ?? null,
    catalogueVersion: await reader.newestCatalogueVersion(),
  };
}
