// Where a log's files are read from: a folder, or a server that hands them out. Anyone's.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchTile } from '../../lib/ledger/tile-nodes';
import { LogUnavailable } from '../../lib/ledger/fsck';
import { parseCheckpoint, type Checkpoint } from '../../lib/ledger/checkpoint';
import { parseNote } from '../../lib/ledger/note';
import { TILE_WIDTH, tilePath } from '../../lib/ledger/tile-path';
import { cutTile, openTileFiles } from '../../lib/transparency/tile-files';
import { typedPath, type Terminal } from '../commands/command';
import { CommandFailed } from '../failure';

export interface LogSource {
  /** For people. */
  readonly place: string;
  /** The newest checkpoint's text, not verified; rejects with CommandFailed when there is none. */
  checkpoint(): Promise<string>;
  /** Rejects with LogUnavailable when the place cannot be reached, with a plain Error for a file that is not there. */
  readonly fetch: FetchTile;
}

const TRIES = 4;
const FIRST_WAIT_MS = 250;
const TIMEOUT_MS = 15_000;
const MISSING = 'is missing';

/** A folder is meant as it was typed, where somebody typed it. */
export function openLogSource(place: string, terminal?: Terminal): LogSource {
  if (/^https?:\/\//.test(place)) return overHttp(place.replace(/\/+$/, ''));
  return inFolder(terminal === undefined ? place : typedPath(terminal, place));
}

function inFolder(folder: string): LogSource {
  const files = openTileFiles(folder);
  return {
    place: folder,
    async checkpoint() {
      const text = await files.checkpoint();
      if (text !== undefined) return text;
      throw new CommandFailed([`${folder} holds no file named checkpoint`], 3);
    },
    async fetch(address) {
      const bytes = await files.read(address);
      if (bytes === undefined) throw new Error(MISSING);
      return bytes;
    },
  };
}

function overHttp(prefix: string): LogSource {
  return {
    place: prefix,
    async checkpoint() {
      const bytes = await download(`${prefix}/checkpoint`).catch((error: unknown) => {
        throw new CommandFailed([messageOf(error)], 3);
      });
      if (bytes === undefined) throw new CommandFailed([`${prefix} has no checkpoint`], 3);
      return new TextDecoder().decode(bytes);
    },
    async fetch(address) {
      const bytes = await download(`${prefix}/${tilePath(address)}`);
      if (bytes !== undefined) return bytes;
      // A log may drop a partial tile once the full one stands (C2SP tlog-tiles).
      const whole =
        address.width === TILE_WIDTH
          ? undefined
          : await download(`${prefix}/${tilePath({ ...address, width: TILE_WIDTH })}`);
      const cut = whole === undefined ? undefined : cutTile(address, whole);
      if (cut === undefined) throw new Error(MISSING);
      return cut;
    },
  };
}

/** undefined where the server says that there is nothing; tried again where it is in trouble. */
async function download(url: string): Promise<Uint8Array | undefined> {
  let why = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) await sleep(FIRST_WAIT_MS * 2 ** tries);
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      await response.body?.cancel();
      if (response.status === 404 || response.status === 410) return undefined;
      why = `answers ${String(response.status)}`;
      if (response.status < 500 && response.status !== 429) break;
    } catch (error) {
      why = messageOf(error);
    }
  }
  throw new LogUnavailable(`${url}: ${why}`);
}

/** The checkpoint's three lines before any signature is looked at; rejects with CommandFailed, exit code 1. */
export function readUnverified(text: string, place: string): Checkpoint {
  try {
    return parseCheckpoint(parseNote(text).body);
  } catch (error) {
    throw new CommandFailed([`${place}: the checkpoint cannot be read: ${messageOf(error)}`], 1);
  }
}

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
