import { eq, sql } from 'drizzle-orm';
import type { StateTextRow, Store, SubjectRow } from '../port';
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

type TextRow = [leader: string, n: number, head: string, state: string, seal: string];

type Suppression = [erasedAtMs: number, sealed: Uint8Array];

/**
 * The reads behind the first question about a person, as the driver's own statements and rows as
 * arrays: through the query builder they cost more than the look-up (measured: bench http, batch).
 */
export function handleReads(
  connection: Connection,
): Pick<Store, 'findByHandles' | 'findSuppressions' | 'subjectsOf' | 'stateTextsOf'> {
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
 * once. States as text, which takes no memory outside the heap (measured: bench audience).
 */
function manyReads(connection: Connection): Pick<Store, 'subjectsOf' | 'stateTextsOf'> {
  const ofHandle = connection
    .prepare<[string], string>('SELECT subject FROM identifiers WHERE handle = ?')
    .pluck();
  const ofSubject = connection
    .prepare<[string], TextRow>(
      'SELECT leader, n, head, CAST(state AS TEXT), hex(seal) FROM subjects WHERE subject = ?',
    )
    .raw();
  const textOf = (subject: string): StateTextRow | undefined => {
    const row = ofSubject.get(subject);
    if (row === undefined) return undefined;
    const [leader, n, head, state, seal] = row;
    return { subject, leader, n, head, state, seal };
  };
  const subjects = connection.transaction((handles: readonly string[]) =>
    handles.map((handle) => ofHandle.get(handle)),
  );
  const texts = connection.transaction((wanted: readonly string[]) => wanted.map(textOf));
  return {
    subjectsOf: (handles) => answered(() => subjects(handles)),
    stateTextsOf: (wanted) => answered(() => texts(wanted)),
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
