/**
 * What was signed last, in a file of its own outside the database and its backups: the witness for
 * ourselves (LEDGER "Signer"). Putting this file back from a backup is forbidden: it is the one
 * place that knows better than an old database.
 *
 *   <folder>/<origin>.record   JSON {origin, size, root, line, signedAtMs}
 *
 * `size` is decimal text (64 bits), `root` standard base64, `line` the note's signature line; both
 * `line` and `signedAtMs` are empty until something is signed.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { equalBytes, fromBase64, toBase64 } from '../ledger/bytes';
import { isMissing, readIfThere, writeDurably, type WriteOptions } from './durable-files';
import { LedgerHalted } from './halt';
import { fileNameOf } from './log-name';

export interface SignedRecord {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
  /** `— <name> <base64>`, without the newline; '' while nothing is signed. */
  readonly line: string;
  readonly signedAtMs: number;
}
export interface RecordStore {
  /** undefined where there is none; throws LedgerHalted when it cannot be read. */
  find(origin: string): Promise<SignedRecord | undefined>;
  /** Compare and swap: false, and nothing written, unless what stands is `expected`. Durable when it resolves. */
  put(next: SignedRecord, expected: SignedRecord | undefined): Promise<boolean>;
  /** Every log this folder knows of. */
  origins(): Promise<readonly string[]>;
}

const ENDING = '.record';
const schema = z.strictObject({
  origin: z.string(),
  size: z.string().regex(/^(0|[1-9]\d{0,19})$/),
  root: z.string(),
  line: z.string(),
  signedAtMs: z.int().nonnegative(),
});

function parseRecord(file: string, text: string, origin: string): SignedRecord {
  try {
    const { size, root, ...rest } = schema.parse(JSON.parse(text));
    if (rest.origin !== origin) throw new Error('it is another log’s');
    const bytes = fromBase64(root);
    if (bytes.length !== 32) throw new Error('its root is not 32 bytes');
    return { ...rest, size: BigInt(size), root: bytes };
  } catch (cause) {
    throw new LedgerHalted(`the signer's record ${file} cannot be read: it was changed`, { cause });
  }
}

function writeRecord({ origin, size, root, line, signedAtMs }: SignedRecord): string {
  const written = { origin, size: String(size), root: toBase64(root), line, signedAtMs };
  return `${JSON.stringify(written)}\n`;
}

export function sameTree(
  a: { readonly size: bigint; readonly root: Uint8Array },
  b: { readonly size: bigint; readonly root: Uint8Array },
): boolean {
  return a.size === b.size && equalBytes(a.root, b.root);
}

/** `folder` must be this process's alone (`signer-lock.ts`); calls for it take turns. */
export function openRecords(folder: string, options: WriteOptions = {}): RecordStore {
  let turn: Promise<unknown> = Promise.resolve();
  const fileOf = (origin: string) => path.join(folder, fileNameOf(origin) + ENDING);

  async function find(origin: string): Promise<SignedRecord | undefined> {
    const file = fileOf(origin);
    const bytes = await readIfThere(file);
    return bytes === undefined ? undefined : parseRecord(file, bytes.toString('utf8'), origin);
  }

  async function swap(next: SignedRecord, expected: SignedRecord | undefined): Promise<boolean> {
    const standing = await find(next.origin);
    const same =
      standing === undefined || expected === undefined
        ? standing === expected
        : sameTree(standing, expected);
    if (!same) return false;
    const file = { path: fileOf(next.origin), bytes: writeRecord(next) };
    await writeDurably([file], { ...options, mode: 0o600 });
    return true;
  }

  return {
    find,
    put(next, expected) {
      const swapped = turn.then(() => swap(next, expected));
      turn = swapped.catch(() => undefined);
      return swapped;
    },
    async origins() {
      try {
        const names = await readdir(folder);
        return names
          .filter((name) => name.endsWith(ENDING))
          .map((name) => decodeURIComponent(name.slice(0, -ENDING.length)));
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
  };
}
