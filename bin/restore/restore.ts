/**
 * Puts a backup back (LEDGER "Restore"). The present database is not touched until what takes its
 * place is whole: checked, refilled, announced, and everything said again that outlives a restore.
 *
 * Crash points: before the last step nothing but the staged database changed, and a run after it
 * makes that anew; what was written to the key store is what it would write again. INVARIANT: the
 * live key store stays, so that nobody's destroyed key comes back.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { databasePlace } from '../../db/places';
import type { DatabasePlace } from '../../db/place-port';
import { ensureDataDir, type Env, type Settings } from '../../lib/env';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import { createLog, type Log } from '../../lib/log';
import type { NewAnnouncement } from '../../lib/record/model';
import { replaySuppressions, type Replayed } from '../../lib/record/replay-suppressions';
import { keepRestoreDocument, type RestoreDocument } from '../../lib/record/restored';
import { shipWithdrawals } from '../../lib/record/withdrawals';
import type { Runtime } from '../../lib/runtime/model';
import { openRuntime } from '../../lib/runtime/open';
import { checkTree } from '../../lib/transparency/check-tree';
import { openRecords } from '../../lib/transparency/signer-record';
import { CommandFailed } from '../failure';
import { checkFile, readManifest, type ReadManifest } from './manifest';
import { coversSigned, fillStaged, type Staged, type StageOptions } from './stage';

export interface RestoreOptions extends StageOptions {
  readonly from: string;
  /** A copy of the key store kept elsewhere than in the backup. */
  readonly keys: string | undefined;
  /** Also where this very backup was restored already. */
  readonly again: boolean;
}
export type RestoreOutcome =
  | { readonly done: false }
  | {
      readonly done: true;
      readonly staged: Staged;
      readonly replayed: Replayed;
      readonly seq: number;
      /** Where the database that was there is kept. */
      readonly kept: string | undefined;
      readonly keysPutBack: boolean;
    };

type Say = (line: string) => void;

export async function restoreBackup(
  settings: Settings,
  options: RestoreOptions,
  say: Say,
): Promise<RestoreOutcome> {
  const manifest = await readManifest(options.from);
  const { databaseUrl, keysUrl, dataDir } = settings;
  const store = databasePlace(databaseUrl, dataDir, 'database');
  const keys = databasePlace(keysUrl, dataDir, 'keys');
  if (store.engine !== manifest.engine || store.copyName !== manifest.database.name) {
    throw new CommandFailed(
      [`the backup is of ${manifest.engine}, DATABASE_URL names a ${store.engine} database`],
      1,
    );
  }
  if (settings.secret === null && !existsSync(path.join(dataDir, 'secret'))) {
    throw new CommandFailed(
      [`NATTOKU_SECRET is needed, or ${path.join(dataDir, 'secret')}: without it nothing opens`],
      1,
    );
  }
  await store.refuseUsed();
  await keys.refuseUsed();
  const database = await checkFile(manifest.folder, manifest.database);
  const env = ensureDataDir(settings);
  const log = createLog({ level: 'warn', destination: process.stderr });
  const keysPutBack = await putKeysBack(keys, manifest, options);
  if (await store.exists()) {
    const present = await lookAtPresent({ env, log, manifest, options, say });
    if (present === 'restored' && !options.again) return { done: false };
  }
  say('making the backup into a database beside the present one');
  try {
    const url = await store.stage(database);
    const staged = await fillStaged(url, env, manifest, options);
    const { replayed, seq } = await finishStaged({ ...env, databaseUrl: url }, log, {
      ...{ manifest, staged, nowMs: options.nowMs },
    });
    const kept = await store.putInPlace(options.nowMs);
    return { done: true, staged, replayed, seq, kept, keysPutBack };
  } catch (error) {
    await store.dropStaged();
    throw error;
  }
}

