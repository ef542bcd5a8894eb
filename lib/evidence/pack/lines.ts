// The lines of a file that is read as it comes, many at a time, whatever stands in them.
import { fromUtf8 } from '../../ledger/bytes';
import { LedgerFormatError } from '../../ledger/canonical';

const NEWLINE = 0x0a;
/** Far above any line of a pack: what never ends is not gathered for ever. */
const MOST_BYTES = 2 ** 24;

/**
 * Only a newline ends a line: text may hold what else some call the end of one (U+2028). Throws
 * LedgerFormatError for what is not UTF-8, does not end in a newline or has a line without end.
 */
export async function* linesIn(
  stream: AsyncIterable<Buffer>,
): AsyncGenerator<readonly string[], void, undefined> {
  let begun: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      yield fromUtf8(Buffer.concat([...begun, chunk.subarray(0, end - 1)])).split('\n');
      [begun, bytes] = [[], 0];
    }
    if (end < chunk.length) begun.push(chunk.subarray(end));
    bytes += chunk.length - end;
    if (bytes > MOST_BYTES) throw new LedgerFormatError('a line does not end');
  }
  if (bytes > 0) throw new LedgerFormatError('the last line is cut short');
}
