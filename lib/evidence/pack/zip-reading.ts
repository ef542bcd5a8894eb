// One archive, read file by file in any order, without ever unpacking it to the disk.
import { createHash } from 'node:crypto';
import { pipeline, type Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { open, type Entry, type ZipFile } from 'yauzl';

export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

const DEFLATED = 8;
const AS_IT_IS = { decrypt: null, start: null, end: null };
/** Sixteen times what is unpacked at once otherwise: fewer errands to another thread. */
const UNPACKED_AT_ONCE = 2 ** 18;

/** Far above what any file of a pack needs; a bomb is refused before it is unpacked. */
const MOST_BYTES = 2 ** 31;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

export interface Archive {
  readonly names: readonly string[];
  /** As it is unpacked; throws ArchiveError on the way for one that is not whole. */
  chunks(name: string): AsyncGenerator<Buffer>;
  /** The whole file; throws ArchiveError for one that is not there. */
  read(name: string): Promise<Buffer>;
  sha256(name: string): Promise<string>;
  close(): void;
}

function openZip(file: string): Promise<ZipFile> {
  return new Promise((opened, failed) => {
    open(file, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (error) failed(new ArchiveError(error.message, { cause: error }));
      else opened(zip);
    });
  });
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((listed, failed) => {
    const refuse = (what: string) => {
      failed(new ArchiveError(what));
    };
    zip.on('entry', (entry: Entry) => {
      const { fileName, uncompressedSize } = entry;
      if (!NAME.test(fileName)) return refuse('a file in the archive has a name that is not ours');
      if (entries.has(fileName)) return refuse(`${fileName} is there twice`);
      if (uncompressedSize > MOST_BYTES) return refuse(`${fileName} is too large`);
      entries.set(fileName, entry);
      zip.readEntry();
    });
    zip.once('end', () => {
      listed(entries);
    });
    zip.once('error', (error: Error) => {
      refuse(error.message);
    });
    zip.readEntry();
  });
}

/** Whoever reads counts: what unpacks to more than was said is a bomb. */
function unpacked({ compressionMethod }: Entry, stream: Readable): Readable {
  if (compressionMethod !== DEFLATED) return stream;
  const inflate = createInflateRaw({ chunkSize: UNPACKED_AT_ONCE });
  // A failure on either side ends both: the reader sees it.
  pipeline(stream, inflate, () => undefined);
  return inflate;
}

/** Throws ArchiveError for what is no archive, or one that is not whole. */
export async function openArchive(file: string): Promise<Archive> {
  const zip = await openZip(file);
  const entries = await listEntries(zip).catch((error: unknown) => {
    zip.close();
    throw error;
  });

  /** As it stands in the archive. */
  function stream(entry: Entry): Promise<Readable> {
    return new Promise((opened, failed) => {
      const raw = entry.compressionMethod === DEFLATED ? { decompress: false } : {};
      zip.openReadStream(entry, { ...AS_IT_IS, ...raw }, (error, readable) => {
        if (error) failed(error);
        else opened(readable);
      });
    });
  }
  async function* chunks(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name);
    if (entry === undefined) throw new ArchiveError(`${name} is missing`);
    try {
      let left = entry.uncompressedSize;
      for await (const chunk of unpacked(entry, await stream(entry))) {
        left -= (chunk as Buffer).length;
        if (left < 0) break;
        yield chunk as Buffer;
      }
      if (left !== 0) throw new ArchiveError(`${name} has another length than the archive says`);
    } catch (error) {
      if (error instanceof ArchiveError) throw error;
      throw new ArchiveError(`${name}: ${error instanceof Error ? error.message : 'unreadable'}`);
    }
  }

  return {
    names: [...entries.keys()],
    chunks,
    async read(name) {
      const parts: Buffer[] = [];
      for await (const chunk of chunks(name)) parts.push(chunk);
      return Buffer.concat(parts);
    },
    async sha256(name) {
      const hash = createHash('sha256');
      for await (const chunk of chunks(name)) hash.update(chunk);
      return hash.digest('hex');
    },
    close: () => zip.close(),
  };
}
