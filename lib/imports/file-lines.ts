/** Lines of a file, byte for byte, so that what is no UTF-8 is seen as such. */
import { isUtf8 } from 'node:buffer';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const LINE_BYTES = 64 * 1024;

/** undefined: no UTF-8, or too long. */
export async function* fileLines(input: Readable): AsyncGenerator<string | undefined> {
  const lines = createInterface({ input: input.setEncoding('latin1'), crlfDelay: Infinity });
  for await (const line of lines) {
    const bytes = Buffer.from(line, 'latin1');
    yield bytes.length <= LINE_BYTES && isUtf8(bytes) ? bytes.toString('utf8') : undefined;
  }
}
