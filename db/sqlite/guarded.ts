import type { Connection } from './connection';
import type { GuardedStatement } from './messages';

class Undone extends Error {}

/** All of it in one transaction, or nothing and false (`together` of the operations' engine). */
export function runGuarded(
  connection: Connection,
  statements: readonly GuardedStatement[],
): boolean {
  const transaction = connection.transaction(() => {
    for (const { sql, params, rows } of statements) {
      const touched = connection
        .prepare(sql)
        .raw()
        .all(...params).length;
      if (rows !== null && touched !== rows) throw new Undone();
    }
  });
  try {
    transaction.immediate();
    return true;
  } catch (error) {
    if (error instanceof Undone) return false;
    throw error;
  }
}
