import { eq, inArray } from 'drizzle-orm';
import type { KeyStore } from '../port';
import { keptOperations } from './kept';
import { inChunks, type Db, type KeyTables } from './engine';

export interface KeyEngine {
  readonly read: Db;
  readonly write: Db;
  readonly tables: KeyTables;
  /** Makes deleted bytes go from the files too (LEDGER "Erasure"). */
  scrub(): Promise<boolean>;
}

export function keyOperations(engine: KeyEngine): Omit<KeyStore, 'backupTo' | 'close'> {
  const { read, write, tables } = engine;
  const { subjectKeys, secrets } = tables;
  const findSecret = async (name: string) => {
    const [row] = await read
      .select({ wrapped: secrets.wrapped })
      .from(secrets)
      .where(eq(secrets.name, name));
    return row?.wrapped;
  };
  return {
    ...keptOperations(engine),
    findSecret,
    async findKeys(subjects) {
      const rows = await inChunks(subjects, (chunk) =>
        read.select().from(subjectKeys).where(inArray(subjectKeys.subject, chunk)),
      );
      const found = new Map(rows.map((row) => [row.subject, row.wrapped]));
      return subjects.map((subject) => found.get(subject));
    },
    async putKeys(rows) {
      const sorted = [...rows].sort((a, b) => (a.subject < b.subject ? -1 : 1));
      await inChunks(sorted, async (chunk) => {
        await write.insert(subjectKeys).values(chunk).onConflictDoNothing();
        return [];
      });
    },
    async destroyKeys(subjects) {
      await inChunks(subjects, async (chunk) => {
        await write.delete(subjectKeys).where(inArray(subjectKeys.subject, chunk));
        return [];
      });
      await engine.scrub();
    },
    scrub: () => engine.scrub(),
    async putSecret(name, wrapped) {
      await write.insert(secrets).values({ name, wrapped }).onConflictDoNothing();
      const stands = await findSecret(name);
      if (!stands) throw new Error('A secret that was just stored is not there.');
      return stands;
    },
  };
}
