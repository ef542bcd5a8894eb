/** CRC-32 (IEEE) of bytes that come in pieces. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/** `before`: what the bytes before these came to; 0 at first. */
export function crc32After(before: number, bytes: Uint8Array): number {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i += 1) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
  }
  return ~crc >>> 0;
}
