/** Lines out of a body as it comes: whole ones, each of a bounded length, none held that was handed on. */
import { isUtf8 } from 'node:buffer';

export const LINE_BYTES = 16 * 1024;
export const LINE_FEED = 10;

/** Lines with a line feed between each two. */
export interface WholeLines {
  readonly bytes: Buffer;
  /** The first of them is what is left of one that was too long to be held. */
  readonly tooLong: boolean;
}

/** The lines of each piece together; stops reading when nobody asks on. */
export async function* wholeLines(body: ReadableStream<Uint8Array>): AsyncGenerator<WholeLines> {
  let rest: Buffer = Buffer.alloc(0);
  let tooLong = false;
  for await (const chunk of body) {
    const { buffer, byteOffset, byteLength } = chunk;
    const came = Buffer.from(buffer, byteOffset, byteLength);
    const bytes = rest.length === 0 ? came : Buffer.concat([rest, came]);
    const end = bytes.lastIndexOf(LINE_FEED);
    rest = bytes.subarray(end + 1);
    if (end >= 0) {
      yield { bytes: bytes.subarray(0, end), tooLong };
      tooLong = false;
    }
    if (rest.length > LINE_BYTES) {
      tooLong = true;
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length > 0 || tooLong) yield { bytes: rest, tooLong };
}

/** Without white space around it; undefined where it is too long or no UTF-8. */
export function textOfLine(line: Buffer): string | undefined {
  if (!isUtf8(line)) return undefined;
  const text = line.toString('utf8').trim();
  return text.length > LINE_BYTES ? undefined : text;
}
