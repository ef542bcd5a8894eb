/**
 * Whose handles they are, of many at once (db/byte-run.ts); a handle nobody has has no row:
 *
 *   place ' ' how many bytes the subject has ' ' subject
 */
import { ByteRun } from './byte-run';

export class OwnerRun extends ByteRun {
  subjectAt = 0;

  /** Goes on to the next row; false after the last. Throws where it is not what was written. */
  next(): boolean {
    if (this.endsAt === this.bytes.length) return false;
    this.place = this.number();
    const length = this.number();
    this.subjectAt = this.endsAt;
    this.end(this.subjectAt + length);
    return true;
  }

  subject(): string {
    return this.bytes.toString('utf8', this.subjectAt, this.endsAt);
  }
}

/** In the order asked; undefined: nobody's. */
export function writeOwnerRun(subjects: readonly (string | undefined)[]): Buffer {
  const rows = subjects.map((subject, place) =>
    subject === undefined
      ? ''
      : `${String(place)} ${String(Buffer.byteLength(subject))} ${subject}`,
  );
  return Buffer.from(rows.join(''), 'utf8');
}
