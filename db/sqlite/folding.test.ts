import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendOk, newSubject, ORIGIN, sampleCommit } from '../contract/samples';
import { expectSoundLog } from '../contract/sound-log';
import { connect, type Connection } from './connection';
import { openSqliteStore, type SqliteStore } from './store';

let folder: string;
let file: string;
let store: SqliteStore;
let watcher: Connection;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nattoku-folding-'));
  file = join(folder, 'log.db');
  store = await openSqliteStore(file, 'db/sqlite/test-support/writer.ts', ORIGIN);
  watcher = connect(file, 1_000);
});
afterEach(() => {
  watcher.close();
  rmSync(folder, { recursive: true, force: true });
});

function folded(): number {
  const [row] = watcher.pragma('wal_checkpoint(NOOP)') as { checkpointed: number }[];
  return row?.checkpointed ?? 0;
}

async function appendMany(): Promise<void> {
  await appendOk(store, ...Array.from({ length: 64 }, () => sampleCommit(newSubject())));
}

test('a log that grows is folded in while commits go on, and nothing is missing', async () => {
  let appended = 0;
  while (folded() === 0) {
    await appendMany();
    appended += 64;
  }
  await appendMany();
  expect(await expectSoundLog(store)).toHaveLength(appended + 64);
  await store.close();
  watcher.close();
  const alone = connect(file, 1_000);
  expect(alone.prepare('SELECT count(*) FROM event_bodies').pluck().get()).toBe(appended + 64);
  alone.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('whoever ends in order leaves an empty log, though its thread was folding', async () => {
  while (folded() === 0) await appendMany();
  await appendMany();
  await store.close();
  expect(statSync(`${file}-wal`).size).toBe(0);
});
