// A folder as one ZIP file whose every byte counts: its comment holds the SHA-256 of all before it.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { sealText } from './archive-seal';

/** Hashes: nothing to make shorter. */
const TILE = /^log\/[^/]+\/tile\//;

/** Every file below `folder`, with `/` between names, in order. */
export async function filesBelow(folder: string, below = ''): Promise<readonly string[]> {
  const names: string[] = [];
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) names.push(...(await filesBelow(folder, name)));
    else names.push(name);
  }
  return names;
}

export async function sha256OfFile(file: string, end?: number): Promise<string> {
  const hash = createHash('sha256');
  const stream = createReadStream(file, end === undefined ? {} : { end: end - 1 });
  for await (const chunk of stream) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Appends the seal as the archive's comment: the two bytes of its length belong to what is sealed. */
async function seal(file: string): Promise<void> {
  const length = Buffer.byteLength(sealText('0'.repeat(64)));
  const { size } = await stat(file);
  const handle = await open(file, 'r+');
  try {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16LE(length);
    await handle.write(bytes, 0, 2, size - 2);
    const text = sealText(await sha256OfFile(file));
    await handle.write(Buffer.from(text), 0, length, size);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function archiveFolder(folder: string, file: string, madeAtMs: number): Promise<void> {
  const zip = new ZipFile();
  const mtime = new Date(madeAtMs);
  for (const name of await filesBelow(folder)) {
    const compressionLevel = TILE.test(name) ? 0 : 1;
    zip.addFile(path.join(folder, name), name, { mtime, mode: 0o100644, compressionLevel });
  }
  zip.end();
  await pipeline(zip.outputStream as Readable, createWriteStream(file, { mode: 0o600 }));
  await seal(file);
}
