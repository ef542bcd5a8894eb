/** How a segment of a TC string is read: base64url as bits, the most significant first. */
import { ALPHABET } from '../gpp/bits';

export type TcfCause = 'not_text' | 'too_long' | 'version' | 'cut_off' | 'trailing' | 'malformed';

export class UnreadableTcf extends Error {
  readonly why: TcfCause;
  constructor(why: TcfCause) {
    super(why);
    this.why = why;
  }
}

export interface SegmentBits {
  /** The next bits as one number. */
  number(length: number): number;
  flag(): boolean;
  /** Which of the next bits are set, counted from 1. */
  numbered(length: number): readonly number[];
  /** Nothing follows but zeros that fill bytes and characters. */
  end(): void;
}

const BITS_OF_CHARACTER = 6;
/** Fewer: the IAB's own writer fills to whole bytes and whole characters at once. */
const FILLING = 24;
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

export function readBits(segment: string): SegmentBits {
  const total = segment.length * BITS_OF_CHARACTER;
  let at = 0;
  const next = (): number => {
    if (at >= total) throw new UnreadableTcf('cut_off');
    const six = VALUES.get(segment.charAt(Math.floor(at / BITS_OF_CHARACTER)));
    if (six === undefined) throw new UnreadableTcf('malformed');
    const bit = (six >> (BITS_OF_CHARACTER - 1 - (at % BITS_OF_CHARACTER))) & 1;
    at += 1;
    return bit;
  };
  return {
    number(length) {
      let value = 0;
      for (let left = length; left > 0; left -= 1) value = value * 2 + next();
      return value;
    },
    flag: () => next() === 1,
    numbered(length) {
      const set: number[] = [];
      for (let id = 1; id <= length; id += 1) if (next() === 1) set.push(id);
      return set;
    },
    end() {
      if (total - at >= FILLING) throw new UnreadableTcf('trailing');
      while (at < total) if (next() === 1) throw new UnreadableTcf('trailing');
    },
  };
}
