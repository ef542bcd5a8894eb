import * as zlib from 'node:zlib';

const native: typeof zlib.crc32 | undefined = zlib.crc32;

/** CRC-32 as in zip files, unsigned; Node has its own since 20.15. */
export function crc32(text: string): number {
  return native === undefined ? crc32Of(Buffer.from(text)) : native(text);
}

/** Of bytes that go on where others ended: `before` is what those came to. */
export function crc32After(before: number, bytes: Uint8Array): number {
  return native === undefined ? crc32Of(bytes, before) : native(bytes, before);
}

export function crc32Of(bytes: Uint8Array, before = 0): number {
  let crc = (before ^ 0xffffffff) >>> 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
