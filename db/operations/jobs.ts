import { and, asc, count, desc, eq, inArray, lt, lte, or, type SQL } from 'drizzle-orm';
import { JOB_STATUSES, type JobRow, type JobStatus, type JobStore } from '../jobs-port';
import type { Engine, Tables } from './engine';

/** Candidates a look: more workers than this that start together look again. */
const CANDIDATES = 16;

export function jobOperations(engine: Engine): JobStore {
  const { read, write, tables } = engine;
  const { jobs } = tables;
  return {
    ...claims(engine),

    async putJob(row) {
      await write.insert(jobs).values(row);
    },
    async findJob(id) {
      const [row] = await read.select().from(jobs).where(eq(jobs.id, id));
      return row && jobOf(row);
    },
    async countJobs() {
      const rows = await read
        .select({ kind: jobs.kind, status: jobs.status, jobs: count() })
        .from(jobs)
        .groupBy(jobs.kind, jobs.status)
        .orderBy(jobs.kind, jobs.status);
      return rows.map((row) => ({ ...row, status: statusOf(row.status) }));
    },
    async listJobs({ kind, ownedBy, limit }) {
      const all: SQL[] = [];
      if (kind !== undefined) all.push(eq(jobs.kind, kind));
      if (ownedBy !== undefined) all.push(eq(jobs.ownedBy, ownedBy));
      const rows = await read
        .select()
        .from(jobs)
        .where(and(...all))
        .orderBy(desc(jobs.createdAtMs), jobs.id)
        .limit(limit);
      return rows.map(jobOf);
    },
    async saveProgress(id, worker, { done, total, state, leaseUntilMs }) {
      const saved = await write
        .update(jobs)
        .set({ done, total, state, leaseUntilMs })
        .where(held(tables, id, worker))
        .returning({ id: jobs.id });
      return saved.length === 1;
    },
    async endJob(id, worker, { status, result, problem, atMs }) {
      const ended = await write
        .update(jobs)
        .set({ status, result, problem, endedAtMs: atMs, leaseUntilMs: null, state: null })
        .where(held(tables, id, worker))
        .returning({ id: jobs.id });
      return ended.length === 1;
    },
    async cancelJob(id, atMs, keep) {
      const ended = await write
        .update(jobs)
        .set({
          ...{ status: 'cancelled', endedAtMs: atMs, leaseUntilMs: null },
          ...(keep === undefined && { state: null }),
        })
        .where(and(eq(jobs.id, id), inArray(jobs.status, ['waiting', 'running'])))
        .returning({ id: jobs.id });
      return ended.length === 1;
    },
    async removeJobs(kind, beforeMs) {
      const gone = await write
        .delete(jobs)
        .where(and(eq(jobs.kind, kind), lt(jobs.createdAtMs, beforeMs)))
        .returning({ id: jobs.id });
      return gone.length;
    },
  };
}

function held({ jobs }: Tables, id: string, worker: string): SQL | undefined {
  return and(eq(jobs.id, id), eq(jobs.worker, worker), eq(jobs.status, 'running'));
}

function claims({ read, write, tables }: Engine): Pick<JobStore, 'claimJob'> {
  const { jobs } = tables;
  return {
    async claimJob({ kinds, worker, leaseMs, nowMs }) {
      const open = and(
        inArray(jobs.kind, [...kinds]),
        or(
          eq(jobs.status, 'waiting'),
          and(eq(jobs.status, 'running'), lte(jobs.leaseUntilMs, nowMs)),
        ),
      );
      for (;;) {
        const candidates = await read
          .select({ id: jobs.id })
          .from(jobs)
          .where(open)
          .orderBy(asc(jobs.createdAtMs), jobs.id)
          .limit(CANDIDATES);
        if (candidates.length === 0) return undefined;
        for (const { id } of candidates) {
          // INVARIANT: looked at and taken in one statement; of two workers one sees it still open.
          const [taken] = await write
            .update(jobs)
            .set({ status: 'running', worker, leaseUntilMs: nowMs + leaseMs })
            .where(and(eq(jobs.id, id), open))
            .returning();
          if (taken) return jobOf(taken);
        }
      }
    },
  };
}

function jobOf(row: Tables['jobs']['$inferSelect']): JobRow {
  return { ...row, status: statusOf(row.status) };
}

function statusOf(text: string): JobStatus {
  const status = JOB_STATUSES.find((known) => known === text);
  if (!status) throw new Error(`A job is in a status that this version does not know: ${text}.`);
  return status;
}
