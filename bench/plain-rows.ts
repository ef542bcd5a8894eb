// The yardstick of bench/commit.ts: the rows that commit() wrote, inserted plainly – one thread,
// prepared statements over rows that lie ready, the same groups, settings and durability.
import type { Connection } from '../db/sqlite/connection';
import { connect } from '../db/sqlite/connection';

/** Written once an event, and the column that tells which. */
const LOG_TABLES = [
  ['events', 'seq'],
  ['event_bodies', 'seq'],
  ['event_purposes', 'seq'],
  ['event_personal', 'seq'],
  ['outbox', 'id'],
] as const;
const BUSY_MS = 5_000;

type Values = readonly unknown[];
interface Writes {
  readonly run: (row: Values) => unknown;
  /** In the order of the log. */
  readonly rows: readonly { readonly seq: number; readonly values: Values }[];
}

export interface PlainRows {
  /** Writes what the source has and the copy has not; `groups` are the sizes commit() had. */
  insertNew(groups: readonly number[]): { readonly seconds: number; readonly cpuSeconds: number };
  /** Throws unless both hold the same rows: nothing was left out. */
  check(): void;
  close(): void;
}

/** Takes a copy of the database as it is now. */
export async function openPlainRows(source: string, copy: string): Promise<PlainRows> {
  const from = connect(source, BUSY_MS);
  await from.backup(copy);
  const to = connect(copy, BUSY_MS);
  return {
    insertNew: (groups) => insertNew(from, to, groups),
    check: () => {
      check(from, copy);
    },
    close() {
      from.close();
      to.close();
    },
  };
}

function columnsOf(connection: Connection, table: string): string[] {
  return connection
    .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`)
    .pluck()
    .all();
}

function insertion(to: Connection, table: string, onConflict = ''): (row: Values) => unknown {
  const marks = columnsOf(to, table).map(() => '?');
  const insert = to.prepare(`INSERT INTO "${table}" VALUES (${marks.join(', ')}) ${onConflict}`);
  return (row) => insert.run(row);
}

function takingOver(to: Connection, table: string, key: string): string {
  const set = columnsOf(to, table).map((name) => `"${name}" = excluded."${name}"`);
  return `ON CONFLICT ("${key}") DO UPDATE SET ${set.join(', ')}`;
}

/** A state row is written with every event of its person, not once in the end. */
function stateRows(from: Connection, to: Connection, afterSeq: number): Writes {
  const columns = columnsOf(from, 'subjects').map((name) =>
    name === 'n' || name === 'seq' ? `p."${name}"` : `s."${name}"`,
  );
  const rows = from
    .prepare<[number], unknown[]>(
      `SELECT p.seq, ${columns.join(', ')} FROM event_personal p JOIN subjects s USING (subject)
       WHERE p.seq > ? ORDER BY p.seq`,
    )
    .raw()
    .all(afterSeq);
  const run = insertion(to, 'subjects', takingOver(to, 'subjects', 'subject'));
  return { run, rows: rows.map(([seq, ...values]) => ({ seq: Number(seq), values })) };
}

function logRows(
  from: Connection,
  to: Connection,
  table: string,
  key: string,
  after: number,
): Writes {
  const rows = from
    .prepare<[number], unknown[]>(
      `SELECT "${key}", * FROM "${table}" WHERE "${key}" > ? ORDER BY 1`,
    )
    .raw()
    .all(after);
  const run = insertion(to, table);
  return { run, rows: rows.map(([seq, ...values]) => ({ seq: Number(seq), values })) };
}

function insertNew(from: Connection, to: Connection, groups: readonly number[]) {
  const before = to.prepare<[], number>('SELECT seq FROM head').pluck().get() ?? 0;
  const head = from.prepare<[], unknown[]>('SELECT * FROM head').raw().get() ?? [];
  const writes = [
    ...LOG_TABLES.map(([table, key]) => logRows(from, to, table, key, before)),
    stateRows(from, to, before),
  ].map((each) => ({ ...each, at: 0 }));
  const writeHead = insertion(to, 'head', takingOver(to, 'head', 'id'));
  const begunMs = performance.now();
  const begun = process.cpuUsage();
  let upTo = before;
  for (const size of groups) {
    upTo += size;
    to.transaction(() => {
      for (const write of writes) {
        for (let row = write.rows[write.at]; row !== undefined && row.seq <= upTo;) {
          write.run(row.values);
          write.at += 1;
          row = write.rows[write.at];
        }
      }
      writeHead(head);
    }).immediate();
  }
  const { user, system } = process.cpuUsage(begun);
  return {
    seconds: (performance.now() - begunMs) / 1_000,
    cpuSeconds: (user + system) / 1_000_000,
  };
}

function check(from: Connection, copy: string): void {
  from.prepare('ATTACH ? AS plain').run(copy);
  const tables = from
    .prepare<[], string>(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
  for (const table of tables) {
    for (const [a, b] of [
      ['main', 'plain'],
      ['plain', 'main'],
    ]) {
      const missing = from
        .prepare<[], number>(
          `SELECT count(*) FROM (SELECT * FROM ${a}."${table}" EXCEPT SELECT * FROM ${b}."${table}")`,
        )
        .pluck()
        .get();
      if (missing !== 0) throw new Error(`the plain side lacks or adds rows of ${table}`);
    }
  }
}
