/**
 * What a backup is (LEDGER "Restore"): one folder that holds the store, the key store in a file of
 * its own, and this description, written last. Never in it: the signer's folder, NATTOKU_SECRET.
 *
 *   manifest.json   database.db | database.pgdump   keys.db | keys.pgdump
 */
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { CommandFailed } from '../failure';
import { showProgress } from '../ledger/progress';

export const FORMAT = 'nattoku-backup/v1';
export const MANIFEST = 'manifest.json';

const fileSchema = z.strictObject({
  name: z.string().regex(/^[a-z]+\.[a-z]+$/),
  sizeBytes: z.int().nonnegative(),
  /** base64url. */
  sha256: z.string().regex(/^[\w-]{43}$/),
});
const schema = z.strictObject({
  format: z.literal(FORMAT),
  engine: z.enum(['sqlite', 'postgres']),
  engineVersion: z.string(),
  madeAtMs: z.int(),
  epoch: z.string(),
  origin: z.string(),
  seq: z.int().nonnegative(),
  /** Leaves of the current log. */
  size: z.int().nonnegative(),
  /** Standard base64. */
  root: z.string(),
  /** The signed note that was newest; null before the first. */
  checkpoint: z.string().nullable(),
  catalogueVersion: z.int().nonnegative(),
  database: fileSchema,
  keys: fileSchema,
});
export type Manifest = z.infer<typeof schema>;
export type ManifestFile = z.infer<typeof fileSchema>;

export interface ReadManifest extends Manifest {
  readonly folder: string;
  /** base64url SHA-256 of its bytes: what a restore announces. */
  readonly digest: string;
}

export async function readManifest(folder: string): Promise<ReadManifest> {
  const file = path.join(folder, MANIFEST);
  const bytes = await readFile(file).catch((cause: unknown) => {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = missing ? 'is missing: this is no whole backup' : 'cannot be read';
    throw new CommandFailed([`${file} ${why}`], missing ? 1 : 3);
  });
  const parsed = schema.safeParse(jsonOf(bytes));
  if (!parsed.success) {
    throw new CommandFailed([`${file} is damaged, or of a version that this one does not know`], 1);
  }
  const digest = createHash('sha256').update(bytes).digest('base64url');
  return { ...parsed.data, folder, digest };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

export async function describeFile(folder: string, name: string): Promise<ManifestFile> {
  const file = path.join(folder, name);
  const { size } = statSync(file);
  const progress = showProgress(`checking ${name}`);
  const hash = createHash('sha256');
  let done = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer;
    hash.update(bytes);
    done += bytes.length;
    progress.at(BigInt(done), BigInt(size));
  }
  progress.end();
  return { name, sizeBytes: size, sha256: hash.digest('base64url') };
}

/** Throws CommandFailed naming the file that is not what the manifest says. */
export async function checkFile(folder: string, expected: ManifestFile): Promise<string> {
  const file = path.join(folder, expected.name);
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    throw new CommandFailed([`${file} is missing`], 1);
  }
  const { sha256, sizeBytes } = await describeFile(folder, expected.name);
  if (sha256 !== expected.sha256 || sizeBytes !== expected.sizeBytes) {
    throw new CommandFailed([`${file} is damaged: it is not what ${MANIFEST} says`], 1);
  }
  return file;
}
