import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { ArchiveError, openArchive } from './zip-reading';

const scratch = mkdtempSync(path.join(tmpdir(), 'nattoku-zip-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const TEXT = 'a line\n'.repeat(100_000);
/** Of the central directory's entry: signature, and how far from it the unpacked size stands. */
const CENTRAL = Buffer.from('504b0102', 'hex');
const SIZE_AT = 24;

/** One deflated file that says of itself that it unpacks to so many bytes. */
async function saying(size: number): Promise<string> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(TEXT), 'file');
  zip.end();
  const bytes = await buffer(zip.outputStream as Readable);
  bytes.writeUInt32LE(size, bytes.indexOf(CENTRAL) + SIZE_AT);
  const file = path.join(scratch, `${String(size)}.zip`);
  writeFileSync(file, bytes);
  expect(readFileSync(file)).toEqual(bytes);
  return file;
}

describe('a file of an archive', () => {
  it('is read as it was put in', async () => {
    const archive = await openArchive(await saying(TEXT.length));
    expect((await archive.read('file')).toString()).toBe(TEXT);
    archive.close();
  });

  it.each([-1, 1, 100_000, 1 - TEXT.length])(
    'that unpacks to %s bytes more than it says is refused, and not unpacked beyond that',
    async (more) => {
      const archive = await openArchive(await saying(TEXT.length - more));
      let bytes = 0;
      const reading = async () => {
        for await (const chunk of archive.chunks('file')) bytes += chunk.length;
      };
      await expect(reading()).rejects.toThrow(ArchiveError);
      expect(bytes).toBeLessThanOrEqual(Math.max(0, TEXT.length - more));
      archive.close();
    },
  );

  it('that is not there is refused', async () => {
    const archive = await openArchive(await saying(TEXT.length));
    await expect(archive.read('other')).rejects.toThrow('other is missing');
    archive.close();
  });
});
