/**
 * A finished pack at rest: AES-256-GCM under a key of its own that stands, sealed, in the job's
 * row. Whoever deletes the row has deleted the file.
 *
 *   nonce[12] || ciphertext || tag[16]
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { pipeline, Transform, type Readable } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import { randomPart } from '../random';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function newFileKey(): Uint8Array {
  return Uint8Array.from(randomPart(32));
}

export function sealFile(from: string, to: string, key: Uint8Array): Promise<void> {
  return sealStream(createReadStream(from), to, key);
}

export async function sealStream(from: Readable, to: string, key: Uint8Array): Promise<void> {
  const nonce = randomPart(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  let begun = false;
  const framed = new Transform({
    transform(chunk: Buffer, _, done) {
      if (!begun) this.push(nonce);
      begun = true;
      done(null, chunk);
    },
    flush(done) {
      this.push(cipher.getAuthTag());
      done();
    },
  });
  await piped(from, cipher, framed, createWriteStream(`${to}.new`, { mode: 0o600 }));
  await rename(`${to}.new`, to);
}

/** Throws before the first byte when the file was changed: it is read twice. */
export async function openSealedFile(
  file: string,
  key: Uint8Array,
): Promise<{ readonly bytes: number; readonly stream: Readable }> {
  const { size } = await stat(file);
  const handle = await open(file, 'r');
  const nonce = Buffer.alloc(NONCE_BYTES);
  const tag = Buffer.alloc(TAG_BYTES);
  try {
    await handle.read(nonce, 0, NONCE_BYTES, 0);
    await handle.read(tag, 0, TAG_BYTES, size - TAG_BYTES);
  } finally {
    await handle.close();
  }
  const range = { start: NONCE_BYTES, end: size - TAG_BYTES - 1 };
  const decipher = () => {
    const made = createDecipheriv('aes-256-gcm', key, nonce);
    made.setAuthTag(tag);
    return made;
  };
  // Together: whoever stops reading closes the file too.
  const opened = () => pipeline(createReadStream(file, range), decipher(), () => undefined);
  for await (const chunk of opened()) void chunk;
  return { bytes: size - NONCE_BYTES - TAG_BYTES, stream: opened() };
}
