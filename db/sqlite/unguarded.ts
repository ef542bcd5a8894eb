/**
 * Somebody who holds a database file and knows SQL: no writer, no rules, triggers dropped as they
 * please. For copies that a demonstration takes and throws away; nothing else opens a file so.
 */
import Database from 'better-sqlite3';

export interface UnguardedFile {
  /** Each one as it is written. */
  run(statements: readonly string[]): void;
  rows(sql: string): readonly Readonly<Record<string, unknown>>[];
  close(): void;
}

export function openUnguarded(file: string): UnguardedFile {
  const connection = new Database(file, { fileMustExist: true, timeout: 5_000 });
  return {
    run(statements) {
      for (const sql of statements) connection.exec(sql);
    },
    rows: (sql) => connection.prepare<[], Record<string, unknown>>(sql).all(),
    close() {
      connection.close();
    },
  };
}
