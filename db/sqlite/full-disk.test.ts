import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newSubject, ORIGIN, sampleCommit } from '../contract/samples';
import { expectSoundLog } from '../contract/sound-log';
import { StorageError } from '../problem';
import { connect } from './connection';
import { openSqliteStore, type SqliteStore } from './store';
import { NO_SMALL_DISK, smallDisk, type SmallDisk } from './test-support/small-disk';

const WRITER = 'db/sqlite/test-support/writer.ts';

let disk: SmallDisk | undefined;
let store: SqliteStore | undefined;
let file: string;
beforeEach(async (context) => {
  disk = smallDisk(32);
  if (disk === undefined) return context.skip(NO_SMALL_DISK);
  file = join(disk.folder, 'log.db');
  store = await openSqliteStore(file, WRITER, ORIGIN);
});
afterEach(async () => {
  await store?.close();
  disk?.remove();
  store = undefined;
});

/** The engine's code where it was refused. */
async function append(to: SqliteStore, count = 1): Promise<string | undefined> {
  const group = Array.from({ length: count }, () => sampleCommit(newSubject()));
  try {
    await to.append(group);
    return undefined;
  } catch (error) {
    if (error instanceof StorageError) return error.code;
    throw error;
  }
}

test('a full disk refuses what is written, reads go on, and writing resumes when there is room', async () => {
  if (store === undefined || disk === undefined) throw new Error('no disk');
  for (let i = 0; i < 10; i += 1) expect(await append(store)).toBeUndefined();
  disk.fill();
  const written = (await expectSoundLog(store)).length;
  for (let i = 0; i < 3; i += 1) expect(await append(store)).toBe('SQLITE_FULL');
  expect(await expectSoundLog(store)).toHaveLength(written);
  disk.free();
  expect(await append(store)).toBeUndefined();
  expect(await expectSoundLog(store)).toHaveLength(written + 1);
});

test('a process ends in order on a full disk, and everything is there afterwards', async () => {
  if (store === undefined || disk === undefined) throw new Error('no disk');
  for (let i = 0; i < 10; i += 1) expect(await append(store)).toBeUndefined();
  disk.fill();
  await store.close();
  disk.free();
  store = await openSqliteStore(file, WRITER, ORIGIN);
  expect(await expectSoundLog(store)).toHaveLength(10);
});

/** Every 4,096 frames of the log its index needs 32 KB more; the first 34 places hold its header. */
const INDEXED = 4062;
const FRAME_BYTES = 24 + 4096;

test('a disk that is full just where the index of the log must grow ends nothing either', async () => {
  if (store === undefined || disk === undefined) throw new Error('no disk');
  const frames = () => Math.floor(statSync(`${file}-wal`).size / FRAME_BYTES);
  // Somebody who reads for long: the log cannot be folded in, and grows.
  const reader = connect(file, 100);
  reader.exec('begin');
  reader.prepare('select seq from head').get();
  while (frames() < INDEXED - 120) expect(await append(store, 4)).toBeUndefined();
  const refused = new Set<string | undefined>();
  // A page at a time: enough for the log, try by try, and never for its index.
  while (!refused.has('SQLITE_IOERR_SHMSIZE') && frames() < INDEXED + 120) {
    disk.fill(4096);
    refused.add(await append(store));
  }
  reader.close();
  disk.free();
  expect(refused).toContain('SQLITE_IOERR_SHMSIZE');
  expect(await append(store)).toBeUndefined();
  await expectSoundLog(store);
});
