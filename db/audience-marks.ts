/**
 * Who was in an audience, as small as can be: of each subject's id eleven characters (66 random
 * bits, so that nobody is taken for somebody else), one after the other in the row of a bucket
 * that its first two characters name. A person's page looks into one bucket of 4,096; erasing
 * takes the mark out of it.
 */
const BEGINS = 'sub_'.length;
const BUCKET_LENGTH = 2;
const MARK_LENGTH = 11;

export function bucketOf(subject: string): string {
  return subject.slice(BEGINS, BEGINS + BUCKET_LENGTH);
}

/** Ends in a space, so that two marks side by side are never read as a third. */
export function markOf(subject: string): string {
  return `${subject.slice(BEGINS, BEGINS + MARK_LENGTH)} `;
}

/** The marks of each bucket, in the order of the buckets. */
export function marksByBucket(
  subjects: readonly string[],
): readonly { readonly bucket: string; readonly marks: string }[] {
  const buckets = new Map<string, string[]>();
  for (const subject of subjects) {
    const bucket = bucketOf(subject);
    const marks = buckets.get(bucket);
    if (marks === undefined) buckets.set(bucket, [markOf(subject)]);
    else marks.push(markOf(subject));
  }
  return [...buckets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([bucket, marks]) => ({ bucket, marks: marks.join('') }));
}
