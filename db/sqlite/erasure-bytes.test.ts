import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addPerson, erasing, type Person } from '../contract/person';
import { appendOk, ORIGIN } from '../contract/samples';
import type { KeyStore, Store } from '../port';
import { openSqliteKeyStore } from './key-store';
import { openSqliteStore } from './store';

const sqliteWriter = 'db/sqlite/test-support/writer.ts';
const PART_BYTES = 12;

/** Whatever part of a trace is in one of the files. */
function found(contents: readonly Buffer[], { traces }: Person): readonly string[] {
  return traces.flatMap((trace) => {
    const bytes = Buffer.from(trace);
    const parts: Buffer[] = [];
    for (let at = 0; at + PART_BYTES <= bytes.length; at += PART_BYTES) {
      parts.push(bytes.subarray(at, at + PART_BYTES));
    }
    // What many people share – a prefix – is no trace.
    const own = parts.filter((part) => !/^(sub_|h1_sub_)/.test(part.toString('latin1')));
    return own.some((part) => contents.some((content) => content.includes(part)))
      ? [bytes.toString('hex')]
      : [];
  });
}

function read(files: readonly string[]): readonly Buffer[] {
  return files.filter((file) => existsSync(file)).map((file) => readFileSync(file));
}

describe('erasing from the files', () => {
  let folder: string;
  let store: Store;
  let keys: KeyStore;
  let files: string[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nattoku-bytes-'));
    const [log, key] = [join(folder, 'log.db'), join(folder, 'keys.db')];
    files = [log, `${log}-wal`, key, `${key}-wal`];
    [store, keys] = await Promise.all([
      openSqliteStore(log, sqliteWriter, ORIGIN),
      openSqliteKeyStore(key, sqliteWriter),
    ]);
  });
  afterEach(async () => {
    await Promise.all([store.close(), keys.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('nothing of who was erased is left in any file, while the others are all there', async () => {
    const people: Person[] = [];
    for (let i = 0; i < 45; i += 1) people.push(await addPerson(store, keys));
    const gone = people.filter((_, i) => i % 3 === 0);
    const stay = people.filter((_, i) => i % 3 !== 0);
    const before = read(files);
    for (const person of people) expect(found(before, person).length).toBeGreaterThan(15);
    // Some are in the file already, some in the log alone.
    await store.scrub();
    for (let i = 0; i < 9; i += 1) stay.push(await addPerson(store, keys));
    gone.push(await addPerson(store, keys));

    for (const person of gone) await appendOk(store, erasing(person, 4));
    await keys.destroyKeys(gone.map(({ subject }) => subject));
    expect(await store.scrub()).toBe(true);

    const after = read(files);
    for (const person of gone) expect(found(after, person)).toEqual([]);
    for (const person of stay) expect(found(after, person).length).toBeGreaterThan(15);
    expect(readFileSync(`${files[0]}-wal`)).toHaveLength(0);
  });

  test('a reader that holds the log is told of, delays no commit, and once it is gone nothing is left', async () => {
    const gone = await addPerson(store, keys);
    const reader = new Database(files[0] ?? '', { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from events').get();
    await appendOk(store, erasing(gone, 4));
    const scrubbed = store.scrub();
    await addPerson(store, keys);
    expect(await scrubbed).toBe(false);
    expect(found(read(files), gone)).not.toEqual([]);
    reader.exec('commit');
    reader.close();
    expect(await store.scrub()).toBe(true);
    await keys.destroyKeys([gone.subject]);
    expect(found(read(files), gone)).toEqual([]);
  });
});