/** Only where there is none: a copy of it would bring the keys of erased people back. */
async function putKeysBack(
  keys: DatabasePlace,
  manifest: ReadManifest,
  { keys: elsewhere, nowMs }: RestoreOptions,
): Promise<boolean> {
  if (await keys.exists()) return false;
  const folder = elsewhere === undefined ? manifest.folder : path.dirname(elsewhere);
  const name = elsewhere === undefined ? manifest.keys.name : path.basename(elsewhere);
  const file = await checkFile(folder, { ...manifest.keys, name });
  await keys.stage(file);
  await keys.putInPlace(nowMs);
  return true;
}

/**
 * What the present database can still tell, where it opens: whether it is this backup already, and
 * what was refused in its last second. Where it does not, that is why there is a restore.
 */
async function lookAtPresent({
  env,
  log,
  manifest,
  options,
  say,
}: {
  readonly env: Env;
  readonly log: Log;
  readonly manifest: ReadManifest;
  readonly options: RestoreOptions;
  readonly say: Say;
}): Promise<'restored' | 'other'> {
  try {
    return await withOpened(env, log, async (runtime) => {
      const [newest] = runtime.restores;
      const same = newest?.backup === manifest.digest && newest.epoch === runtime.epoch;
      if (same && (await coversSigned(runtime.store, openRecords(options.signerDir)))) {
        await checkTree(runtime.store);
        return 'restored';
      }
      await shipWithdrawals(runtime);
      return 'other';
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(
      `the present database could not be read (${why}): what was refused in its last second may be missing`,
    );
    return 'other';
  }
}

async function withOpened<T>(env: Env, log: Log, work: (runtime: Runtime) => Promise<T>) {
  const runtime = await openRuntime(env, { log });
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

interface Finishing {
  readonly manifest: ReadManifest;
  readonly staged: Staged;
  readonly nowMs: number;
}

/** Announced, then said again whatever must not be undone; whole when it resolves. */
async function finishStaged(
  env: Env,
  log: Log,
  finishing: Finishing,
): Promise<{ replayed: Replayed; seq: number }> {
  const { backup } = finishing.staged;
  return withOpened(env, log, async (runtime) => {
    await announce(runtime, finishing);
    const replayed = await replaySuppressions(runtime, { afterSeq: backup.seq });
    await shipWithdrawals(runtime);
    await checkStates(runtime);
    const { seq } = await checkTree(runtime.store);
    return { replayed, seq };
  });
}

async function announce(
  { commit, store }: Runtime,
  { manifest, staged, nowMs }: Finishing,
): Promise<void> {
  const { epoch, backup, from, to, freezes } = staged;
  const document: RestoreDocument = {
    ...{ epoch, previousEpoch: backup.epoch, backupSeq: backup.seq, backup: manifest.digest },
    ...(from <= to && { from, to }),
  };
  const text = await keepRestoreDocument(store, document, nowMs);
  const events: NewAnnouncement[] = [
    ...freezes.map((frozen) => ({
      ...({ about: 'deployment', kind: 'freeze', document: frozen } as const),
    })),
    { about: 'deployment', kind: 'restore', document: text },
  ];
  const outcome = await commit({ actor: deploymentPrincipal(), events });
  if (!outcome.ok) throw new CommandFailed([`the restore was not announced: ${outcome.reason}`], 1);
}

const LOOKED_AT = 200;

/** Seals and keys of some people: a key store of another deployment opens nobody. */
async function checkStates({ store, vault, subjectKeys, env }: Runtime): Promise<void> {
  const ids = await store.subjectIds({ limit: LOOKED_AT });
  const rows = await store.findSubjects(ids);
  const keys = await subjectKeys.find(ids);
  const whole = rows.filter(
    (row, at) =>
      row !== undefined &&
      keys[at] !== undefined &&
      vault.stateSealHolds(row.subject, row.n, row.head, row.state, row.seal),
  );
  if (ids.length === 0 || whole.length > 0) return;
  throw new CommandFailed(
    [
      `the key store ${env.keysUrl.replace(/\/\/[^@]*@/, '//')} is not that of this backup: nobody’s record opens with it.`,
      'Move it away if it is a new one, and the backup’s own is put in its place; or set KEYS_URL and NATTOKU_SECRET right.',
    ],
    1,
  );
}
