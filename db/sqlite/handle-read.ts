import { eq, sql } from 'drizzle-orm';
import type { Store, SubjectRow } from '../port';
import { identifiers, subjects, suppressions } from '../schema/sqlite';
import type { Connection } from './connection';
import { queryBuilder } from './statements';

type Row = [
  subject: string,
  leader: string,
  n: number,
  head: string,
  state: Uint8Array,
  seal: Uint8Array,
  createdAtMs: number,
];

type Suppression = [erasedAtMs: number, sealed: Uint8Array];

/**
 * The reads behind the first question about a person, as the driver's own statements and rows as
 * arrays: through the query builder they cost more than the look-up (measured: bench http, batch).
 */
export function handleReads(
  connection: Connection,
): Pick<Store, 'findByHandles' | 'findSuppressions'> {
  const { subject, leader, n, head, state, seal, createdAtMs } = subjects;
  const byHandle = queryBuilder
    .select({ subject, leader, n, head, state, seal, createdAtMs })
    .from(identifiers)
    .innerJoin(subjects, eq(subjects.subject, identifiers.subject))
    .where(eq(identifiers.handle, sql.placeholder('handle')));
  const suppression = queryBuilder
    .select({ erasedAtMs: suppressions.erasedAtMs, sealed: suppressions.sealed })
    .from(suppressions)
    .where(eq(suppressions.handle, sql.placeholder('handle')));
  const ofHandle = connection.prepare<[string], Row>(byHandle.toSQL().sql).raw();
  const left = connection.prepare<[string], Suppression>(suppression.toSQL().sql).raw();

  // Together: alone, each look-up takes and leaves the lock, a third of its cost (measured: bench audience).
  const rowsOf = connection.transaction((handles: readonly string[]) =>
    handles.map((handle) => subjectRow(ofHandle.get(handle))),
  );

  return {
    findByHandles(handles) {
      try {
        const [only] = handles;
        if (only === undefined) return Promise.resolve([]);
        if (handles.length === 1) return Promise.resolve([subjectRow(ofHandle.get(only))]);
        return Promise.resolve(rowsOf(handles));
      } catch (error) {
        return Promise.reject(error as Error);
      }
    },
    findSuppressions(handles) {
      try {
        return Promise.resolve(
          handles.map((handle) => {
            const row = left.get(handle);
            return row && { erasedAtMs: row[0], sealed: row[1] };
          }),
        );
      } catch (error) {
        return Promise.reject(error as Error);
      }
    },
  };
}

function subjectRow(row: Row | undefined): SubjectRow | undefined {
  if (row === undefined) return undefined;
  const [subject, leader, n, head, state, seal, createdAtMs] = row;
  return { subject, leader, n, head, state, seal, createdAtMs };
}
