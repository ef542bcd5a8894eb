/**
 * What a time stamp covers: the checkpoint as the log signed it, with the log's own signature line
 * and no other (lines of witnesses come later). So it proves that tree and signature were there.
 *
 *   body || \n || — <origin> <base64>\n
 */
import { LedgerFormatError } from '../../ledger/canonical';
import { parseCheckpoint } from '../../ledger/checkpoint';
import { parseNote, signatureLine } from '../../ledger/note';
import { utf8 } from '../../ledger/bytes';

/** Throws LedgerFormatError unless exactly one line bears the origin's name. */
export function stampedBytes(note: string): Uint8Array {
  const { body, signatures } = parseNote(note);
  const { origin } = parseCheckpoint(body);
  const [own, another] = signatures.filter(({ name }) => name === origin);
  if (own === undefined || another !== undefined) {
    throw new LedgerFormatError('a time stamp covers one signature of the log');
  }
  return utf8(`${body}\n${signatureLine(own.name, own.keyId, own.signature)}`);
}
