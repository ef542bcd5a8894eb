/**
 * Imports as work that outlives a request: taken in and laid down encrypted, worked on by one
 * process at a time, resumed after a crash where the last group ended, told row by row.
 *
 * Crash points: a group recorded, progress not saved → its rows are tried again and found
 * recorded; the report is cut back to what the progress knows.
 */
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, readdir, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { JobRow } from '../../db/port';
import { AppError } from '../errors';
import { keyAtWork } from '../identity/api-keys';
import type { SystemPrincipal } from '../identity/model';
import { fileLines } from '../imports/file-lines';
import type { Mapping } from '../imports/mapping';
import { rowsOf, UnreadableFile, type ImportFormat } from '../imports/rows';
import { NO_ROWS, runImport, type ImportCounts } from '../imports/run-import';
import { fromBase64, toBase64 } from '../ledger/bytes';
import type { Runtime } from '../runtime/model';
import { newFileKey, openSealedFile, sealStream } from './pack-file';

export const IMPORT_KIND = 'import';
/** From the moment it is finished. */
export const REPORT_KEPT_MS = 7 * 24 * 60 * 60 * 1000;
const LEASE_MS = 30_000;
/** Whose reports are kept: what was recorded stays recorded, cancelled or not. */
const REPORTED: readonly JobRow['status'][] = ['done', 'cancelled'];

export interface ImportWanted {
  readonly format: ImportFormat;
  readonly mapping: Mapping;
  readonly dryRun: boolean;
}
interface SealedImport extends ImportWanted {
  readonly fileKey: string;
}
interface Progress extends ImportCounts {
  readonly reportBytes: number;
}
export interface ImportView extends ImportCounts, Pick<ImportWanted, 'format' | 'dryRun'> {
  readonly id: string;
  readonly status: JobRow['status'];
  readonly total: number;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
  readonly problem: string | null;
  readonly reportUntilMs: number | null;
}

const folderOf = ({ env }: Runtime, id: string): string => path.join(env.dataDir, 'imports', id);
const ownerOf = ({ keyId }: SystemPrincipal): string => `key_${keyId}`;

function opened({ vault }: Runtime, { sealed }: JobRow): SealedImport {
  return JSON.parse(Buffer.from(vault.open('job', sealed)).toString('utf8')) as SealedImport;
}
/** While it is worked on in its state, at the end in its result. */
function progressOf({ state, result }: Pick<JobRow, 'state' | 'result'>): Progress {
  const text = state === null ? result : Buffer.from(state).toString('utf8');
  return text === null ? { ...NO_ROWS, reportBytes: 0 } : (JSON.parse(text) as Progress);
}

/** Durable when it resolves: file first, then the job. `lines`: how many there are, once read. */
export async function takeIn(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
  wanted: ImportWanted,
  file: { readonly body: Readable; readonly lines: () => number },
): Promise<void> {
  const folder = folderOf(runtime, id);
  const key = newFileKey();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await sealStream(file.body, path.join(folder, 'rows.sealed'), key);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const sealed: SealedImport = { ...wanted, fileKey: toBase64(key) };
  await runtime.store.putJob({
    ...{ id, kind: IMPORT_KIND, ownedBy: ownerOf(principal), status: 'waiting', done: 0 },
    ...{ state: null, result: null, problem: null, leaseUntilMs: null, worker: null },
    sealed: runtime.vault.seal('job', Buffer.from(JSON.stringify(sealed), 'utf8')),
    total: Math.max(0, file.lines() - (wanted.format === 'csv' ? 1 : 0)),
    createdAtMs: runtime.clock.now(),
    endedAtMs: null,
  });
}

async function ownRow(
  { store }: Runtime,
  principal: SystemPrincipal,
  id: string,
): Promise<JobRow | undefined> {
  const row = await store.findJob(id);
  return row?.kind === IMPORT_KIND && row.ownedBy === ownerOf(principal) ? row : undefined;
}

/** undefined: unknown, or another key's. */
export async function findImport(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
): Promise<ImportView | undefined> {
  const row = await ownRow(runtime, principal, id);
  if (row === undefined) return undefined;
  const { format, dryRun } = opened(runtime, row);
  const { rows, recorded, refused } = progressOf(row);
  const { status, createdAtMs, endedAtMs, problem } = row;
  const total = status === 'done' ? rows : Math.max(rows, row.total);
  const until = endedAtMs === null ? null : endedAtMs + REPORT_KEPT_MS;
  const isKept = REPORTED.includes(status) && until !== null && until > runtime.clock.now();
  const reportUntilMs = isKept ? until : null;
  return {
    ...{ id, status, format, dryRun, rows, recorded, refused, total },
    ...{ createdAtMs, endedAtMs, problem, reportUntilMs },
  };
}

