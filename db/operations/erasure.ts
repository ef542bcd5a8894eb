import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import {
  ERASURE_REQUEST_STATUSES,
  SERVICE_ERASURE_STATUSES,
  type ErasureRequestRow,
  type ErasureStore,
  type ServiceErasureRow,
} from '../erasure-port';
import { inChunks, type Engine, type Tables } from './engine';

export function erasureOperations(engine: Engine): Omit<ErasureStore, 'scrub'> {
  const { read, tables } = engine;
  const { suppressions, holds } = tables;
  return {
    ...erasedSeqReads(engine),
    ...requestReads(engine),

    async findSuppressions(handles) {
      const rows = await inChunks(handles, (chunk) =>
        read.select().from(suppressions).where(inArray(suppressions.handle, chunk)),
      );
      const found = new Map(
        rows.map(({ handle, erasedAtMs, sealed }) => [handle, { erasedAtMs, sealed }]),
      );
      return handles.map((handle) => found.get(handle));
    },
    async holdsOf(subjects) {
      return inChunks(subjects, (chunk) =>
        read
          .select()
          .from(holds)
          .where(inArray(holds.subject, chunk))
          .orderBy(holds.sinceMs, holds.id),
      );
    },
  };
}

function erasedSeqReads({ read, tables }: Engine) {
  const { erasedSeqs, erasedSets } = tables;
  const { seq, toldSeq } = erasedSeqs;
  const operations: Pick<ErasureStore, 'openErasedSeqs' | 'erasedSets' | 'isErased'> = {
    async openErasedSeqs() {
      const rows = await read.select({ seq }).from(erasedSeqs).where(isNull(toldSeq)).orderBy(seq);
      return rows.map((row) => row.seq);
    },
    async erasedSets() {
      return read.select().from(erasedSets).orderBy(erasedSets.seq);
    },
    async isErased(seqs) {
      const rows = await inChunks(seqs, (chunk) =>
        read.select({ seq }).from(erasedSeqs).where(inArray(seq, chunk)),
      );
      const erased = new Set(rows.map((row) => row.seq));
      return seqs.map((one) => erased.has(one));
    },
  };
  return operations;
}

function requestReads({ read, tables }: Engine) {
  const { erasureRequests, serviceErasures } = tables;
  const operations: Pick<ErasureStore, 'erasureRequests' | 'serviceErasures'> = {
    async erasureRequests({ id, status, subject, limit }) {
      const all: SQL[] = [];
      if (id !== undefined) all.push(eq(erasureRequests.id, id));
      if (status !== undefined) all.push(eq(erasureRequests.status, status));
      if (subject !== undefined) all.push(eq(erasureRequests.subject, subject));
      const rows = await read
        .select()
        .from(erasureRequests)
        .where(and(...all))
        .orderBy(erasureRequests.createdAtMs, erasureRequests.id)
        .limit(limit);
      return rows.map(requestOf);
    },
    async serviceErasures({ id, subject, system, status, limit }) {
      const all: SQL[] = [];
      if (id !== undefined) all.push(eq(serviceErasures.id, id));
      if (subject !== undefined) all.push(eq(serviceErasures.subject, subject));
      if (system !== undefined) all.push(eq(serviceErasures.system, system));
      if (status !== undefined) all.push(eq(serviceErasures.status, status));
      const rows = await read
        .select()
        .from(serviceErasures)
        .where(and(...all))
        .orderBy(serviceErasures.askedAtMs, serviceErasures.id)
        .limit(limit);
      return rows.map(serviceErasureOf);
    },
  };
  return operations;
}

const ASKED_BY = ['person', 'officer', 'system'] as const;

function requestOf(row: Tables['erasureRequests']['$inferSelect']): ErasureRequestRow {
  const askedBy = known(ASKED_BY, row.askedBy);
  return { ...row, askedBy, status: known(ERASURE_REQUEST_STATUSES, row.status) };
}

function serviceErasureOf(row: Tables['serviceErasures']['$inferSelect']): ServiceErasureRow {
  return { ...row, status: known(SERVICE_ERASURE_STATUSES, row.status) };
}

function known<Word extends string>(words: readonly Word[], word: string): Word {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new Error(`This version does not know the word ${word}.`);
  return found;
}
