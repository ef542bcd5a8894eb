/** Appends one event after the other and says each number once it is acknowledged, until it is killed. */
import { writeSync } from 'node:fs';
import { newSubject, ORIGIN, sampleCommit } from '../../contract/samples';
import { openStore } from '../../open';
import { testAdvance } from './advance';

const url = process.argv[2] ?? '';
const sqliteWriter = 'db/sqlite/test-support/writer.ts';

async function appendForever(): Promise<void> {
  const store = await openStore({
    url,
    dataDir: '',
    sqliteWriter,
    advance: testAdvance,
    origin: ORIGIN,
  });
  const write = async (): Promise<void> => {
    const [result] = await store.append([sampleCommit(newSubject())]);
    if (result?.ok) writeSync(1, `${result.seqs.join('\n')}\n`);
    return write();
  };
  await Promise.all([write(), write(), write()]);
}

void appendForever();
