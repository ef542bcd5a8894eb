/**
 * A copy of the database in a folder of its own, with the signer's record and the published
 * checkpoint as they stood when it was taken. Removed when the work with it is done.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../../db/open';
import type { Store } from '../../../db/port';
import { openUnguarded, type UnguardedFile } from '../../../db/sqlite/unguarded';
import { advanceLedger } from '../../ledger/advance';
import type { Runtime } from '../../runtime/model';
import { logNameOf } from '../../transparency/log-name';
import { openRecords, type RecordStore } from '../../transparency/signer-record';
import { openTileFiles, type TileFiles } from '../../transparency/tile-files';

/** Everything that is asked about one log: what it says, and what was signed of it. */
export interface Standing {
  /** The runtime, reading the copy. */
  readonly runtime: Runtime;
  /** null where this process knows no signer's folder. */
  readonly signerDir: string | null;
  readonly records: RecordStore;
  readonly files: TileFiles;
}
export interface Copy {
  readonly folder: string;
  readonly store: Store;
  readonly file: UnguardedFile;
  readonly standing: Standing;
}

const TRIES = 4;

/** A record that only remembers: nothing of the original is written. */
function remembered(found: Awaited<ReturnType<RecordStore['find']>>): RecordStore {
  return {
    find: (origin) => Promise.resolve(found?.origin === origin ? found : undefined),
    put: () => Promise.resolve(false),
    origins: () => Promise.resolve(found === undefined ? [] : [found.origin]),
  };
}

/** INVARIANT: the published checkpoint is read first and the record last, as start-up reads them. */
async function standingOf(runtime: Runtime, folder: string, at: number) {
  const { env } = runtime;
  const { origin } = await runtime.store.head();
  const files = openTileFiles(path.join(env.ledgerDir, logNameOf(origin)));
  const published = await files.checkpoint();
  const target = path.join(folder, `copy-${String(at)}.db`);
  if (!(await runtime.store.backupTo(target))) throw new Error('this engine makes no copy');
  const record = env.signerDir === null ? undefined : await openRecords(env.signerDir).find(origin);
  return {
    target,
    record,
    files: { ...files, checkpoint: () => Promise.resolve(published) },
  };
}

async function openCopy(runtime: Runtime, folder: string): Promise<Copy> {
  for (let at = 1; ; at += 1) {
    const { target, record, files } = await standingOf(runtime, folder, at);
    const store = await openStore({
      url: `file:${target}`,
      dataDir: folder,
      sqliteWriter: path.join(process.cwd(), 'lib/record/sqlite-writer.ts'),
      advance: advanceLedger,
      origin: (await runtime.store.head()).origin,
    });
    const head = await store.head();
    // Somebody may have committed and signed between the copy and the look at the record.
    const late = Number(record?.size ?? 0n) > head.seq - head.firstSeq + 1;
    if (late && at < TRIES) {
      await store.close();
      continue;
    }
    const { signerDir } = runtime.env;
    const standing = {
      runtime: { ...runtime, store },
      signerDir,
      records: remembered(record),
      files,
    };
    return { folder, store, file: openUnguarded(target), standing };
  }
}

/** Only on SQLite. What `work` is given is gone when it is done. */
export async function withCopy<T>(runtime: Runtime, work: (copy: Copy) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nattoku-rewrite-'));
  try {
    const copy = await openCopy(runtime, folder);
    try {
      return await work(copy);
    } finally {
      copy.file.close();
      await copy.store.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
