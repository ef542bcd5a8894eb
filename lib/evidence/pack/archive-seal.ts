// The last bytes of a pack: a comment with the digest of everything before it.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';

const PREFIX = 'nattoku-pack sha256=';
const HEX = 64;

export function sealText(digest: string): string {
  return `${PREFIX}${digest}`;
}

/** Whether not one byte of the file differs from what was sealed. */
export async function sealHolds(file: string): Promise<boolean> {
  const length = PREFIX.length + HEX;
  const { size } = await stat(file);
  if (size <= length) return false;
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file, { end: size - length - 1 })) {
      hash.update(chunk as Buffer);
    }
    return buffer.toString('latin1') === sealText(hash.digest('hex'));
  } finally {
    await handle.close();
  }
}
