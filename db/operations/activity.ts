import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, gt, gte, inArray, lt, or, sql } from 'drizzle-orm';
import type { ActivityStore } from '../port';
import { placeReads } from './asked-places';
import { inChunks, type Engine, type Tables } from './engine';
import { tallyOperations } from './tallies';

export function activityOperations(engine: Engine): ActivityStore {
  const { read, write, tables } = engine;
  const { exposures, outbox, mail } = tables;
  return {
    ...tallyOperations(engine),
    ...placeReads(engine),
    ...contactOperations(engine),

    async putExposure(row) {
      const written = await write
        .insert(exposures)
        .values(row)
        .onConflictDoNothing()
        .returning({ id: exposures.id });
      return written.length === 1;
    },
    async exposuresOf(subjects, sinceMs, limit) {
      const mine = inArray(exposures.subject, [...subjects]);
      return read
        .select()
        .from(exposures)
        .where(and(mine, gte(exposures.atMs, sinceMs)))
        .orderBy(desc(exposures.atMs), exposures.id)
        .limit(limit);
    },
    async exposuresSince(sinceMs, { before, limit }) {
      const { atMs, id } = exposures;
      const earlier =
        before && or(lt(atMs, before.atMs), and(eq(atMs, before.atMs), lt(id, before.id)));
      return read
        .select()
        .from(exposures)
        .where(and(gte(atMs, sinceMs), earlier))
        .orderBy(desc(atMs), desc(id))
        .limit(limit);
    },
    async outboxAfter(id, limit) {
      const rows = await read
        .select()
        .from(outbox)
        .where(gt(outbox.id, id))
        .orderBy(asc(outbox.id))
        .limit(limit);
      return rows.map((row) => ({ ...row, seq: row.id }));
    },
    async putMail(row) {
      await write.insert(mail).values(row);
    },
    async listMail(limit) {
      return read.select().from(mail).orderBy(desc(mail.createdAtMs), desc(mail.id)).limit(limit);
    },
  };
}

function contactOperations({ read, exclusive, tables }: Engine) {
  const { contacts } = tables;
  const operations: Pick<ActivityStore, 'contactsOf' | 'reserveContact'> = {
    async contactsOf(subjects, sinceMs) {
      return inChunks(subjects, (chunk) =>
        read
          .select({ channel: contacts.channel, atMs: contacts.atMs })
          .from(contacts)
          .where(and(inArray(contacts.subject, chunk), gte(contacts.atMs, sinceMs)))
          .orderBy(contacts.atMs),
      );
    },
    async reserveContact(subjects, contact, limits) {
      const [owner] = subjects;
      if (owner === undefined) return false;
      // INVARIANT: counted and written in one statement, with nobody else inside for these subjects.
      return exclusive(subjects, async (db) => {
        const room = limits.map(
          (limit) => sql`(${countOf(tables, subjects, limit)}) < ${limit.max}`,
        );
        const where = room.length === 0 ? sql`1 = 1` : sql.join(room, sql` and `);
        const { channel, atMs } = contact;
        const row = sql`select cast(${randomUUID()} as text), cast(${owner} as text), cast(${channel} as text), cast(${atMs} as bigint) where ${where}`;
        const written = await db.insert(contacts).select(row).returning({ id: contacts.id });
        return written.length === 1;
      });
    },
  };
  return operations;
}

function countOf(
  { contacts }: Tables,
  subjects: readonly string[],
  limit: { readonly channel: string | null; readonly sinceMs: number },
) {
  const same = limit.channel === null ? sql`` : sql` and ${contacts.channel} = ${limit.channel}`;
  return sql`select count(*) from ${contacts} where ${inArray(contacts.subject, [...subjects])} and ${contacts.atMs} >= ${limit.sinceMs}${same}`;
}
