/** Lines out of a body as it comes: UTF-8, each of a bounded length, none held that was handed on. */
import { isUtf8 } from 'node:buffer';

export const LINE_BYTES = 16 * 1024;
const LINE_FEED = 10;

export interface TextLine {
  /** The first line is 1. */
  readonly number: number;
  /** Without its line feed; undefined where it is too long or no UTF-8. */
  readonly text: string | undefined;
}

/** `bytes` is whole lines; a text is only made of what is UTF-8. */
function textsOf(bytes: Buffer): readonly (string | undefined)[] {
  if (isUtf8(bytes)) return bytes.toString('utf8').split('\n');
  const texts: (string | undefined)[] = [];
  for (let at = 0; at <= bytes.length;) {
    const end = bytes.indexOf(LINE_FEED, at);
    const line = bytes.subarray(at, end < 0 ? bytes.length : end);
    texts.push(isUtf8(line) ? line.toString('utf8') : undefined);
    if (end < 0) break;
    at = end + 1;
  }
  return texts;
}

/** The lines of each piece together, empty ones left out; stops reading when nobody asks on. */
export async function* linesOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<readonly TextLine[]> {
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  let tooLong = false;
  const cut = (bytes: Buffer): TextLine[] => {
    const lines: TextLine[] = [];
    for (const text of textsOf(bytes)) {
      number += 1;
      const trimmed = tooLong ? undefined : text?.trim();
      tooLong = false;
      if (trimmed === undefined || trimmed.length > LINE_BYTES) {
        lines.push({ number, text: undefined });
      } else if (trimmed !== '') lines.push({ number, text: trimmed });
    }
    return lines;
  };
  for await (const chunk of body) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(LINE_FEED);
    rest = bytes.subarray(end + 1);
    if (end >= 0) yield cut(bytes.subarray(0, end));
    if (rest.length > LINE_BYTES) {
      tooLong = true;
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length > 0 || tooLong) yield cut(rest);
}
