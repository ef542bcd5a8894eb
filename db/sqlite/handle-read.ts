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

const NOBODY = Buffer.alloc(0);

type Suppression = [erasedAtMs: number, sealed: Uint8Array];

/**
 * The reads behind the first question about a person, as the driver's own statements and rows as
 * arrays: through the query builder they cost more than the look-up (measured: bench http, batch).
 */
export function handleReads(
  connection: Connection,
): Pick<Store, 'findByHandles' | 'findSuppressions' | 'ownerRunOf' | 'stateRunOf'> {
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
    ...manyReads(connection),

    findByHandles(handles) {
      const [only] = handles;
      if (only === undefined) return Promise.resolve([]);
      if (handles.length === 1) return answered(() => [subjectRow(ofHandle.get(only))]);
      return answered(() => rowsOf(handles));
    },
    findSuppressions(handles) {
      return answered(() =>
        handles.map((handle) => {
          const row = left.get(handle);
          return row && { erasedAtMs: row[0], sealed: row[1] };
        }),
      );
    },
  };
}

/**
 * Whose handle first, then the states, each in the order of its index: half the time of both at
 * once. A statement for hundreds takes two thirds of what one for each does, and a run of bytes half
 * of what rows do (measured: bench audience).
 */
function manyReads(connection: Connection): Pick<Store, 'ownerRunOf' | 'stateRunOf'> {
  const asked = 'FROM json_each(?) AS asked';
  const owner = `concat(asked.key, ' ', octet_length(subject), ' ', subject)`;
  const ofHandles = connection
    .prepare<[string], Buffer | null>(
      `SELECT CAST(group_concat(${owner}, '') AS BLOB) ${asked}
       CROSS JOIN identifiers ON handle = asked.value`,
    )
    .pluck();
  const parts = ['leader', 'head', 'seal', 'state'];
  const lengths = parts.map((part) => `octet_length(${part}), ' '`).join(', ');
  const row = `concat(asked.key, ' ', CAST(n AS INTEGER), ' ', ${lengths}, ${parts.join(', ')})`;
  const ofSubjects = connection
    .prepare<[string], Buffer | null>(
      `SELECT CAST(group_concat(${row}, '') AS BLOB) ${asked}
       CROSS JOIN subjects ON subject = asked.value`,
    )
    .pluck();
  return {
    ownerRunOf: (handles) => answered(() => ofHandles.get(handles.json()) ?? NOBODY),
    stateRunOf: (wanted) => answered(() => ofSubjects.get(wanted.json()) ?? NOBODY),
  };
}

/** What the driver throws is rejected, as every other operation does. */
function answered<T>(read: () => T): Promise<T> {
  try {
    return Promise.resolve(read());
  } catch (error) {
    return Promise.reject(error as Error);
  }
}

function subjectRow(row: Row | undefined): SubjectRow | undefined {
  if (row === undefined) return undefined;
  const [subject, leader, n, head, state, seal, createdAtMs] = row;
  return { subject, leader, n, head, state, seal, createdAtMs };
}
