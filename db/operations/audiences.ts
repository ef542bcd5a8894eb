import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import { bucketOf, markOf, marksByBucket } from '../audience-marks';
import type { AudienceRow, AudienceStore } from '../audience-port';
import { addingPlaces } from './asked-places';
import type { Engine } from './engine';

export function audienceOperations({ read, write, tables, search }: Engine): AudienceStore {
  const { audiences, audienceMembers } = tables;
  const { bucket, audience, marks } = audienceMembers;
  return {
    async putAudience(row) {
      await write.insert(audiences).values(row);
    },
    async addAudiencePart({ audience: of, part, subjects, asked }) {
      const rows = marksByBucket(subjects).map((row) => [row.bucket, row.marks] as const);
      // One statement with one parameter: thousands of them take long to put together, and after
      // each commit SQLite maps the pages anew that a list is read from (measured: bench audience).
      const marked = search.entries(JSON.stringify(Object.fromEntries(rows)));
      const named = sql`cast(${of} as text), cast(${part} as integer)`;
      await write.insert(audienceMembers).select(sql`select key, ${named}, value from ${marked}`);
      if (asked.count > 0) await addingPlaces(write, tables, [asked]);
    },
    async audiencesOf(subjects, sinceMs, limit) {
      const found = new Map<string, AudienceRow>();
      for (const subject of subjects) {
        // INVARIANT: an erasure asks in the same words (erasure-writes.ts).
        const isIn = sql`replace(${marks}, ${markOf(subject)}, '') <> ${marks}`;
        const theirs = read
          .select({ audience })
          .from(audienceMembers)
          .where(and(eq(bucket, bucketOf(subject)), isIn));
        const rows = await read
          .select()
          .from(audiences)
          .where(and(gte(audiences.atMs, sinceMs), inArray(audiences.id, theirs)));
        for (const row of rows) found.set(row.id, row);
      }
      return [...found.values()].sort(byNewest).slice(0, limit);
    },
  };
}

function byNewest(a: AudienceRow, b: AudienceRow): number {
  return b.atMs - a.atMs || (a.id < b.id ? -1 : 1);
}
