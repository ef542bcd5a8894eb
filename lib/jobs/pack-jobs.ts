/**
 * Audit packs as work that outlives a request (DESIGN §2 rule 4): asked for by an auditor with a
 * ground, taken by one process at a time, resumed after a crash, told in numbers, kept for a day.
 */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { JobRow } from '../../db/port';
import { AppError } from '../errors';
import { requireAnyAuditor } from '../evidence/auditor';
import { readGround } from '../evidence/look-event';
import type { LogQuestion } from '../evidence/log-search';
import { buildPack, type PackQuestion } from '../evidence/pack/build-pack';
import type { Principal } from '../identity/model';
import { newId } from '../ids';
import { fromBase64, toBase64 } from '../ledger/bytes';
import type { Runtime } from '../runtime/model';
import { newFileKey, openSealedFile, sealFile } from './pack-file';
import { ownerAtWork, ownerOf } from './pack-owner';

export const PACK_KIND = 'audit-pack';
/** From the moment it is finished. */
export const PACK_KEPT_MS = 24 * 60 * 60 * 1000;
const LEASE_MS = 30_000;

interface SealedRequest extends PackQuestion {
  /** Of a request that may come twice under its id. */
  readonly payloadHash?: string;
  /** Base64: encrypts the finished file. */
  readonly fileKey: string;
}
export interface PackView {
  readonly id: string;
  readonly status: JobRow['status'];
  readonly done: number;
  readonly total: number;
  readonly ground: string;
  readonly summary: string;
  readonly onePerson: boolean;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
  /** Of a finished one: SHA-256 of its manifest, records, until when it is kept. */
  readonly result: { readonly digest: string; readonly lines: number } | null;
  readonly keptUntilMs: number | null;
  /** Of one that failed: a code. */
  readonly problem: string | null;
}

function folderOf({ env }: Runtime, id: string): string {
  return path.join(env.dataDir, 'jobs', id);
}
function fileOf(runtime: Runtime, id: string): string {
  return path.join(folderOf(runtime, id), 'pack.sealed');
}

function opened({ vault }: Runtime, { sealed }: JobRow): SealedRequest {
  return JSON.parse(Buffer.from(vault.open('job', sealed)).toString('utf8')) as SealedRequest;
}

export type AskedPack =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: 'invalid_request'; readonly field: 'ground' }
  /** The id was given to another request. */
  | { readonly ok: false; readonly reason: 'idempotency_key_reused'; readonly field: 'id' };

/** A request that may come twice: the same again is the same job. */
export interface OncePack {
  readonly id: string;
  readonly payloadHash: string;
}

/** `summary`: the filter in keys, without anything personal; it will stand in the log. */
export async function askForPack(
  runtime: Runtime,
  principal: Principal,
  asked: { question: LogQuestion; ground: string; summary: string },
  once?: OncePack,
): Promise<AskedPack> {
  const auditor = requireAnyAuditor(principal);
  const ground = readGround(asked.ground);
  if (ground === undefined) return { ok: false, reason: 'invalid_request', field: 'ground' };
  const known = once && (await askedBefore(runtime, auditor, once));
  if (known !== undefined) return known;
  const request: SealedRequest = {
    ...{ ...asked, ground, fileKey: toBase64(newFileKey()) },
    ...(once !== undefined && { payloadHash: once.payloadHash }),
  };
  const id = once?.id ?? newId('job');
  await runtime.store.putJob({
    ...{ id, kind: PACK_KIND, ownedBy: ownerOf(auditor), status: 'waiting', done: 0, total: 0 },
    ...{ state: null, result: null, problem: null, leaseUntilMs: null, worker: null },
    sealed: runtime.vault.seal('job', Buffer.from(JSON.stringify(request), 'utf8')),
    createdAtMs: runtime.clock.now(),
    endedAtMs: null,
  });
  return { ok: true, id };
}

/** undefined: this id was never given. */
export async function askedBefore(
  runtime: Runtime,
  principal: Principal,
  { id, payloadHash }: OncePack,
): Promise<AskedPack | undefined> {
  const row = await ownRow(runtime, principal, id);
  if (row === undefined) return undefined;
  const same = opened(runtime, row).payloadHash === payloadHash;
  return same ? { ok: true, id } : { ok: false, reason: 'idempotency_key_reused', field: 'id' };
}

async function viewOf(runtime: Runtime, row: JobRow): Promise<PackView> {
  const { ground, summary, question } = opened(runtime, row);
  const { id, status, done, total, createdAtMs, endedAtMs, problem } = row;
  const result = row.result === null ? null : (JSON.parse(row.result) as PackView['result']);
  const kept = isKept(runtime, row) && (await isThere(fileOf(runtime, id)));
  const keptUntilMs = kept && endedAtMs !== null ? endedAtMs + PACK_KEPT_MS : null;
  const onePerson = question.subjects !== undefined;
  return {
    ...{ id, status, done, total, createdAtMs, endedAtMs, ground, summary, onePerson },
    ...{ result, keptUntilMs, problem },
  };
}

