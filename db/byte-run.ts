/** Rows of many, one behind the other as bytes: each begins with numbers that end in a space. */
const [SPACE, MINUS, ZERO] = [32, 45, 48];
const NOT_WHOLE = 'a run of rows is not whole';

/** Stands on one row after the other. */
export class ByteRun {
  /** Where the subject or the handle stood in the list that was asked. */
  place = -1;
  /** Where the row ends. */
  endsAt = 0;

  constructor(readonly bytes: Buffer) {}

  /** Goes past the next number. Throws where there is none. */
  protected number(): number {
    const { bytes } = this;
    const negative = bytes[this.endsAt] === MINUS;
    if (negative) this.endsAt += 1;
    const begin = this.endsAt;
    let value = 0;
    for (let at = begin; ; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit >= 0 && digit <= 9) value = value * 10 + digit;
      else if (at > begin && bytes[at] === SPACE) {
        this.endsAt = at + 1;
        return negative ? -value : value;
      } else throw new Error(NOT_WHOLE);
    }
  }

  /** The row ends there. Throws when that is beyond what was read. */
  protected end(at: number): void {
    if (at > this.bytes.length) throw new Error(NOT_WHOLE);
    this.endsAt = at;
  }
}
