/**
 * Appends so many events, one after the other, and says the number of each once it is acknowledged;
 * `no CODE` where it was refused, and gives up after three of those in a row. At the end it reads the head.
 */
import { writeSync } from 'node:fs';
import { newSubject, ORIGIN, sampleCommit } from '../../contract/samples';
import { StorageError } from '../../problem';
import { openSqliteStore } from '../store';

const MOST_REFUSALS = 3;

async function appendSome([file = '', count = '0']: readonly string[]): Promise<void> {
  const store = await openSqliteStore(file, 'db/sqlite/test-support/writer.ts', ORIGIN);
  let refused = 0;
  for (let i = 0; i < Number(count) && refused < MOST_REFUSALS; i += 1) {
    try {
      const [result] = await store.append([sampleCommit(newSubject())]);
      refused = 0;
      if (result?.ok) writeSync(1, `${String(result.seqs[0])}\n`);
    } catch (error) {
      refused += 1;
      writeSync(1, `no ${error instanceof StorageError ? error.code : String(error)}\n`);
    }
  }
  writeSync(1, `head ${String((await store.head()).seq)}\n`);
  await store.close();
}

void appendSome(process.argv.slice(2));