/**
 * Ends it where it is; false when it had ended. The group under way is recorded all the same: it
 * stands in the report, not in the counts.
 */
export async function cancelImport(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
): Promise<boolean> {
  const row = await ownRow(runtime, principal, id);
  if (row === undefined) return false;
  const ended = await runtime.store.cancelJob(id, runtime.clock.now(), { state: true });
  if (ended) await rm(path.join(folderOf(runtime, id), 'rows.sealed'), { force: true });
  return ended;
}

/** One line a row; undefined when it is not there (yet, or any more). */
export async function openReport(
  runtime: Runtime,
  principal: SystemPrincipal,
  id: string,
): Promise<Readable | undefined> {
  const view = await findImport(runtime, principal, id);
  if (view === undefined || view.reportUntilMs === null) return undefined;
  const file = path.join(folderOf(runtime, id), 'report.ndjson');
  const there = await stat(file).then(Boolean, () => false);
  return there ? createReadStream(file) : undefined;
}

async function carryOn(
  runtime: Runtime,
  worker: string,
  row: JobRow,
  actor: SystemPrincipal,
  mayGoOn: () => boolean,
): Promise<Progress | undefined> {
  const wanted = opened(runtime, row);
  const folder = folderOf(runtime, row.id);
  const report = path.join(folder, 'report.ndjson');
  let { reportBytes, ...from } = progressOf(row);
  await appendFile(report, '', { mode: 0o600 });
  await truncate(report, reportBytes);
  const key = fromBase64(wanted.fileKey);
  const { stream } = await openSealedFile(path.join(folder, 'rows.sealed'), key);
  const rows = rowsOf(fileLines(stream), wanted.format, wanted.mapping);
  const run = { actor, scope: `import ${row.id}`, dryRun: wanted.dryRun };
  const { whole } = await runImport(runtime, run, rows, from, async (results, counts) => {
    const text = results.map((result) => `${JSON.stringify(result)}\n`).join('');
    await appendFile(report, text);
    reportBytes += Buffer.byteLength(text);
    from = counts;
    const state = Buffer.from(JSON.stringify({ ...counts, reportBytes }), 'utf8');
    const ours = await runtime.store.saveProgress(row.id, worker, {
      ...{ done: counts.rows, total: Math.max(row.total, counts.rows), state },
      leaseUntilMs: runtime.clock.now() + LEASE_MS,
    });
    return ours && mayGoOn();
  });
  return whole ? { ...from, reportBytes } : undefined;
}

/** Claims one import and works on it; false when there was nothing to do. */
export async function workOnImport(
  runtime: Runtime,
  worker: string,
  mayGoOn: () => boolean,
): Promise<boolean> {
  const { store, clock } = runtime;
  const nowMs = clock.now();
  const row = await store.claimJob({ kinds: [IMPORT_KIND], worker, leaseMs: LEASE_MS, nowMs });
  if (row === undefined) return false;
  const end = (status: 'done' | 'failed', result: string | null, problem: string | null) =>
    store.endJob(row.id, worker, { status, result, problem, atMs: clock.now() });
  try {
    const actor = await keyAtWork(store, row.ownedBy.slice('key_'.length), nowMs);
    if (actor?.scopes.includes('import') !== true) {
      throw new AppError('forbidden', 'whoever asked may not any more');
    }
    const finished = await carryOn(runtime, worker, row, actor, mayGoOn);
    if (finished === undefined) return true;
    await end('done', JSON.stringify(finished), null);
    await rm(path.join(folderOf(runtime, row.id), 'rows.sealed'), { force: true });
  } catch (error) {
    // Nothing could be written: the lease runs out, and whoever takes over goes on.
    if (error instanceof AppError && error.code === 'unavailable') throw error;
    runtime.log.error({ err: error, job: row.id }, 'an import could not be carried on');
    const code = error instanceof AppError ? error.code : 'internal';
    const problem = error instanceof UnreadableFile ? error.message : code;
    // Cancelled meanwhile: its report stays.
    if (!(await end('failed', null, problem))) return true;
    await rm(folderOf(runtime, row.id), { recursive: true, force: true });
  }
  return true;
}

/** Reports whose time is over, and what was begun to be taken in and never became an import. */
export async function sweepImports(runtime: Runtime): Promise<void> {
  const { store, clock, env } = runtime;
  const ids = await readdir(path.join(env.dataDir, 'imports')).catch((): string[] => []);
  for (const id of ids) {
    const row = await store.findJob(id);
    const sinceMs = row?.endedAtMs ?? (await stat(folderOf(runtime, id))).mtimeMs;
    const unfinished = row?.status === 'waiting' || row?.status === 'running';
    if (unfinished || sinceMs + REPORT_KEPT_MS >= clock.now()) continue;
    await rm(folderOf(runtime, id), { recursive: true, force: true });
  }
}
