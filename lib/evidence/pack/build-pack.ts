/**
 * Builds an audit pack in a folder of its own, resumable at every chunk, and hands it out as one
 * archive. Making it is an event whose body holds the manifest's digest, durable and proved before
 * the archive exists (SEC-14, SEC-23): the log vouches for what was handed out.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LOCALES } from '../../catalogue/model';
import { catalogueBytes, noticeBytes, noticeDigest } from '../../catalogue/notice';
import { AppError } from '../../errors';
import { toBase64 } from '../../ledger/bytes';
import { tilePath } from '../../ledger/tile-path';
import type { Runtime } from '../../runtime/model';
import { witnessedText } from '../../transparency/witnessed';
import type { LogQuestion } from '../log-search';
import { traceOf, type Looker } from '../look-event';
import { provenReceipt } from '../own-receipt';
import { archiveFolder, filesBelow, sha256OfFile } from './archive-folder';
import {
  ANCHORS,
  MANIFEST,
  PACK_FORMAT,
  RECEIPT,
  type PackAnchor,
  type PackLog,
  type PackManifest,
} from './pack-model';
import { tilesThatProve } from './proven-tiles';
import {
  dropUnfinished,
  LINES_A_CHUNK,
  NOTHING_STAGED,
  stageChunk,
  type Staged,
} from './stage-lines';
import { howToVerify, summaryPage } from './summary';

export interface PackQuestion {
  readonly question: LogQuestion;
  /** In the officer's words, or the command's. */
  readonly ground: string;
  /** The filter in keys, for the log: nothing personal. */
  readonly summary: string;
}
export interface BuiltPack {
  readonly file: string;
  /** SHA-256 of the manifest, in hex. */
  readonly digest: string;
  readonly lines: number;
}
/** False: stop here, somebody else goes on or nobody wants it any more. */
export type OnStep = (done: number, total: number) => Promise<boolean>;

interface Kept {
  readonly madeAtMs: number;
  /** Signed notes by log name: every pass proves against the same ones. */
  readonly checkpoints: Readonly<Record<string, { origin: string; size: string; text: string }>>;
  readonly total: number;
  readonly staged: Staged;
}

/** Newest time stamps of each log: a pack may be handed over before the next one is due. */
const STAMPS = 8;

async function writeWhole(file: string, text: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

async function begin(runtime: Runtime, question: LogQuestion): Promise<Kept> {
  const checkpoints: Record<string, { origin: string; size: string; text: string }> = {};
  for (const { name, origin } of await runtime.ledger.logs()) {
    const newest = await runtime.store.newestCheckpoint(origin);
    if (newest === undefined) continue;
    await runtime.ledger.quorum(origin, newest.size);
    const row = (await runtime.ledger.bestCheckpoint(origin, newest.size)) ?? newest;
    const text = await witnessedText(runtime.store, row);
    checkpoints[name] = { origin, size: String(row.size), text };
  }
  const total = await runtime.store.countLog(question);
  return { madeAtMs: runtime.clock.now(), checkpoints, total, staged: NOTHING_STAGED };
}

async function keptIn(file: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Kept;
  } catch {
    return undefined; // Nothing yet, or written by half: it begins anew.
  }
}

/** Checkpoint and tiles of every log that a line stands in; oldest log first. */
async function writeProofs(
  runtime: Runtime,
  folder: string,
  { staged, checkpoints }: Kept,
): Promise<readonly PackLog[]> {
  const logs = [...(await runtime.ledger.logs())].sort((a, b) => a.firstSeq - b.firstSeq);
  const used: PackLog[] = [];
  for (const { name, origin } of logs) {
    const checkpoint = checkpoints[name];
    const leafTiles = staged.leafTiles[name];
    if (checkpoint === undefined || leafTiles === undefined) continue;
    used.push({ origin, name, size: checkpoint.size });
    const root = path.join(folder, 'log', name);
    await writeWhole(path.join(root, 'checkpoint'), checkpoint.text);
    const wanted = tilesThatProve(new Set(leafTiles.map(BigInt)), BigInt(checkpoint.size));
    for (const address of wanted) {
      const bytes = await runtime.ledger.tile(name, address);
      if (bytes === undefined) throw new AppError('unavailable', 'a published tile is missing');
      await writeWhole(path.join(root, tilePath(address)), bytes);
    }
  }
  return used;
}

/** Versions that the lines name, and those in force while they happened. */
async function writeWords(
  runtime: Runtime,
  folder: string,
  { versions, fromMs, toMs }: Staged,
): Promise<readonly number[]> {
  const written: number[] = [];
  let supersededMs = Number.MAX_SAFE_INTEGER;
  for (let { version } = runtime.catalogues.current(); version > 0; version -= 1) {
    const catalogue = (await runtime.catalogues.find(version))?.catalogue;
    if (catalogue === undefined) continue;
    const inForce = catalogue.publishedAtMs <= toMs && supersededMs > fromMs;
    supersededMs = catalogue.publishedAtMs;
    if (!inForce && !versions.includes(version)) continue;
    written.push(version);
    const file = path.join(folder, 'catalogues', `${String(version)}.json`);
    await writeWhole(file, catalogueBytes(version, catalogue));
    for (const locale of LOCALES) {
      const name = `${noticeDigest(catalogue, locale)}.json`;
      await writeWhole(path.join(folder, 'notices', name), noticeBytes(catalogue, locale));
    }
  }
  return written.sort((a, b) => a - b);
}

