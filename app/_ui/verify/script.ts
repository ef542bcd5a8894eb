import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface VerifierScript {
  readonly text: string;
  /** base64 SHA-256: names the bytes in addresses and in the saved file's own policy. */
  readonly digest: string;
}

let kept: Promise<VerifierScript> | undefined;

async function read(): Promise<VerifierScript> {
  const text = await readFile(path.join(process.cwd(), '.next', 'verifier.js'), 'utf8');
  return { text, digest: createHash('sha256').update(text).digest('base64') };
}

/** The one bundle that bin/bootstrap/verifier.mjs makes; undefined where it was not made. */
export async function verifierScript(): Promise<VerifierScript | undefined> {
  kept ??= read();
  try {
    return await kept;
  } catch {
    kept = undefined;
    return undefined;
  }
}
