import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { nattoku, newDataDir } from './terminal.test-support';

describe('the nattoku command', () => {
  test('--help names every verb, and each verb explains itself', async () => {
    const { code, out } = await nattoku(newDataDir(), '--help');
    expect(code).toBe(0);
    const verbs = ['doctor', 'keys create', 'keys list', 'keys revoke'];
    verbs.push('officers add', 'officers list', 'officers remove');
    for (const verb of verbs) {
      expect(out.join('\n')).toContain(verb);
      const explained = await nattoku(newDataDir(), `${verb} --help`);
      expect(explained.code).toBe(0);
      expect(explained.out[0]).toContain(`nattoku ${verb}`);
    }
  });

  test('an unknown verb is one line and exit code 2', async () => {
    for (const words of ['frobnicate', 'keys', 'keys frobnicate']) {
      const { code, out, err } = await nattoku(newDataDir(), words);
      expect({ code, out }).toEqual({ code: 2, out: [] });
      expect(err).toEqual([expect.stringContaining(`knows no "${words}"`)]);
    }
  });

  test('a database from a newer version is refused in one line, and stays as it is', async () => {
    const dataDir = newDataDir();
    await nattoku(dataDir, 'keys create --name n --system shop --scope decide');
    const file = join(dataDir, 'nattoku.db');
    const database = new Database(file);
    database.prepare('INSERT INTO migrations VALUES (?, ?)').run(9_999_999_999_999, Date.now());
    const events = database.prepare('SELECT count(*) FROM events').pluck().get();
    const said = await nattoku(dataDir, 'keys create --name m --system shop --scope decide');
    expect(said).toEqual({ code: 1, out: [], err: [expect.stringContaining('newer version')] });
    expect(said.err[0]).not.toContain('\n');
    expect(database.prepare('SELECT count(*) FROM events').pluck().get()).toBe(events);
    database.close();
  });

  test('works from any working directory, with DATA_DIR relative to it', () => {
    const dataDir = newDataDir();
    const command = join(process.cwd(), 'bin/nattoku.mjs');
    const env = { ...process.env, DATA_DIR: dataDir.slice(tmpdir().length + 1) };
    const args = [
      command,
      'keys',
      'create',
      '--name',
      'n',
      '--system',
      'shop',
      '--scope',
      'decide',
    ];
    const made = spawnSync(process.execPath, args, { cwd: tmpdir(), env });
    expect(made.stderr.toString()).toBe('');
    expect(made.stdout.toString()).toMatch(/^ntk_live_\S+\n$/);
    expect(made.status).toBe(0);
  });
});
