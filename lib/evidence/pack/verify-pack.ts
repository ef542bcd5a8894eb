/**
 * Verifies an audit pack with nothing but itself and a policy the verifier already trusts: every
 * file against the manifest, every line against its leaf, every leaf against the signed root, every
 * word against its digest. Needs no database and no network.
 */
import type { X509Certificate } from 'node:crypto';
import { equalBytes, fromBase64Url, fromUtf8, utf8 } from '../../ledger/bytes';
import { LedgerFormatError } from '../../ledger/canonical';
import { parseCheckpoint, type Checkpoint } from '../../ledger/checkpoint';
import { documentDigest } from '../../ledger/commitment';
import { parseNote } from '../../ledger/note';
import { checkOpenings } from '../../ledger/opened';
import { parsePolicy, satisfies, type Policy } from '../../ledger/policy';
import { tilePath } from '../../ledger/tile-path';
import { leafHash } from '../../ledger/tree';
import { verifyReceipt } from '../receipt-verify';
import { sealHolds } from './archive-seal';
import { linesIn } from './lines';
import { ANCHORS, CHUNK, MANIFEST, RECEIPT, type PackLine, type PackManifest } from './pack-model';
import { readLine, readManifest } from './read-pack';
import { proveTiles, type ProvenTiles } from './proven-tiles';
import { checkAnchors, type PackStamp } from './verify-anchors';
import { ArchiveError, openArchive, type Archive } from './zip-reading';

export type PackVerdict =
  | {
      readonly ok: true;
      readonly manifest: PackManifest;
      readonly lines: number;
      /** SHA-256 of the manifest in hex: names the whole pack. */
      readonly digest: string;
      readonly witnesses: readonly string[];
      readonly timeStamps: readonly PackStamp[];
    }
  | { readonly ok: false; readonly where: string; readonly why: string };

export interface PackDemands {
  readonly onProgress?: OnProgress;
  /** Authorities that are believed; absent: whose time stamps they are is not judged. */
  readonly trusted?: readonly X509Certificate[] | undefined;
}
type OnProgress = (done: bigint, total: bigint) => void;

class Wrong extends Error {
  constructor(
    readonly where: string,
    why: string,
  ) {
    super(why);
  }
}

async function inPlace<T>(where: string | (() => string), work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Wrong) throw error;
    if (error instanceof LedgerFormatError || error instanceof ArchiveError) {
      throw new Wrong(typeof where === 'string' ? where : where(), error.message);
    }
    throw error;
  }
}

async function checkFiles(archive: Archive, { files }: PackManifest): Promise<void> {
  for (const name of archive.names) {
    if (name !== MANIFEST && name !== RECEIPT && !Object.hasOwn(files, name)) {
      throw new Wrong(name, 'the manifest does not know it');
    }
  }
  for (const [name, digest] of Object.entries(files)) {
    const found = await inPlace(name, () => archive.sha256(name));
    if (found !== digest) throw new Wrong(name, 'was changed: its digest is another');
  }
}

/** The log itself holds the manifest's digest. */
async function checkReceipt(archive: Archive, policyText: string, digest: string): Promise<void> {
  const text = await inPlace(RECEIPT, async () => fromUtf8(await archive.read(RECEIPT)));
  const value = await inPlace(RECEIPT, () => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new LedgerFormatError('is not JSON');
    }
  });
  if (`${JSON.stringify(value, null, 2)}\n` !== text)
    throw new Wrong(RECEIPT, 'is written otherwise');
  const verdict = verifyReceipt(value, policyText);
  if (!verdict.ok) throw new Wrong(RECEIPT, `${verdict.step}: ${verdict.why}`);
  if (verdict.body?.['type'] !== 'export' || verdict.body['digest'] !== digest) {
    throw new Wrong(RECEIPT, 'is of another pack');
  }
}

interface ProvenLog {
  readonly checkpoint: Checkpoint;
  readonly tiles: ProvenTiles;
  readonly witnesses: readonly string[];
}

async function proveLog(
  archive: Archive,
  policy: Policy,
  { name, origin, size }: PackManifest['logs'][number],
): Promise<ProvenLog> {
  const where = `log/${name}/checkpoint`;
  return inPlace(where, async () => {
    const text = fromUtf8(await archive.read(where));
    const judged = satisfies(policy, text);
    if (!judged.ok) throw new Wrong(where, judged.why);
    const checkpoint = parseCheckpoint(parseNote(text).body);
    if (checkpoint.origin !== origin || String(checkpoint.size) !== size) {
      throw new Wrong(where, 'the manifest names another checkpoint');
    }
    const tiles = await proveTiles(checkpoint, (address) =>
      archive.read(`log/${name}/${tilePath(address)}`),
    );
    return { checkpoint, tiles, witnesses: judged.witnesses };
  });
}

