/**
 * The lines of a pack, written chunk by chunk into the job's folder: each chunk is whole on the
 * disk before the progress that counts it, so work that was interrupted goes on where it was.
 */
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { StoredEvent } from '../../../db/port';
import type { EventBody } from '../../choice/model';
import { toBase64Url } from '../../ledger/bytes';
import { personalOpening } from '../../ledger/commitment';
import { officerKey, openEvents, personalJson } from '../../record/personal';
import type { Runtime } from '../../runtime/model';
import { logHolding } from '../../transparency/log-name';
import type { LogInfo } from '../../transparency/model';
import type { LogQuestion } from '../log-search';
import { chunkName, type PackLine } from './pack-model';

export const LINES_A_CHUNK = 5_000;
/** Few enough that what was read of them is forgotten young. */
const PAGE = 100;

/** What one pass over the log gathered; plain JSON, kept with the chunks. */
export interface Staged {
  readonly chunks: number;
  readonly lines: number;
  /** Of the newest line; the next pass begins after it. */
  readonly afterSeq: number;
  readonly done: boolean;
  /** Log name → leaf tiles that its lines stand in. */
  readonly leafTiles: Readonly<Record<string, readonly number[]>>;
  /** Catalogue versions that the lines name. */
  readonly versions: readonly number[];
  /** First and last instant of the lines. */
  readonly fromMs: number;
  readonly toMs: number;
}
export const NOTHING_STAGED: Staged = {
  chunks: 0,
  lines: 0,
  afterSeq: 0,
  done: false,
  leafTiles: {},
  versions: [],
  fromMs: Number.MAX_SAFE_INTEGER,
  toMs: 0,
};

export interface StageParts {
  readonly runtime: Runtime;
  readonly folder: string;
  readonly question: LogQuestion;
  /** Personal parts too: the pack is about one person. */
  readonly personal: boolean;
  /** Only what a checkpoint of these logs covers. */
  readonly sizes: ReadonlyMap<string, bigint>;
  readonly linesAChunk: number;
}

async function personalParts(
  { runtime, personal }: StageParts,
  page: readonly StoredEvent[],
  logs: readonly LogInfo[],
): Promise<ReadonlyMap<number, Pick<PackLine, 'personal' | 'personalOpening'>>> {
  const parts = new Map<number, Pick<PackLine, 'personal' | 'personalOpening'>>();
  if (!personal) return parts;
  for (const { stored, personal: opened } of await openEvents(runtime, page)) {
    const { personal: sealed, eventId, seq } = stored;
    if (sealed === null || eventId === null) continue;
    const key =
      sealed.n === null
        ? officerKey(runtime.vault, sealed.subject)
        : await runtime.subjectKeys.get(sealed.subject);
    const origin = logHolding(logs, seq)?.origin ?? '';
    const opening = personalOpening(key, sealed.random, origin, eventId);
    parts.set(seq, {
      personal: personalJson(opened),
      personalOpening: toBase64Url(opening),
    });
  }
  return parts;
}

function lineOf(
  event: StoredEvent,
  log: LogInfo,
  personal: Pick<PackLine, 'personal' | 'personalOpening'> | undefined,
): PackLine {
  const { eventId, body } = event;
  return {
    log: log.name,
    index: String(event.seq - log.firstSeq),
    entry: Buffer.from(event.entry).toString('utf8'),
    ...(eventId !== null && { eventId }),
    ...(body !== null && { body: body.json, bodyOpening: toBase64Url(body.opening) }),
    ...personal,
  };
}

function versionOf(event: StoredEvent): number | undefined {
  if (event.body === null) return undefined;
  const body = JSON.parse(event.body.json) as EventBody;
  return 'notice' in body ? body.notice.catalogueVersion : undefined;
}

/** Throws away what a pass that ended in the middle left behind. */
export async function dropUnfinished(folder: string, { chunks }: Staged): Promise<void> {
  const events = path.join(folder, 'events');
  await mkdir(events, { recursive: true });
  for (const name of await readdir(events)) {
    if (Number(name.slice(0, 6)) > chunks) await rm(path.join(events, name), { force: true });
  }
}

/** The next chunk; the same again where everything is staged. */
export async function stageChunk(parts: StageParts, before: Staged): Promise<Staged> {
  if (before.done) return before;
  const { folder } = parts;
  await dropUnfinished(folder, before);
  const file = path.join(folder, chunkName(before.chunks + 1));
  const handle = await open(`${file}.new`, 'w');
  const staged = await writeLines(parts, before, (text) => handle.appendFile(text)).finally(() =>
    handle.close(),
  );
  if (staged.lines === before.lines) await rm(`${file}.new`);
  else await rename(`${file}.new`, file);
  return staged;
}

/** A chunk's lines, handed on page by page. */
async function writeLines(
  parts: StageParts,
  before: Staged,
  write: (text: string) => Promise<void>,
): Promise<Staged> {
  const { runtime, question, sizes, linesAChunk } = parts;
  const logs = await runtime.ledger.logs();
  const tiles = new Map(
    Object.entries(before.leafTiles).map(([name, list]) => [name, new Set(list)]),
  );
  const versions = new Set(before.versions);
  let { afterSeq, fromMs, toMs } = before;
  let [done, lines] = [false, 0];
  while (lines < linesAChunk && !done) {
    const limit = Math.min(PAGE, linesAChunk - lines);
    const page = await runtime.store.searchLog({ ...question, order: 'oldest', afterSeq, limit });
    const personal = await personalParts(parts, page, logs);
    done = page.length < limit;
    const texts: string[] = [];
    for (const event of page) {
      const log = logHolding(logs, event.seq);
      const size = log && sizes.get(log.name);
      // What no checkpoint covers yet is left to the next pack.
      if (log === undefined || size === undefined || BigInt(event.seq - log.firstSeq) >= size) {
        done = true;
        break;
      }
      texts.push(`${JSON.stringify(lineOf(event, log, personal.get(event.seq)))}\n`);
      const leafTiles = tiles.get(log.name) ?? new Set<number>();
      tiles.set(log.name, leafTiles.add(Math.floor((event.seq - log.firstSeq) / 256)));
      const version = versionOf(event);
      if (version !== undefined) versions.add(version);
      afterSeq = event.seq;
      fromMs = Math.min(fromMs, event.t * 1000);
      toMs = Math.max(toMs, event.t * 1000);
    }
    lines += texts.length;
    await write(texts.join(''));
  }
  return {
    ...{ afterSeq, done, fromMs, toMs },
    chunks: before.chunks + (lines === 0 ? 0 : 1),
    lines: before.lines + lines,
    leafTiles: Object.fromEntries([...tiles].map(([name, set]) => [name, [...set]])),
    versions: [...versions].sort((a, b) => a - b),
  };
}
