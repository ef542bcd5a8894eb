import type { Db, Step } from '../operations/engine';
import { asShared, type PgDb } from './connection';

class Undone extends Error {}

/** All of it in one transaction, or nothing and false (`together` of the operations' engine). */
export async function together(db: PgDb, steps: (db: Db) => readonly Step[]): Promise<boolean> {
  try {
    await db.transaction(
      async (tx) => {
        for (const { write, rows } of steps(asShared(tx))) {
          const touched = await write;
          if (rows !== undefined && touched.length !== rows) throw new Undone();
        }
      },
      { isolationLevel: 'read committed' },
    );
    return true;
  } catch (error) {
    if (error instanceof Undone) return false;
    throw error;
  }
}