/** Marks that nobody wrote are none; who gave them is judged where certificates are given. */
async function checkStamps(
  archive: Archive,
  { files }: PackManifest,
  logs: readonly ProvenLog[],
  policy: Policy,
  trusted: readonly X509Certificate[] | undefined,
): Promise<readonly PackStamp[]> {
  if (!Object.hasOwn(files, ANCHORS)) return [];
  const own = new Map(logs.map(({ checkpoint }) => [checkpoint.origin, checkpoint] as const));
  return inPlace(ANCHORS, async () =>
    checkAnchors(await archive.read(ANCHORS), own, policy, trusted),
  );
}

async function checkWords(archive: Archive, manifest: PackManifest): Promise<void> {
  for (const name of Object.keys(manifest.files)) {
    const [, digest] = /^notices\/([\w-]{43})\.json$/.exec(name) ?? [];
    if (digest === undefined) continue;
    const text = fromUtf8(await archive.read(name));
    if (documentDigest(text) !== digest)
      throw new Wrong(name, 'holds other words than its name says');
  }
}

function openingOf(text: string | undefined, json: string | undefined) {
  if ((text === undefined) !== (json === undefined)) {
    throw new LedgerFormatError('text and opening go together');
  }
  return text === undefined || json === undefined
    ? undefined
    : { json, opening: fromBase64Url(text) };
}

async function checkLine(line: PackLine, logs: ReadonlyMap<string, ProvenLog>): Promise<void> {
  const log = logs.get(line.log);
  if (log === undefined) throw new LedgerFormatError('is of a log that is not in the pack');
  const entry = utf8(line.entry);
  const checked = checkOpenings(entry, {
    body: openingOf(line.bodyOpening, line.body),
    personal: openingOf(line.personalOpening, line.personal),
  });
  if (!checked.ok) throw new LedgerFormatError(`${checked.what}: ${checked.why}`);
  const stored = await log.tiles.leafHash(BigInt(line.index));
  if (!equalBytes(leafHash(entry), stored)) {
    throw new LedgerFormatError('is not the entry that was logged at this place');
  }
  if (line.personal === undefined) return;
  const { event } = JSON.parse(line.personal) as { event?: unknown };
  if (event !== line.eventId) throw new LedgerFormatError('is about another event');
}

/** Says when a line does not come after the one before it. */
function inOrder({ logs }: PackManifest): (line: PackLine) => void {
  const order = new Map(logs.map(({ name }, at) => [name, at]));
  let last: readonly [number, bigint] = [-1, -1n];
  return ({ log, index }) => {
    const place = [order.get(log) ?? -1, BigInt(index)] as const;
    const later = place[0] > last[0] || (place[0] === last[0] && place[1] > last[1]);
    if (!later) throw new LedgerFormatError('does not come after the line before it');
    last = place;
  };
}

async function checkLines(
  archive: Archive,
  manifest: PackManifest,
  logs: ReadonlyMap<string, ProvenLog>,
  onProgress: OnProgress,
): Promise<number> {
  const checkOrder = inOrder(manifest);
  let lines = 0;
  const chunks = Object.keys(manifest.files).filter((name) => CHUNK.test(name));
  for (const name of chunks.sort()) {
    let at = 0;
    const where = () => (at === 0 ? name : `${name}, line ${String(at)}`);
    await inPlace(where, async () => {
      for await (const texts of linesIn(archive.chunks(name))) {
        for (const text of texts) {
          at += 1;
          const line = readLine(text);
          await checkLine(line, logs);
          checkOrder(line);
        }
        onProgress(BigInt(lines + at), BigInt(manifest.lines));
      }
    });
    lines += at;
  }
  if (lines !== manifest.lines) throw new Wrong(MANIFEST, 'counts another number of lines');
  return lines;
}

async function verify(
  archive: Archive,
  policyText: string,
  { onProgress = () => undefined, trusted }: PackDemands,
): Promise<PackVerdict> {
  const policy = await inPlace('policy', () => parsePolicy(policyText));
  const bytes = await inPlace(MANIFEST, () => archive.read(MANIFEST));
  const manifest = await inPlace(MANIFEST, () => readManifest(fromUtf8(bytes)));
  const digest = await archive.sha256(MANIFEST);
  await checkFiles(archive, manifest);
  await checkReceipt(archive, policyText, digest);
  await checkWords(archive, manifest);
  const logs = new Map<string, ProvenLog>();
  for (const log of manifest.logs) logs.set(log.name, await proveLog(archive, policy, log));
  const timeStamps = await checkStamps(archive, manifest, [...logs.values()], policy, trusted);
  const lines = await checkLines(archive, manifest, logs, onProgress);
  const witnesses = [...new Set([...logs.values()].flatMap((log) => log.witnesses))];
  return { ok: true, manifest, lines, digest, witnesses, timeStamps };
}

/** `policyText`: what the verifier trusts (C2SP tlog-policy); the pack's own is never used. */
export async function verifyPack(
  file: string,
  policyText: string,
  demands: PackDemands = {},
): Promise<PackVerdict> {
  let archive: Archive | undefined;
  try {
    if (!(await sealHolds(file))) throw new Wrong('archive', 'was changed since it was sealed');
    archive = await inPlace('archive', () => openArchive(file));
    return await verify(archive, policyText, demands);
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, where: error.where, why: error.message };
    throw error;
  } finally {
    archive?.close();
  }
}
