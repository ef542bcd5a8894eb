import { sql } from 'drizzle-orm';
import { engineCode } from '../problem';
import { rowsOf, type PgDb } from './connection';

const MOST_ATTEMPTS = 10;
/** Deadlock, serialization failure, a name taken meanwhile: nothing was written, look again. */
const AGAIN = new Set(['40P01', '40001', '23505']);
const ASK_TIMES = 20;
const ASK_PAUSE_MS = 250;

/** Repeats work that lost a race; each attempt is a transaction of its own. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS || !AGAIN.has(engineCode(error) ?? '')) throw error;
      await pause(Math.random() * 5 * attempt);
    }
  }
}

/**
 * True when a transaction whose COMMIT got no answer was committed all the same. Errors that the
 * server itself reported (a five-character SQLSTATE of a statement) never leave it in doubt. A
 * server that stays away for five seconds leaves it open: the idempotency key makes a retry safe.
 */
export async function committedAfterAll(
  db: PgDb,
  transaction: string,
  error: unknown,
): Promise<boolean> {
  const code = engineCode(error);
  const saidByServer = code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !/^(57P0|08)/.test(code);
  if (saidByServer) return false;
  for (let asked = 0; asked < ASK_TIMES; asked += 1) {
    try {
      const [row] = await rowsOf<{ status: string | null }>(
        db,
        sql`select pg_xact_status(${transaction}::xid8) as status`,
      );
      if (row?.status === 'committed') return true;
      if (row?.status === 'aborted') return false;
    } catch {
      // Still unreachable: asked again below.
    }
    await pause(ASK_PAUSE_MS);
  }
  return false;
}

function pause(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}
