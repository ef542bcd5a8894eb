/**
 * Who came up already, by the first 48 bits of what names them: 6 bytes a person in a table that
 * is at most two thirds full. Two people who share them (one pair in 280 audiences of a million)
 * count as one: the second is left out, which is a no.
 */
const FIRST_SLOTS = 1024;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BITS = new Uint8Array(256);
for (let bits = 0; bits < BASE64URL.length; bits += 1) BITS[BASE64URL.charCodeAt(bits)] = bits;

/** 24 of them: four characters. */
function bitsAt(name: Uint8Array, at: number): number {
  let bits = 0;
  for (let next = at; next < at + 4; next += 1) {
    bits = (bits << 6) | (BITS[name[next] ?? 0] ?? 0);
  }
  return bits;
}

export class SeenSet {
  #high = new Uint32Array(FIRST_SLOTS);
  #low = new Uint16Array(FIRST_SLOTS);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The same by the first eight characters that stand at `at`, in base64url. */
  addText(name: Uint8Array, at: number): boolean {
    const first = bitsAt(name, at);
    const last = bitsAt(name, at + 4);
    return this.add(((first << 8) | (last >>> 16)) >>> 0, last & 0xff_ff);
  }

  /** False when they were there. `high` and `low` are 32 and 16 bits of something well mixed. */
  add(high: number, low: number): boolean {
    if (this.#count * 3 >= this.#high.length * 2) this.#grow();
    // 0, 0 marks a free slot.
    const added = this.#put(high, high === 0 && low === 0 ? 1 : low);
    if (added) this.#count += 1;
    return added;
  }

  #put(high: number, low: number): boolean {
    const mask = this.#high.length - 1;
    let slot = high & mask;
    while (this.#high[slot] !== 0 || this.#low[slot] !== 0) {
      if (this.#high[slot] === high && this.#low[slot] === low) return false;
      slot = (slot + 1) & mask;
    }
    this.#high[slot] = high;
    this.#low[slot] = low;
    return true;
  }

  #grow(): void {
    const high = this.#high;
    const low = this.#low;
    this.#high = new Uint32Array(high.length * 2);
    this.#low = new Uint16Array(low.length * 2);
    high.forEach((each, slot) => {
      const rest = low[slot] ?? 0;
      if (each !== 0 || rest !== 0) this.#put(each, rest);
    });
  }
}
