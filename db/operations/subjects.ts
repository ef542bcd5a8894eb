import { and, asc, count, eq, gt, inArray, sql, type SQLWrapper } from 'drizzle-orm';
import type { SubjectRow, SubjectStore } from '../port';
import { writeOwnerRun } from '../owner-run';
import { writeStateRun } from '../state-run';
import { inChunks, type Engine } from './engine';

/** PostgreSQL names a prepared query, SQLite does not: both take the call. */
interface Preparable<Row> {
  prepare(name: string): { execute(values: Record<string, string>): PromiseLike<Row[]> | Row[] };
}
function prepared<Row>(query: Preparable<Row>, name: string) {
  return query.prepare(name);
}

export function subjectReads(engine: Engine): SubjectStore {
  const { read, tables } = engine;
  const { subjects, identifiers } = tables;
  const { subject, leader, n, head, state, seal, createdAtMs } = subjects;
  const columns = { subject, leader, n, head, state, seal, createdAtMs };
  const withHandle = { handle: identifiers.handle, ...columns };
  const byHandle = () =>
    read
      .select(withHandle)
      .from(identifiers)
      .innerJoin(subjects, eq(subjects.subject, identifiers.subject));
  const bySubject = () => read.select(columns).from(subjects);
  const leaderOf = (of: SQLWrapper) =>
    sql`(select s.leader from ${subjects} as s where s.subject = ${of})`;

  type HandleRow = SubjectRow & { readonly handle: string };
  // One person at a time is the hot case of an uncached decision.
  const oneByHandle = prepared(
    byHandle().where(
      eq(identifiers.handle, sql.placeholder('handle')),
    ) as unknown as Preparable<HandleRow>,
    'subject_by_handle',
  );
  const oneBySubject = prepared(
    bySubject().where(eq(subject, sql.placeholder('subject'))) as unknown as Preparable<SubjectRow>,
    'subject_by_id',
  );

  type GroupRow = SubjectRow & { readonly own: string };
  const groupByHandle = prepared(
    read
      .select({ own: identifiers.subject, ...columns })
      .from(identifiers)
      .innerJoin(subjects, eq(leader, leaderOf(identifiers.subject)))
      .where(eq(identifiers.handle, sql.placeholder('handle')))
      .orderBy(createdAtMs, subject) as unknown as Preparable<GroupRow>,
    'group_by_handle',
  );
  const groupBySubject = prepared(
    bySubject()
      .where(eq(leader, leaderOf(sql.placeholder('subject'))))
      .orderBy(createdAtMs, subject) as unknown as Preparable<SubjectRow>,
    'group_by_subject',
  );

  return {
    ...manyReads(engine),

    async findGroup(by) {
      if ('subject' in by) {
        const rows = await groupBySubject.execute({ subject: by.subject });
        return rows.length === 0 ? undefined : { subject: by.subject, rows };
      }
      const rows = await groupByHandle.execute({ handle: by.handle });
      const [first] = rows;
      if (first === undefined) return undefined;
      return { subject: first.own, rows: rows.map(subjectRowOf) };
    },

    async findByHandles(handles) {
      const [only] = handles;
      if (only === undefined) return [];
      const rows: readonly HandleRow[] =
        handles.length === 1
          ? await oneByHandle.execute({ handle: only })
          : await inChunks(handles, (chunk) =>
              byHandle().where(inArray(identifiers.handle, chunk)),
            );
      const found = new Map(rows.map(({ handle, ...row }) => [handle, row]));
      return handles.map((handle) => found.get(handle));
    },

    async findSubjects(wanted) {
      const [only] = wanted;
      if (only === undefined) return [];
      const rows: readonly SubjectRow[] =
        wanted.length === 1
          ? await oneBySubject.execute({ subject: only })
          : await inChunks(wanted, (chunk) => bySubject().where(inArray(subject, chunk)));
      const found = new Map(rows.map((row) => [row.subject, row]));
      return wanted.map((id) => found.get(id));
    },

    async membersOf(led) {
      return bySubject().where(eq(leader, led)).orderBy(createdAtMs, subject);
    },

    async identifiersOf(wanted) {
      return inChunks(wanted, (chunk) =>
        read
          .select()
          .from(identifiers)
          .where(inArray(identifiers.subject, chunk))
          .orderBy(identifiers.handle),
      );
    },

    async subjectIds({ after, limit }) {
      const rows = await read
        .select({ subject })
        .from(subjects)
        .where(after === undefined ? undefined : gt(subject, after))
        .orderBy(asc(subject))
        .limit(limit);
      return rows.map((row) => row.subject);
    },

    async subjectsOfSystem(system, { after, limit }) {
      const { handle } = identifiers;
      const ofSystem = eq(identifiers.system, system);
      return byHandle()
        .where(after === undefined ? ofSystem : and(ofSystem, gt(handle, after)))
        .orderBy(asc(handle))
        .limit(limit);
    },

    async countIdentifiers() {
      const others = sql`exists (select 1 from ${subjects} as s where s.leader = ${leader} and s.subject <> ${subject})`;
      const rows = await read
        .select({
          system: identifiers.system,
          identifiers: count(),
          joined: sql<number>`sum(case when ${others} then 1 else 0 end)`,
        })
        .from(identifiers)
        .innerJoin(subjects, eq(subject, identifiers.subject))
        .groupBy(identifiers.system)
        .orderBy(identifiers.system);
      return rows.map((row) => ({
        system: row.system,
        identifiers: Number(row.identifiers),
        joined: Number(row.joined),
      }));
    },

    async countSubjects() {
      const [row] = await read.select({ count: count() }).from(subjects);
      return Number(row?.count ?? 0);
    },
  };
}

/** Without what the query added. */
function subjectRowOf(row: SubjectRow): SubjectRow {
  const { subject, leader, n, head, state, seal, createdAtMs } = row;
  return { subject, leader, n, head, state, seal, createdAtMs };
}

function manyReads({ read, tables }: Engine): Pick<SubjectStore, 'ownerRunOf' | 'stateRunOf'> {
  const { subjects, identifiers } = tables;
  const { subject, leader, n, head, state, seal } = subjects;
  return {
    async ownerRunOf(list) {
      const { handle } = identifiers;
      const handles = list.names();
      const rows = await inChunks(handles, (chunk) =>
        read
          .select({ handle, subject: identifiers.subject })
          .from(identifiers)
          .where(inArray(handle, chunk)),
      );
      const found = new Map(rows.map((row) => [row.handle, row.subject]));
      return writeOwnerRun(handles.map((each) => found.get(each)));
    },
    async stateRunOf(list) {
      const wanted = list.names();
      const rows = await inChunks(wanted, (chunk) =>
        read
          .select({ subject, leader, n, head, state, seal })
          .from(subjects)
          .where(inArray(subject, chunk)),
      );
      const found = new Map(rows.map((row) => [row.subject, row]));
      return writeStateRun(wanted.map((each) => found.get(each)));
    },
  };
}