async function ownRow(
  runtime: Runtime,
  principal: Principal,
  id: string,
): Promise<JobRow | undefined> {
  const owner = ownerOf(requireAnyAuditor(principal));
  const row = await runtime.store.findJob(id);
  return row?.kind === PACK_KIND && row.ownedBy === owner ? row : undefined;
}

/** undefined: unknown, or somebody else's. */
export async function findPack(
  runtime: Runtime,
  principal: Principal,
  id: string,
): Promise<PackView | undefined> {
  const row = await ownRow(runtime, principal, id);
  return row && viewOf(runtime, row);
}

export async function listPacks(
  runtime: Runtime,
  principal: Principal,
): Promise<readonly PackView[]> {
  const ownedBy = ownerOf(requireAnyAuditor(principal));
  const rows = await runtime.store.listJobs({ kind: PACK_KIND, ownedBy, limit: 20 });
  return Promise.all(rows.map((row) => viewOf(runtime, row)));
}

/** Ends the work where it goes on, and takes away what was made; false when it had ended. */
export async function cancelPack(
  runtime: Runtime,
  principal: Principal,
  id: string,
): Promise<boolean> {
  const row = await ownRow(runtime, principal, id);
  if (row === undefined) return false;
  const ended = await runtime.store.cancelJob(id, runtime.clock.now());
  await rm(folderOf(runtime, id), { recursive: true, force: true });
  return ended;
}

function isKept({ clock }: Runtime, { status, endedAtMs }: JobRow): boolean {
  return status === 'done' && endedAtMs !== null && endedAtMs + PACK_KEPT_MS >= clock.now();
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** The archive; undefined when it is not there (yet, or any more). The making of it was the event. */
export async function openPack(
  runtime: Runtime,
  principal: Principal,
  id: string,
): Promise<{ readonly bytes: number; readonly stream: Readable } | undefined> {
  const row = await ownRow(runtime, principal, id);
  if (row === undefined || !isKept(runtime, row)) return undefined;
  if (!(await isThere(fileOf(runtime, id)))) return undefined;
  try {
    return await openSealedFile(fileOf(runtime, id), fromBase64(opened(runtime, row).fileKey));
  } catch (cause) {
    throw new AppError('unavailable', 'the pack cannot be read', { cause });
  }
}

/** Claims one pack and builds it; false when there was nothing to do. */
export async function workOnPack(
  runtime: Runtime,
  worker: string,
  mayGoOn: () => boolean,
): Promise<boolean> {
  const { store, clock } = runtime;
  const nowMs = clock.now();
  const row = await store.claimJob({ kinds: [PACK_KIND], worker, leaseMs: LEASE_MS, nowMs });
  if (row === undefined) return false;
  const request = opened(runtime, row);
  const folder = folderOf(runtime, row.id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const onStep = async (done: number, total: number): Promise<boolean> => {
    const leaseUntilMs = clock.now() + LEASE_MS;
    const ours = await store.saveProgress(row.id, worker, {
      ...{ done, total, state: null, leaseUntilMs },
    });
    return ours && mayGoOn();
  };
  try {
    const actor = await ownerAtWork(store, row.ownedBy, row.id, nowMs);
    if (actor === undefined) throw new AppError('forbidden', 'whoever asked may not any more');
    requireAnyAuditor(actor);
    const pack = await buildPack(runtime, actor, request, folder, onStep);
    if (pack === undefined) return true;
    await sealFile(pack.file, fileOf(runtime, row.id), fromBase64(request.fileKey));
    await rm(pack.file, { force: true });
    const { digest, lines } = pack;
    const result = JSON.stringify({ digest, lines });
    const atMs = clock.now();
    await store.endJob(row.id, worker, { status: 'done', result, problem: null, atMs });
  } catch (error) {
    runtime.log.error({ err: error, job: row.id }, 'a pack could not be built');
    const problem = error instanceof AppError ? error.code : 'internal';
    const atMs = clock.now();
    await store.endJob(row.id, worker, { status: 'failed', result: null, problem, atMs });
    await rm(folder, { recursive: true, force: true });
  }
  return true;
}

/** Folders of packs that are over, cancelled, gone, or about somebody erased since. */
export async function sweepPacks(runtime: Runtime): Promise<void> {
  const root = path.join(runtime.env.dataDir, 'jobs');
  const ids = await readdir(root).catch((): string[] => []);
  for (const id of ids) {
    const row = await runtime.store.findJob(id);
    if (row !== undefined && !(await isOver(runtime, row))) continue;
    await rm(path.join(root, id), { recursive: true, force: true });
  }
}

async function isOver(runtime: Runtime, row: JobRow): Promise<boolean> {
  if (row.status === 'failed' || row.status === 'cancelled') return true;
  const endedMs = row.endedAtMs;
  if (endedMs !== null && endedMs + PACK_KEPT_MS < runtime.clock.now()) return true;
  const { subjects } = opened(runtime, row).question;
  if (subjects === undefined) return false;
  const rows = await runtime.store.findSubjects(subjects);
  return rows.some((found) => found === undefined);
}
