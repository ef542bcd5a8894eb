// This deployment's own log: what somebody with the database in hand changes is found and named.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deny, newPerson, say } from '../../lib/evidence/log.test-support';
import { keepLedger } from '../../lib/runtime/keep-ledger';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../lib/runtime/temporary';
import { nattoku } from './terminal.test-support';

let temporary: TemporaryRuntime;
let database: string;
let files: string;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  const { runtime, dataDir } = temporary;
  const keeper = keepLedger(runtime, { byItself: false });
  for (const id of ['one', 'two']) {
    const person = await newPerson(runtime, { system: 'shop', id });
    await say(runtime, person, [deny('*', 'portal')]);
    await say(runtime, person, [deny(['advertise'], 'portal')]);
  }
  await keeper?.settle();
  await keeper?.stop();
  const [log] = await runtime.ledger.logs();
  files = path.join(dataDir, 'ledger', log?.name ?? '');
  database = path.join(dataDir, 'nattoku.db');
});
afterAll(() => temporary.dispose());

const fsck = (args = '') => nattoku(temporary.dataDir, `ledger fsck ${args}`);

const TAMPERED = ['events', 'event_bodies', 'subjects', 'head'];

/** Whoever has the file has this much power: triggers are dropped, rows rewritten. */
function tamper(sql: string): () => void {
  const connection = new Database(database);
  const triggers = connection
    .prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`)
    .all() as { name: string; sql: string }[];
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`);
  const before = TAMPERED.map((table) => ({
    table,
    rows: connection.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[],
  }));
  connection.exec(sql);
  return () => {
    for (const { table, rows } of before) {
      connection.exec(`DELETE FROM ${table}`);
      for (const row of rows) {
        const names = Object.keys(row).map((name) => `"${name}"`);
        const marks = names.map(() => '?').join();
        connection
          .prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${marks})`)
          .run(...Object.values(row));
      }
    }
    for (const { sql: create } of triggers) connection.exec(create);
    connection.close();
  };
}

describe('nattoku ledger fsck', () => {
  it('of a log that nobody touched', async () => {
    const said = await fsck('--openings');
    expect(said).toMatchObject({ code: 0, err: [] });
    expect(said.out.join()).toContain('files, rows, root and signature hold');
    expect(said.out.join()).toContain('every commitment opens or was erased');
  });

  it.each([
    [
      'an entry',
      `UPDATE events SET entry = replace(entry, '"t":1', '"t":2') WHERE seq = 3`,
      /row 3/,
    ],
    ['a leaf hash', `UPDATE events SET leaf_hash = zeroblob(32) WHERE seq = 4`, /row 4/],
    [
      'an entry with its hash swapped for another’s',
      `UPDATE events SET entry = (SELECT entry FROM events WHERE seq = 2),
        leaf_hash = (SELECT leaf_hash FROM events WHERE seq = 2) WHERE seq = 5`,
      /row 5/,
    ],
    [
      'the newest row deleted',
      `DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)`,
      /missing/,
    ],
    ['the head', `UPDATE head SET root = zeroblob(32)`, /head/],
    ['an old database put back', `UPDATE head SET seq = seq - 1`, /rolled back/],
  ])('%s', async (_, sql, words) => {
    const undo = tamper(sql);
    const said = await fsck();
    undo();
    expect(said.code).toBe(1);
    expect(said.err.join('\n')).toMatch(words);
    expect((await fsck()).code).toBe(0);
  });

  it.each([
    [
      'a body',
      `UPDATE event_bodies SET json = replace(json, 'advertise', 'recommend') WHERE seq = (SELECT max(seq) FROM event_bodies WHERE json IS NOT NULL)`,
      /body does not match/,
    ],
    [
      'an opening taken away',
      `UPDATE event_bodies SET json = NULL, opening = NULL WHERE seq = (SELECT max(seq) FROM event_bodies WHERE json IS NOT NULL)`,
      /no erasure or restore says why/,
    ],
    ['a state row', `UPDATE subjects SET n = n + 1`, /seal does not hold/],
  ])('--openings: %s', async (_, sql, words) => {
    const undo = tamper(sql);
    const said = await fsck('--openings');
    undo();
    expect(said.code).toBe(1);
    expect(said.err.join('\n')).toMatch(words);
  });

  it('takes no nonsense', async () => {
    expect((await fsck('--wat')).code).toBe(2);
  });
});

describe('nattoku ledger rebuild', () => {
  it('writes what is missing or damaged again, byte for byte', async () => {
    const checkpoint = path.join(files, 'checkpoint');
    const before = readFileSync(checkpoint);
    rmSync(path.join(files, 'tile'), { recursive: true });
    writeFileSync(checkpoint, 'nonsense');
    expect((await fsck()).code).toBe(1);
    const said = await nattoku(temporary.dataDir, 'ledger rebuild');
    expect(said).toMatchObject({ code: 0, err: [] });
    expect(readFileSync(checkpoint).equals(before)).toBe(true);
    expect((await fsck()).code).toBe(0);
    const again = await nattoku(temporary.dataDir, 'ledger rebuild');
    expect(again.out.join()).toContain('0 written again');
  });

  it('writes nothing where the database does not make what was signed', async () => {
    rmSync(path.join(files, 'tile'), { recursive: true });
    const undo = tamper(`UPDATE events SET entry = replace(entry, '"t":1', '"t":2') WHERE seq = 3`);
    const said = await nattoku(temporary.dataDir, 'ledger rebuild');
    undo();
    expect(said.code).toBe(1);
    expect(said.err.join()).toContain('does not make the root');
    expect(existsSync(path.join(files, 'tile'))).toBe(false);
    expect((await nattoku(temporary.dataDir, 'ledger rebuild')).code).toBe(0);
  });
});
