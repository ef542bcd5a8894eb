/**
 * Who was in an audience, as small as can be: of each subject's id eleven characters (66 random
 * bits, so that nobody is taken for somebody else), one after the other in the row of a bucket
 * that its first two characters name. A person's page looks into one bucket of 4,096; erasing
 * takes the mark out of it.
 */
const BEGINS = 'sub_'.length;
const BUCKET_LENGTH = 2;
const MARK_LENGTH = 11;
const SPACE = 32;
/** Of a subject's id. */
export const SUBJECT_BYTES = BEGINS + 22;
/** Characters of an id are ASCII. */
const CODES = 128;

export function bucketOf(subject: string): string {
  return subject.slice(BEGINS, BEGINS + BUCKET_LENGTH);
}

/** Ends in a space, so that two marks side by side are never read as a third. */
export function markOf(subject: string): string {
  return `${subject.slice(BEGINS, BEGINS + MARK_LENGTH)} `;
}

/** Ids one behind the other, as a part of an audience has them. */
export function subjectBytes(subjects: readonly string[]): Buffer {
  return Buffer.from(subjects.join(''), 'latin1');
}

function keyAt(subjects: Uint8Array, at: number): number {
  const first = subjects[at + BEGINS] ?? 0;
  return (first % CODES) * CODES + ((subjects[at + BEGINS + 1] ?? 0) % CODES);
}

/** The marks of each bucket, in the order of the buckets; `subjects` as `subjectBytes` has them. */
export function marksByBucket(
  subjects: Uint8Array,
): readonly { readonly bucket: string; readonly marks: string }[] {
  const marked = MARK_LENGTH + 1;
  const ends = new Uint32Array(CODES * CODES);
  for (let at = 0; at < subjects.length; at += SUBJECT_BYTES) {
    const key = keyAt(subjects, at);
    ends[key] = (ends[key] ?? 0) + marked;
  }
  for (let key = 1; key < ends.length; key += 1) {
    ends[key] = (ends[key] ?? 0) + (ends[key - 1] ?? 0);
  }
  const room = Buffer.alloc((subjects.length / SUBJECT_BYTES) * marked, SPACE);
  const nextOf = ends.slice();
  // From behind, so that each bucket fills from its end and keeps the order given.
  for (let at = subjects.length - SUBJECT_BYTES; at >= 0; at -= SUBJECT_BYTES) {
    const key = keyAt(subjects, at);
    const to = (nextOf[key] ?? 0) - marked;
    nextOf[key] = to;
    for (let next = 0; next < MARK_LENGTH; next += 1) {
      room[to + next] = subjects[at + BEGINS + next] ?? 0;
    }
  }
  const rows: { readonly bucket: string; readonly marks: string }[] = [];
  for (let key = 0; key < ends.length; key += 1) {
    const [from, to] = [nextOf[key] ?? 0, ends[key] ?? 0];
    if (from === to) continue;
    const bucket = room.toString('latin1', from, from + BUCKET_LENGTH);
    rows.push({ bucket, marks: room.toString('latin1', from, to) });
  }
  return rows;
}
