/**
 * Many answers written as bytes, one behind the other: what was written before, and differs in a few
 * characters, is copied and not written again (measured: bench batch).
 */
const FIRST_ROOM = 1 << 20;
/** What is larger, or more of them, is not kept for the next. */
const MOST_KEPT = 1 << 23;
const SHEETS_KEPT = 8;
const COMMA = 44;
const kept: Buffer<ArrayBuffer>[] = [];

export interface SheetText {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Called once nobody reads these bytes any more; never, where nobody can tell. */
  readonly done: () => void;
}

export class Sheet {
  /** Where the next is written. */
  at = 0;
  bytes = kept.pop() ?? Buffer.allocUnsafeSlow(FIRST_ROOM);

  /** Of characters that are a byte each. */
  write(text: string): void {
    this.makeRoom(text.length);
    this.bytes.write(text, this.at, 'latin1');
    this.at += text.length;
  }

  /** Of any. */
  writeAny(text: string): void {
    const length = Buffer.byteLength(text);
    this.makeRoom(length);
    this.bytes.write(text, this.at, 'utf8');
    this.at += length;
  }

  comma(): void {
    this.makeRoom(1);
    this.bytes[this.at] = COMMA;
    this.at += 1;
  }

  /** Again what stands there. */
  copy(from: number, length: number): void {
    this.makeRoom(length);
    this.bytes.copyWithin(this.at, from, from + length);
    this.at += length;
  }

  text(): SheetText {
    const { at, bytes } = this;
    const done = (): void => {
      if (kept.length < SHEETS_KEPT && bytes.length <= MOST_KEPT) kept.push(bytes);
    };
    return { body: bytes.subarray(0, at), done };
  }

  private makeRoom(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const more = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + length));
    this.bytes.copy(more, 0, 0, this.at);
    this.bytes = more;
  }
}
