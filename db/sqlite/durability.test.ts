import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendOk, bareCommit, newSubject, ORIGIN, sampleCommit } from '../contract/samples';
import { expectSoundLog } from '../contract/sound-log';
import { databaseProblem, openStore } from '../open';
import { connect } from './connection';
import { openSqliteStore } from './store';
import { testAdvance } from './test-support/advance';

const sqliteWriter = 'db/sqlite/test-support/writer.ts';

describe('durability on SQLite', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nattoku-durability-'));
    file = join(folder, 'log.db');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const open = () => openSqliteStore(file, sqliteWriter, ORIGIN);

  test('every connection waits for the disk, wipes what it deletes, and is this user’s alone', () => {
    const connection = connect(file, 100);
    const value = (pragma: string) => connection.pragma(pragma, { simple: true });
    expect(value('synchronous')).toBe(2);
    expect(value('journal_mode')).toBe('wal');
    expect(value('secure_delete')).toBe(1);
    expect(value('foreign_keys')).toBe(1);
    connection.exec('create table t (a)');
    for (const name of [file, `${file}-wal`]) expect(statSync(name).mode & 0o777).toBe(0o600);
    connection.close();
  });

  test('REPLACE cannot slip an entry past the triggers, nor can a gap', async () => {
    const store = await open();
    await appendOk(store, bareCommit(), bareCommit());
    const connection = connect(file, 1_000);
    for (const seq of [1, 2, 4]) {
      const sql = `insert or replace into events values (${seq}, 1, 'event', x'00', x'00')`;
      expect(() => connection.exec(sql)).toThrow(/append-only/);
    }
    connection.close();
    await expectSoundLog(store);
    await store.close();
  });

  test('a writer that dies in the middle leaves a prefix, and tells each caller the truth', async () => {
    const store = await open();
    const commits = Array.from({ length: 300 }, () => sampleCommit(newSubject()));
    const told = commits.map((commit, i) =>
      store.append([commit]).then(
        ([result]) => {
          if (i === 40) void store.killWriter();
          return result?.ok === true;
        },
        () => false,
      ),
    );
    const acknowledged = await Promise.all(told);
    expect(new Set(acknowledged).size).toBe(2);
    await expect(store.append([bareCommit()])).rejects.toThrow(/until the store is opened again/);
    expect((await store.head()).seq).toBeGreaterThan(40);
    await store.close();

    const again = await open();
    const log = await expectSoundLog(again);
    const written = new Set(log.map(({ eventId }) => eventId));
    const there = commits.map(({ events }) => written.has(events[0]?.eventId ?? ''));
    expect(there).toEqual(acknowledged);
    await appendOk(again, bareCommit());
    await again.close();
  });

  test('kill -9 loses nothing that was acknowledged', async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      acknowledged.push(...(await appendUntilKilled(`file:${file}`, 30 + round * 25)));
      const store = await open();
      const log = await expectSoundLog(store);
      expect(new Set(acknowledged).size).toBe(acknowledged.length);
      expect(log.length).toBeGreaterThanOrEqual(Math.max(...acknowledged));
      await store.close();
    }
  });

  test('a log torn at any offset opens with a prefix of the commits', async () => {
    const store = await open();
    for (let i = 0; i < 40; i += 1) await appendOk(store, sampleCommit(newSubject()));
    const { size } = statSync(`${file}-wal`);
    const torn = join(folder, 'torn.db');
    const lengths = new Set<number>();
    for (let cut = 0; cut < 60; cut += 1) {
      for (const end of ['', '-wal']) copyFileSync(file + end, torn + end);
      rmSync(`${torn}-shm`, { force: true });
      truncateSync(`${torn}-wal`, Math.floor((size * cut) / 60) + cut);
      const connection = connect(torn, 100);
      const table = connection.prepare("select 1 from sqlite_master where name = 'head'").get();
      const counted = table
        ? connection
            .prepare(
              'select seq, (select count(*) from events) as events, (select count(*) from outbox) as told from head',
            )
            .get()
        : undefined;
      if (counted) {
        const { seq, events, told } = counted as { seq: number; events: number; told: number };
        expect([events, told]).toEqual([seq, seq]);
        lengths.add(seq);
      }
      connection.close();
      rmSync(torn);
    }
    expect(lengths.size).toBeGreaterThan(20);
    await store.close();
  });

  test('what cannot be opened is said in one sentence', async () => {
    writeFileSync(
      file,
      'this is a text, not a database, and long enough to be read as one'.repeat(20),
    );
    const settings = { dataDir: folder, sqliteWriter, advance: testAdvance, origin: ORIGIN };
    const problem = (url: string) =>
      openStore({ ...settings, url }).then(
        () => 'opened',
        (error: unknown) => databaseProblem(error),
      );
    expect(await problem(`file:${file}`)).toBe(
      'The file that the settings name is not an SQLite database.',
    );
    expect(await problem(`file:${file}/below.db`)).toMatch(/^The path of the database .*\.$/);
    expect(await problem('postgres://nobody@127.0.0.1:1/none')).toMatch(/does not answer/);
    expect(await problem('mysql://somewhere')).toMatch(/must begin with file:/);
    expect(databaseProblem(new Error('something else'))).toBeUndefined();
  });
});

/** Runs until `least` events are acknowledged, kills the process, returns the numbers it was told. */
function appendUntilKilled(url: string, least: number): Promise<number[]> {
  const script = 'db/sqlite/test-support/append-until-killed.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', script, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > least) child.kill('SIGKILL');
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      if (code !== null) failed(new Error(`The writer ended by itself with ${code}.`));
      else done(said.split('\n').slice(0, -1).map(Number));
    });
  });
}
