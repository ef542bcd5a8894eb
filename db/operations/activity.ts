import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, gt, gte, inArray, lt, or, sql } from 'drizzle-orm';
import type { ActivityStore, TallyBatch, TallyWrite } from '../port';
import { chunksOf, inChunks, type Db, type Engine, type Tables } from './engine';

export function activityOperations(engine: Engine): ActivityStore {
  const { read, write, tables } = engine;
  const { exposures, outbox, mail } = tables;
  return {
    ...tallyOperations(engine),
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

function tallyOperations({ read, write, together, tables }: Engine) {
  const { tallies, askedPlaces, idempotency } = tables;
  const { subject, day, touchpoint, outcome, count } = tallies;
  const adding = (db: Db, rows: readonly TallyWrite[]) =>
    db
      .insert(tallies)
      .values([...rows])
      .onConflictDoUpdate({
        target: [subject, day, touchpoint, outcome],
        set: { count: sql`${count} + excluded.count` },
      });
  return {
    async addTallies(rows: readonly TallyWrite[]) {
      if (rows.length === 0) return;
      await inChunks(summed(rows), async (chunk) => {
        await adding(write, chunk);
        return [];
      });
      await addingPlaces(write, tables, rows);
    },
    async addTalliesOnce(
      { scope, key, payloadHash, atMs }: TallyBatch,
      rows: readonly TallyWrite[],
    ) {
      const mark = {
        scope,
        key,
        payloadHash,
        answer: '',
        seq: 0,
        createdAtMs: atMs,
        subject: null,
      };
      const added = await together((db) => [
        {
          write: db
            .insert(idempotency)
            .values(mark)
            .onConflictDoNothing()
            .returning({ scope: idempotency.scope }),
          rows: 1,
        },
        ...(rows.length === 0
          ? []
          : [
              ...chunksOf(summed(rows)).map((chunk) => ({
                write: adding(db, chunk).returning({ subject }),
              })),
              { write: addingPlaces(db, tables, rows).returning({ day: askedPlaces.day }) },
            ]),
      ]);
      if (added) return 'added' as const;
      const [first] = await read
        .select({ payloadHash: idempotency.payloadHash })
        .from(idempotency)
        .where(and(eq(idempotency.scope, scope), eq(idempotency.key, key)));
      return first?.payloadHash === payloadHash ? ('again' as const) : ('reused' as const);
    },
    async askedPlaces(sinceDay: string) {
      const rows = await read
        .select({
          touchpoint: askedPlaces.touchpoint,
          day: sql<string>`max(${askedPlaces.day})`,
          count: sql<number>`sum(${askedPlaces.count})`,
        })
        .from(askedPlaces)
        .where(gte(askedPlaces.day, sinceDay))
        .groupBy(askedPlaces.touchpoint)
        .orderBy(askedPlaces.touchpoint);
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
    async talliesOf(subjects: readonly string[], sinceDay: string) {
      return inChunks(subjects, (chunk) =>
        read
          .select({ subject, touchpoint, day, outcome, count })
          .from(tallies)
          .where(and(inArray(subject, chunk), gte(day, sinceDay)))
          .orderBy(day, touchpoint, outcome),
      );
    },
  };
}

type PlaceCount = Pick<TallyWrite, 'touchpoint' | 'day' | 'count'>;

/** How often places were asked about, whoever it was about; not for an empty list. */
export function addingPlaces(db: Db, { askedPlaces }: Tables, rows: readonly PlaceCount[]) {
  const sums = new Map<string, PlaceCount>();
  for (const { touchpoint, day, count } of rows) {
    const key = `${day} ${touchpoint}`;
    sums.set(key, { touchpoint, day, count: (sums.get(key)?.count ?? 0) + count });
  }
  const { touchpoint, day, count } = askedPlaces;
  return db
    .insert(askedPlaces)
    .values([...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row))
    .onConflictDoUpdate({
      target: [touchpoint, day],
      set: { count: sql`${count} + excluded.count` },
    });
}

/** One row a key, in the key's order: PostgreSQL refuses to touch a row twice, and unsorted batches would deadlock. */
function summed(rows: readonly TallyWrite[]): TallyWrite[] {
  const sums = new Map<string, TallyWrite>();
  for (const row of rows) {
    const key = JSON.stringify([row.subject, row.day, row.touchpoint, row.outcome]);
    const before = sums.get(key)?.count ?? 0;
    sums.set(key, { ...row, count: before + row.count });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
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
