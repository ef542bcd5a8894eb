import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendOk, bareCommit, newSubject, ORIGIN, sampleCommit } from '../contract/samples';
import { expectSoundLog, rootOfEntries } from '../contract/sound-log';
import { databaseProblem, openStore } from '../open';
import { connect } from './connection';
import { openSqliteStore } from './store';
import { testAdvance } from './test-support/advance';
import { bundled } from './test-support/bundled';

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
    const script = await bundled('db/sqlite/test-support/append-until-killed.ts');
    for (let round = 0; round < 4; round += 1) {
      acknowledged.push(...(await appendUntilKilled(script.file, `file:${file}`, 30 + round * 25)));
      const store = await open();
      const log = await expectSoundLog(store);
      expect(new Set(acknowledged).size).toBe(acknowledged.length);
      expect(log.length).toBeGreaterThanOrEqual(Math.max(...acknowledged));
      await store.close();
    }
    script.remove();
  });

  test.each(['cut there', 'overwritten with noise from there on'])(
    'a log torn at a random offset and %s opens with a prefix of the commits, and its tree',
    async (how) => {
      const store = await open();
      const commits = Array.from({ length: 40 }, () => sampleCommit(newSubject()));
      for (const commit of commits) await appendOk(store, commit);
      const ids = commits.map(({ events: [event] }) => event?.eventId);
      const log = readFileSync(`${file}-wal`);
      const torn = join(folder, 'torn.db');
      const lengths = new Set<number>();
      for (let cut = 0; cut < 100; cut += 1) {
        const offset = randomInt(log.length);
        const rest = how === 'cut there' ? 0 : log.length - offset;
        copyFileSync(file, torn);
        writeFileSync(`${torn}-wal`, Buffer.concat([log.subarray(0, offset), randomBytes(rest)]));
        const opened = readTorn(torn);
        lengths.add(opened.ids.length);
        expect([offset, opened.ids]).toEqual([offset, ids.slice(0, opened.ids.length)]);
        expect([offset, opened.head]).toEqual([offset, opened.made]);
        for (const end of ['', '-wal', '-shm']) rmSync(torn + end, { force: true });
      }
      expect(lengths.size).toBeGreaterThan(10);
      await store.close();
    },
  );

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

interface Torn {
  readonly ids: readonly string[];
  /** Number of entries, messages told and root, as the head has them and as the rows make them. */
  readonly head: readonly unknown[];
  readonly made: readonly unknown[];
}

/** What a file that lost the end of its log opens with; nothing where even its tables were in there. */
function readTorn(file: string): Torn {
  const connection = connect(file, 100);
  try {
    const made = connection.prepare("select 1 from sqlite_master where name = 'head'").get();
    if (made === undefined) return { ids: [], head: [], made: [] };
    const head = connection.prepare<[], { seq: number; root: Buffer }>('select * from head').get();
    if (head === undefined) return { ids: [], head: [], made: [] };
    const rows = connection
      .prepare<[], { entry: Buffer; id: string }>(
        'select entry, event_id as id from events join event_bodies using (seq) order by seq',
      )
      .all();
    const told = connection.prepare<[], number>('select count(*) from outbox').pluck().get();
    const root = rootOfEntries(rows.map(({ entry }) => entry)).toString('hex');
    return {
      ids: rows.map(({ id }) => id),
      head: [head.seq, head.seq, head.root.toString('hex')],
      made: [rows.length, told, root],
    };
  } finally {
    connection.close();
  }
}

/** Runs until `least` events are acknowledged, kills the process, returns the numbers it was told. */
function appendUntilKilled(script: string, url: string, least: number): Promise<number[]> {
  const child = spawn(process.execPath, [script, url], {
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
