import {
  and,
  asc,
  desc,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  ne,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { ENTRY_KINDS } from '../append-port';
import type { LogFilter, LogStore, StoredEvent } from '../port';
import { inChunks, type Engine } from './engine';

/** More subjects than this are not worth naming: the cache drops everything. */
const MOST_CHANGED = 5_000;

export function logReads({ read, tables }: Engine): Omit<LogStore, 'append'> {
  const { events, eventBodies, eventPersonal, head, idempotency, identifiers, subjects } = tables;

  const stored = () =>
    read
      .select({
        seq: events.seq,
        t: events.t,
        kind: events.kind,
        entry: events.entry,
        eventId: eventBodies.eventId,
        json: eventBodies.json,
        opening: eventBodies.opening,
        subject: eventPersonal.subject,
        n: eventPersonal.n,
        sealed: eventPersonal.sealed,
        random: eventPersonal.random,
      })
      .from(events)
      .leftJoin(eventBodies, eq(eventBodies.seq, events.seq))
      .leftJoin(eventPersonal, eq(eventPersonal.seq, events.seq));

  const getHead = async () => {
    const [row] = await read.select().from(head);
    if (!row)
      throw new Error('The head row is missing: the database was not opened by this store.');
    const { seq, t, epoch, origin, firstSeq, range, root } = row;
    return { seq, t, epoch, origin, firstSeq, range, root };
  };

  return {
    head: getHead,

    async changedSince(seq) {
      // The head first: a commit between the two reads is named now and again the next time.
      const { seq: upTo } = await getHead();
      const [erasure] = await read
        .select({ seq: events.seq })
        .from(events)
        // Spelled out: the index over erasures is used for a literal only.
        .where(and(sql`${events.kind} = 'erasure'`, gt(events.seq, seq)))
        .limit(1);
      if (erasure) return { seq: upTo, subjects: null };
      const rows = await read
        .select({ subject: subjects.subject })
        .from(subjects)
        .where(gt(subjects.seq, seq))
        .limit(MOST_CHANGED + 1);
      return {
        seq: upTo,
        subjects: rows.length > MOST_CHANGED ? null : rows.map(({ subject }) => subject),
      };
    },

    async changedPeople(systems, { after, limit }) {
      const { subject, leader, n, head: p, state, seal, createdAtMs, seq } = subjects;
      const { handle, system } = identifiers;
      const later = or(gt(seq, after.seq), and(eq(seq, after.seq), gt(handle, after.handle)));
      return (
        read
          .select({ subject, leader, n, head: p, state, seal, createdAtMs, seq, handle, system })
          .from(subjects)
          // In this order: whom a system knows may be a million, of whom few changed.
          .crossJoin(identifiers)
          // Said twice: the engine finds where to begin in the index by the plain one.
          .where(
            and(
              gte(seq, after.seq),
              later,
              eq(identifiers.subject, subject),
              inArray(system, [...systems]),
            ),
          )
          .orderBy(asc(seq), asc(handle))
          .limit(limit)
      );
    },

    async searchLog(filter) {
      const { afterSeq, order, limit } = filter;
      const page =
        afterSeq === undefined
          ? undefined
          : order === 'newest'
            ? lt(events.seq, afterSeq)
            : gt(events.seq, afterSeq);
      const rows = await stored()
        .where(and(page, ...conditions(filter, tables, read)))
        .orderBy(order === 'newest' ? desc(events.seq) : asc(events.seq))
        .limit(limit);
      return rows.map(eventOf);
    },

    async countLog(filter) {
      const [row] = await read
        .select({ count: sql<number>`count(*)` })
        .from(events)
        .leftJoin(eventBodies, eq(eventBodies.seq, events.seq))
        .leftJoin(eventPersonal, eq(eventPersonal.seq, events.seq))
        .where(and(...conditions(filter, tables, read)));
      return Number(row?.count ?? 0);
    },

    async eventsOf(wanted) {
      const rows = await inChunks(wanted, (chunk) =>
        stored().where(inArray(eventPersonal.subject, chunk)).orderBy(asc(events.seq)),
      );
      return rows.map(eventOf).sort((a, b) => a.seq - b.seq);
    },

    async findEvent(eventId) {
      const [row] = await stored().where(eq(eventBodies.eventId, eventId));
      return row && eventOf(row);
    },

    async findReplay(scope, key) {
      const { payloadHash, answer, seq } = idempotency;
      const [row] = await read
        .select({ payloadHash, answer, seq })
        .from(idempotency)
        .where(and(eq(idempotency.scope, scope), eq(idempotency.key, key)));
      return row;
    },
  };
}

type Filter = Omit<LogFilter, 'afterSeq' | 'order' | 'limit'>;

function conditions(filter: Filter, tables: Engine['tables'], read: Engine['read']) {
  const { events, eventBodies: body, eventPersonal, eventPurposes } = tables;
  const all: (SQL | undefined)[] = [];
  if (filter.fromMs !== undefined) all.push(gte(body.receivedAtMs, filter.fromMs));
  if (filter.toMs !== undefined) all.push(lt(body.receivedAtMs, filter.toMs));
  if (filter.types !== undefined) all.push(inArray(body.type, [...filter.types]));
  if (filter.surface !== undefined) all.push(eq(body.surface, filter.surface));
  if (filter.by !== undefined) all.push(eq(body.by, filter.by));
  if (filter.notBy !== undefined) all.push(or(isNull(body.by), ne(body.by, filter.notBy)));
  if (filter.system !== undefined) all.push(eq(body.system, filter.system));
  if (filter.subjects !== undefined) all.push(inArray(eventPersonal.subject, [...filter.subjects]));
  if (filter.purpose !== undefined) {
    const named = inArray(eventPurposes.purpose, [filter.purpose, '*']);
    const same = eq(eventPurposes.seq, events.seq);
    all.push(
      exists(
        read
          .select({ one: sql`1` })
          .from(eventPurposes)
          .where(and(same, named)),
      ),
    );
  }
  return all;
}

interface JoinedRow {
  seq: number;
  t: number;
  kind: string;
  entry: Uint8Array;
  eventId: string | null;
  json: string | null;
  opening: Uint8Array | null;
  subject: string | null;
  n: number | null;
  sealed: Uint8Array | null;
  random: Uint8Array | null;
}

function eventOf(row: JoinedRow): StoredEvent {
  const { seq, t, entry, eventId, json, opening, subject, n, sealed, random } = row;
  const kind = ENTRY_KINDS.find((known) => known === row.kind);
  if (!kind) throw new Error(`Entry ${seq} is of a kind that this version does not know.`);
  return {
    seq,
    t,
    kind,
    entry,
    eventId,
    body: json !== null && opening !== null ? { json, opening } : null,
    personal: subject !== null && sealed && random ? { subject, n, sealed, random } : null,
  };
}