async function writeAnchors(
  { store, ledger }: Runtime,
  folder: string,
  logs: readonly PackLog[],
): Promise<void> {
  const anchors: PackAnchor[] = [];
  const newest = { fromSize: 0, limit: STAMPS, kind: 'rfc3161', order: 'newest' } as const;
  for (const { origin, size: own } of logs) {
    for (const { kind, atMs, data, detail, size } of await store.anchorsOf(origin, newest)) {
      // A time stamp covers a checkpoint: without that one it says nothing.
      const stamped = await store.checkpointFor(origin, size);
      if (stamped?.size !== size) continue;
      const [from = 0n, to = 0n] = [BigInt(size), BigInt(own)].sort((a, b) => (a < b ? -1 : 1));
      const hashes = from === to ? [] : await ledger.consistency(origin, from, to);
      const mark = { origin, size, kind, atMs, data: toBase64(data), detail };
      const consistency = hashes.map(toBase64);
      anchors.push({ ...mark, checkpoint: stamped.text, consistency });
    }
  }
  await writeWhole(path.join(folder, ANCHORS), `${JSON.stringify(anchors, null, 2)}\n`);
}

function questionInKeys({ subjects, ...rest }: LogQuestion): Record<string, unknown> {
  return { ...rest, ...(subjects !== undefined && { onePerson: true }) };
}

async function writeManifest(
  folder: string,
  kept: Kept,
  asked: PackQuestion,
  parts: Pick<PackManifest, 'logs' | 'catalogues'>,
): Promise<{ manifest: PackManifest; digest: string }> {
  const files: Record<string, string> = {};
  for (const name of await filesBelow(folder)) {
    if (name === MANIFEST || name === RECEIPT) continue;
    files[name] = await sha256OfFile(path.join(folder, name));
  }
  const manifest: PackManifest = {
    format: PACK_FORMAT,
    madeAtMs: kept.madeAtMs,
    question: questionInKeys(asked.question),
    ground: asked.ground,
    lines: kept.staged.lines,
    ...parts,
    files,
  };
  const file = path.join(folder, MANIFEST);
  await writeWhole(file, `${JSON.stringify(manifest, null, 2)}\n`);
  return { manifest, digest: await sha256OfFile(file) };
}

/** The event, and its receipt beside the manifest; the same again after an interruption. */
async function record(
  runtime: Runtime,
  actor: Looker,
  folder: string,
  { summary }: PackQuestion,
  digest: string,
): Promise<void> {
  const { surface } = traceOf(actor);
  const outcome = await runtime.commit({
    actor,
    idempotency: { scope: 'audit-pack', key: digest, payloadHash: digest },
    events: [
      {
        about: 'officer',
        body: { type: 'export', surface, format: 'pack', filter: summary, digest },
      },
    ],
  });
  if (!outcome.ok) throw new AppError(outcome.reason, 'the pack could not be recorded');
  const stored = await runtime.store.findEvent(outcome.events[0]?.eventId ?? '');
  const proven = stored && (await provenReceipt(runtime, stored, { withPersonal: true }));
  if (proven?.ok !== true) throw new AppError('unavailable', 'the pack is not proved yet');
  await writeWhole(path.join(folder, RECEIPT), `${JSON.stringify(proven.receipt, null, 2)}\n`);
}

/** undefined: told to stop. `workDir` is kept for going on until the pack is whole. */
export async function buildPack(
  runtime: Runtime,
  actor: Looker,
  asked: PackQuestion,
  workDir: string,
  onStep: OnStep,
  linesAChunk = LINES_A_CHUNK,
): Promise<BuiltPack | undefined> {
  const folder = path.join(workDir, 'pack');
  const progressFile = path.join(workDir, 'progress.json');
  const personal = asked.question.subjects !== undefined;
  let kept = (await keptIn(progressFile)) ?? (await begin(runtime, asked.question));
  const sizes = new Map(
    Object.entries(kept.checkpoints).map(([name, { size }]) => [name, BigInt(size)]),
  );
  while (!kept.staged.done) {
    const parts = { runtime, folder, question: asked.question, personal, sizes, linesAChunk };
    kept = { ...kept, staged: await stageChunk(parts, kept.staged) };
    await writeWhole(progressFile, JSON.stringify(kept));
    if (!(await onStep(kept.staged.lines, Math.max(kept.total, kept.staged.lines)))) {
      return undefined;
    }
  }
  await dropUnfinished(folder, kept.staged);
  const logs = await writeProofs(runtime, folder, kept);
  const catalogues = await writeWords(runtime, folder, kept.staged);
  await writeAnchors(runtime, folder, logs);
  await writeWhole(path.join(folder, 'policy.txt'), await runtime.ledger.policy());
  for (const locale of LOCALES) {
    const page = await summaryPage(runtime, folder, locale, kept.madeAtMs, asked, kept.staged);
    await writeWhole(path.join(folder, `summary.${locale}.html`), page);
  }
  await writeWhole(path.join(folder, 'HOW-TO-VERIFY.txt'), howToVerify(runtime.env.origin));
  const { digest } = await writeManifest(folder, kept, asked, { logs, catalogues });
  await record(runtime, actor, folder, asked, digest);
  const file = path.join(workDir, 'pack.zip');
  await archiveFolder(folder, `${file}.new`, kept.madeAtMs);
  await rename(`${file}.new`, file);
  await rm(folder, { recursive: true, force: true });
  return { file, digest, lines: kept.staged.lines };
}
