/**
 * A backup made into what will stand (LEDGER "Restore"), in a database beside the present one:
 * its tree checked, the entries it lacks refilled, its new epoch set, or its log frozen and the next
 * one begun. Nobody sees it before it is whole; an interrupted run leaves it to be made anew.
 */
import path from 'node:path';
import { openStore } from '../../db/open';
import type { Head, Store } from '../../db/port';
import type { Settings } from '../../lib/env';
import { newId } from '../../lib/ids';
import { advanceLedger, hashEntries } from '../../lib/ledger/advance';
import { equalBytes, toBase64 } from '../../lib/ledger/bytes';
import { canonicalJson } from '../../lib/ledger/canonical';
import { parseCheckpoint } from '../../lib/ledger/checkpoint';
import { parseNote } from '../../lib/ledger/note';
import { checkTree } from '../../lib/transparency/check-tree';
import { freezeLog, frozenOrigins } from '../../lib/transparency/frozen';
import { logNameOf } from '../../lib/transparency/log-name';
import {
  freshOrigin,
  laterLogs,
  refillLogs,
  type LogCopy,
  type RefillParts,
} from '../../lib/transparency/refill';
import { openRecords, type RecordStore } from '../../lib/transparency/signer-record';
import { publishedLogs } from '../../lib/transparency/tile-files';
import { CommandFailed } from '../failure';
import { openLogSource } from '../ledger/log-source';
import { showProgress } from '../ledger/progress';
import type { ReadManifest } from './manifest';

export interface StageOptions {
  /** A folder of logs as LEDGER_DIR is one, or the address under which they are published. */
  readonly bundles: string;
  readonly withoutBundles: boolean;
  readonly newLog: boolean;
  readonly signerDir: string;
  readonly nowMs: number;
}
export interface Staged {
  readonly epoch: string;
  readonly backup: Head;
  /** Seqs refilled without openings; empty when `from` > `to`. */
  readonly from: number;
  readonly to: number;
  /** What the log that begins has to announce; empty where the log goes on. */
  readonly freezes: readonly string[];
}

export async function fillStaged(
  url: string,
  settings: Settings,
  manifest: ReadManifest,
  options: StageOptions,
): Promise<Staged> {
  const sqliteWriter = path.join(process.cwd(), 'lib/record/sqlite-writer.ts');
  const store = await openStore({
    ...{ url, dataDir: settings.dataDir, sqliteWriter },
    ...{ advance: advanceLedger, origin: manifest.origin },
  });
  try {
    const backup = await checkBackup(store, manifest);
    // Sessions that were ended since the backup must not begin again.
    await store.endSignIns(options.nowMs);
    const records = openRecords(options.signerDir);
    const epoch = newId('epo').slice(4);
    const copyOf = (origin: string) => copyAt(options.bundles, origin);
    const progress = showProgress('refilling');
    const parts: RefillParts = { store, records, epoch, copyOf, onProgress: progress.at };
    const begins = options.newLog || options.withoutBundles;
    if (!begins) await mustContinue(store, records, options);
    if (options.withoutBundles) {
      const none = { epoch, firstSeq: backup.seq + 1, entries: [], hashLeaves: hashEntries };
      await store.restoreEntries(none);
    } else await refillLogs(parts);
    progress.end();
    const after = await store.head();
    const freezes = begins ? await beginAnew(parts, options, settings.ledgerDir) : [];
    return { epoch, backup, from: backup.seq + 1, to: after.seq, freezes };
  } finally {
    await store.close();
  }
}

async function checkBackup(store: Store, manifest: ReadManifest): Promise<Head> {
  const progress = showProgress('hashing the backup');
  const head = await checkTree(store, progress.at);
  progress.end();
  const same =
    head.seq === manifest.seq &&
    head.origin === manifest.origin &&
    toBase64(head.root) === manifest.root;
  if (same) return head;
  throw new CommandFailed(
    [`${manifest.database.name} is damaged: its tree is not the one in the manifest`],
    1,
  );
}

/** Only the key that signed this log can go on with it. */
async function mustContinue(
  store: Store,
  records: RecordStore,
  { signerDir }: StageOptions,
): Promise<void> {
  const { origin } = await store.head();
  if ((await records.find(origin)) !== undefined) return;
  const frozen = (await frozenOrigins(signerDir)).has(origin);
  if (!frozen && (await store.newestCheckpoint(origin)) === undefined) return;
  const why = frozen
    ? 'was frozen by an earlier restore'
    : `was signed, and ${signerDir} holds no record of it`;
  throw new CommandFailed(
    [
      `${origin} ${why}: this log cannot go on.`,
      'Bring the signer’s folder (SIGNER_DIR) if it still exists, or freeze the log and begin a new one: --new-log.',
    ],
    1,
  );
}

/** Closes the log where it stands and begins the next; what was lost of it stays lost, and is said. */
async function beginAnew(
  { store, records, ...parts }: RefillParts,
  { signerDir, nowMs }: StageOptions,
  ledgerDir: string,
): Promise<readonly string[]> {
  const head = await store.head();
  const later = await laterLogs({ store, records, ...parts });
  const host = head.origin.slice(0, -logNameOf(head.origin).length);
  const taken = new Set([
    ...(await store.listLogs()).map(({ origin }) => origin),
    ...later,
    ...(await publishedLogs(ledgerDir)).map((name) => host + name),
    ...(await frozenOrigins(signerDir)),
  ]);
  const next = freshOrigin(head.origin, taken, nowMs);
  const freezes: string[] = [];
  for (const origin of [head.origin, ...later]) {
    const record = await records.find(origin);
    const signed = record ?? (await publishedTree(parts.copyOf(origin)));
    const size = String(signed?.size ?? 0);
    const root = signed === undefined ? '' : toBase64(signed.root);
    await freezeLog(signerDir, { origin, size, root, next });
    freezes.push(canonicalJson({ origin, size, root, next }));
  }
  if (!(await store.rotateLog({ expectedSeq: head.seq, origin: next }))) {
    throw new CommandFailed(['the staged database changed meanwhile: begin again'], 1);
  }
  return freezes;
}

async function publishedTree(copy: LogCopy & { checkpoint?(): Promise<string> }) {
  try {
    const text = await copy.checkpoint?.();
    return text === undefined ? undefined : parseCheckpoint(parseNote(text).body);
  } catch {
    return undefined;
  }
}

function copyAt(bundles: string, origin: string): LogCopy & { checkpoint(): Promise<string> } {
  const name = logNameOf(origin);
  const place = /^https?:/.test(bundles)
    ? `${bundles.replace(/\/+$/, '')}/${name}`
    : path.join(bundles, name);
  const { checkpoint, fetch } = openLogSource(place);
  return {
    place,
    checkpoint,
    fetch,
    async size() {
      try {
        return parseCheckpoint(parseNote(await checkpoint()).body).size;
      } catch (error) {
        if (error instanceof CommandFailed) return undefined;
        throw error;
      }
    },
  };
}

/** Whether a database already is what a restore of this backup would make, and nothing signed is missing. */
export async function coversSigned(store: Store, records: RecordStore): Promise<boolean> {
  const head = await store.head();
  const record = await records.find(head.origin);
  if (record === undefined) return true;
  const size = head.seq - head.firstSeq + 1;
  if (BigInt(size) < record.size) return false;
  return BigInt(size) > record.size || equalBytes(head.root, record.root);
}
