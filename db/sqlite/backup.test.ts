import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendOk, bareCommit, bytes, newSubject, ORIGIN, sampleCommit } from '../contract/samples';
import { expectSoundLog } from '../contract/sound-log';
import { openSqliteKeyStore } from './key-store';
import { openSqliteStore } from './store';

const sqliteWriter = 'db/sqlite/test-support/writer.ts';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nattoku-backup-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a copy made while others write is the whole log of one instant, and theirs alone who made it', async () => {
  const [file, copy] = [join(folder, 'log.db'), join(folder, 'copy.db')];
  const [store, other] = await Promise.all([
    openSqliteStore(file, sqliteWriter, ORIGIN),
    openSqliteStore(file, sqliteWriter, ORIGIN),
  ]);
  for (let i = 0; i < 30; i += 1) {
    const large = { ...sampleCommit(newSubject()), rows: [] };
    const states = large.states.map((state) => ({ ...state, state: bytes(200_000) }));
    await appendOk(store, { ...large, states });
  }
  const before = (await store.head()).seq;
  let writing = true;
  const write = async (): Promise<void> => {
    while (writing) await appendOk(other, bareCommit());
  };
  const writer = write();
  expect(await store.backupTo(copy)).toBe(true);
  writing = false;
  await writer;
  const during = (await store.head()).seq - before;
  expect(during).toBeGreaterThan(0);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  await Promise.all([store.close(), other.close()]);

  const restored = await openSqliteStore(copy, sqliteWriter, ORIGIN);
  const log = await expectSoundLog(restored);
  expect(log.length).toBeGreaterThanOrEqual(before);
  expect(log.length).toBeLessThanOrEqual(before + during);
  await appendOk(restored, bareCommit());
  await restored.close();
});

test('keys are copied, and a file that is there is never written over', async () => {
  const keys = await openSqliteKeyStore(join(folder, 'keys.db'), sqliteWriter);
  const subject = newSubject();
  await keys.putKeys([{ subject, wrapped: bytes() }]);
  const copy = join(folder, 'copy.db');
  expect(await keys.backupTo(copy)).toBe(true);
  const restored = await openSqliteKeyStore(copy, sqliteWriter);
  expect(await restored.findKeys([subject])).toEqual(await keys.findKeys([subject]));
  const taken = join(folder, 'taken.db');
  writeFileSync(taken, 'mine');
  await expect(keys.backupTo(taken)).rejects.toThrow(/EEXIST/);
  expect(statSync(taken).size).toBe(4);
  await Promise.all([keys.close(), restored.close()]);
});
