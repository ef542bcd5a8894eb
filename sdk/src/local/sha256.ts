/**
 * SHA-256 and HMAC (FIPS 180-4, RFC 2104), synchronous: WebCrypto only answers later, and a
 * decision in one's own process must not wait. Held to WebCrypto by sha256.test.ts.
 */
const BLOCK_BYTES = 64;
const MOST_BYTES = 4096;

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUND = roundConstants();
const INITIAL = Uint32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) >>> 0;
}
function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
function roundConstants(): Uint32Array {
  return Uint32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
}

const schedule = new Uint32Array(64);

/** Folds the block at `from` into `state`. */
function compress(state: Uint32Array, bytes: Uint8Array, from: number): void {
  const w = schedule;
  for (let i = 0, at = from; i < 16; i += 1, at += 4) {
    w[i] =
      ((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0);
  }
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15] ?? 0;
    const y = w[i - 2] ?? 0;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((w[i - 16] ?? 0) + s0 + (w[i - 7] ?? 0) + s1) | 0;
  }
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND[i] ?? 0) + (w[i] ?? 0)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
  state[5] = (state[5] ?? 0) + f;
  state[6] = (state[6] ?? 0) + g;
  state[7] = (state[7] ?? 0) + h;
}

/** Closes the message of `length` bytes in `buffer`, of which `before` bytes are folded already. */
function finish(state: Uint32Array, buffer: Uint8Array, length: number, before: number): void {
  const blocks = Math.ceil((length + 9) / BLOCK_BYTES);
  buffer.fill(0, length, blocks * BLOCK_BYTES);
  buffer[length] = 0x80;
  const bits = (before + length) * 8;
  for (let i = 0; i < 4; i += 1) buffer[blocks * BLOCK_BYTES - 1 - i] = bits >>> (8 * i);
  for (let block = 0; block < blocks; block += 1) compress(state, buffer, block * BLOCK_BYTES);
}

/** Gives the eight words of HMAC-SHA-256 of the first `length` bytes of `message`, in an array that the next call overwrites. */
export type Mac = (message: Uint8Array, length: number) => Uint32Array;

/** `key`: at most 64 bytes; a message at most 4,000. */
export function createMac(key: Uint8Array): Mac {
  if (key.length > BLOCK_BYTES) throw new RangeError('a longer key is not used here');
  const padOf = (byte: number): Uint32Array => {
    const block = new Uint8Array(BLOCK_BYTES).fill(byte);
    for (const [at, part] of key.entries()) block[at] = part ^ byte;
    const state = Uint32Array.from(INITIAL);
    compress(state, block, 0);
    return state;
  };
  const [inner, outer] = [padOf(0x36), padOf(0x5c)];
  const state = new Uint32Array(8);
  const buffer = new Uint8Array(MOST_BYTES + 2 * BLOCK_BYTES);
  return (message, length) => {
    if (length > MOST_BYTES) throw new RangeError('too long');
    for (let i = 0; i < length; i += 1) buffer[i] = message[i] ?? 0;
    state.set(inner);
    finish(state, buffer, length, BLOCK_BYTES);
    for (let i = 0; i < 8; i += 1) {
      const word = state[i] ?? 0;
      buffer[i * 4] = word >>> 24;
      buffer[i * 4 + 1] = word >>> 16;
      buffer[i * 4 + 2] = word >>> 8;
      buffer[i * 4 + 3] = word;
    }
    state.set(outer);
    finish(state, buffer, 32, BLOCK_BYTES);
    return state;
  };
}
