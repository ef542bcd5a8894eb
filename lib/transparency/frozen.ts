/**
 * Logs that will never be signed again (LEDGER "Restore"): their lost entries could not be had, or
 * their key is gone. Said by whoever restored, in the signer's folder, where no database reaches.
 *
 *   <SIGNER_DIR>/<origin>.frozen   JSON {origin, size, root, next}: as signed last, and its successor
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isMissing, writeDurably } from './durable-files';
import { fileNameOf } from './log-name';

export interface FrozenLog {
  readonly origin: string;
  /** Decimal; of the tree that was signed or published last, '0' where nothing is known of it. */
  readonly size: string;
  /** Standard base64; '' where nothing is known. */
  readonly root: string;
  /** Origin of the log that goes on. */
  readonly next: string;
}

const ENDING = '.frozen';

export async function freezeLog(signerDir: string, log: FrozenLog): Promise<void> {
  const file = path.join(signerDir, fileNameOf(log.origin) + ENDING);
  await writeDurably([{ path: file, bytes: `${JSON.stringify(log)}\n` }], { mode: 0o600 });
}

export async function frozenOrigins(signerDir: string): Promise<ReadonlySet<string>> {
  try {
    const names = await readdir(signerDir);
    return new Set(
      names
        .filter((name) => name.endsWith(ENDING))
        .map((name) => decodeURIComponent(name.slice(0, -ENDING.length))),
    );
  } catch (error) {
    if (isMissing(error)) return new Set();
    throw error;
  }
}
