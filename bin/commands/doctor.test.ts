import { chmodSync, cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import { publishCatalogue } from '../../lib/publishing/publish';
import { keepLedger } from '../../lib/runtime/keep-ledger';
import type { Finding } from '../doctor/finding';
import { settingsFrom, withRuntime } from '../deployment';
import { nattoku, newDataDir } from './terminal.test-support';

let dataDir: string;
let sound: string;
beforeAll(async () => {
  sound = newDataDir();
  const source = { NODE_ENV: 'test' as const, DATA_DIR: sound };
  await withRuntime(settingsFrom(source), async (runtime) => {
    await publishCatalogue(runtime, deploymentPrincipal(), defaultCatalogue);
    for (const id of ['1', '2']) {
      await runtime.commit({
        actor: deploymentPrincipal(),
        about: { identifier: { system: 'shop', id } },
        events: [
          {
            about: 'subject',
            body: { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' },
          },
        ],
      });
    }
    const keeper = keepLedger(runtime, { byItself: false });
    await keeper?.settle();
    await keeper?.stop();
  });
});

beforeEach(() => {
  dataDir = newDataDir();
  cpSync(sound, dataDir, { recursive: true });
});

async function examine(settings: Record<string, string> = {}) {
  const { code, out } = await nattoku(dataDir, 'doctor --json', settings);
  const { ok, findings } = JSON.parse(out[0] ?? '{}') as { ok: boolean; findings: Finding[] };
  const ill = findings.filter((finding) => !finding.ok);
  return { code, ok, names: findings.map(({ name }) => name), ill };
}

/** Writes to the file as somebody with full access to it would. */
function tamper(...statements: string[]): void {
  const database = new Database(join(dataDir, 'nattoku.db'));
  for (const statement of statements) {
    if (database.prepare(statement).run().changes === 0 && !statement.startsWith('DROP')) {
      throw new Error(`nothing was changed by ${statement}`);
    }
  }
  database.close();
}

describe('nattoku doctor', () => {
  test('finds everything well on sound data', async () => {
    const { code, ok, ill, names } = await examine();
    expect(ill).toEqual([]);
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    const looked = ['Node', 'settings', 'data folder', 'secret', 'disk', 'database', 'append-only'];
    expect(names).toEqual([
      ...looked,
      ...[
        'key store',
        'clock',
        'catalogue',
        'ledger',
        'signing',
        'states',
        'links',
        'erasures',
        'webhooks',
        'mail',
      ],
    ]);
  });

  test('names which of signer, checkpoint and database disagrees', async () => {
    rmSync(join(dataDir, 'signer'), { recursive: true });
    const gone = await examine();
    expect(gone.ill.map(({ name }) => name)).toEqual(['signing']);
    expect(gone.ill[0]?.said).toMatch(/is not there, though \d+ of \d+ entries are signed/);
    cpSync(join(sound, 'signer'), join(dataDir, 'signer'), { recursive: true });
    tamper('DROP TRIGGER checkpoints_no_update', 'UPDATE checkpoints SET root = zeroblob(32)');
    const { ill } = await examine();
    expect(ill.map(({ name }) => name)).toEqual(['signing']);
    expect(ill[0]?.said).toMatch(/the database disagrees with itself: its checkpoint/);
  });

  test('names a webhook that gets no answer', async () => {
    const columns = 'id, system, touchpoints, sealed, from_seq, created_at_ms, failing_since_ms';
    const failing = `('whk_x', 'shop', '["*"]', x'00', 1, 1, 1)`;
    tamper(`INSERT INTO webhooks (${columns}) VALUES ${failing}`);
    const { ill } = await examine();
    expect(ill).toMatchObject([{ name: 'webhooks' }]);
    expect(ill[0]?.said).toBe('whk_x of shop, nothing arrived since 1970-01-01T00:00:00.001Z');
  });

  test('prints a table with marks', async () => {
    const { code, out } = await nattoku(dataDir, 'doctor');
    expect(code).toBe(0);
    expect(out.every((line) => line.startsWith('✓ '))).toBe(true);
    expect(out.find((line) => line.includes('states'))).toContain('2 of 2 people');
  });

  test('a changed entry is found and named', async () => {
    tamper('DROP TRIGGER events_no_update', `UPDATE events SET t = t + 1 WHERE seq = 2`);
    const { code, ill } = await examine();
    expect(code).toBe(1);
    expect(ill.map(({ name }) => name)).toEqual(['append-only', 'ledger', 'signing']);
    expect(ill[1]?.said).toContain('entry 2');
  });

  test('a deleted entry is found', async () => {
    tamper('DROP TRIGGER events_no_delete', 'DELETE FROM events WHERE seq = 3');
    const { ill } = await examine();
    expect(ill.find(({ name }) => name === 'ledger')?.said).toBe('entry 3 is missing');
  });

  test('a truncated log is found', async () => {
    tamper(
      'DROP TRIGGER events_no_delete',
      'DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)',
    );
    const { ill } = await examine();
    expect(ill.find(({ name }) => name === 'ledger')?.said).toContain('is missing');
  });

  test('a changed body is found, although its entry still stands', async () => {
    tamper(`UPDATE event_bodies SET json = replace(json, '"deny"', '"told"') WHERE seq = 4`);
    const { ill } = await examine();
    expect(ill.find(({ name }) => name === 'ledger')?.said).toBe(
      'entry 4: its body does not match its commitment',
    );
  });

  test('a state row changed behind our back is found', async () => {
    tamper('UPDATE subjects SET n = n + 1 WHERE rowid = (SELECT min(rowid) FROM subjects)');
    const { ill } = await examine();
    expect(ill.map(({ name }) => name)).toEqual(['states']);
    expect(ill[0]?.said).toContain('seal');
  });

  test('another secret does not open the keys', async () => {
    const { code, ill } = await examine({ NATTOKU_SECRET: 'x'.repeat(40) });
    expect(code).toBe(1);
    expect(ill).toHaveLength(1);
    expect(ill[0]?.said).not.toContain('\n');
  });

  test('a lost secret is said, and none is made in its place', async () => {
    rmSync(join(dataDir, 'secret'));
    expect((await examine()).ill.map(({ name }) => name)).toEqual(['secret']);
    expect(existsSync(join(dataDir, 'secret'))).toBe(false);
  });

  test('files open to others are said with what to type', async () => {
    chmodSync(join(dataDir, 'secret'), 0o644);
    expect((await examine()).ill[0]?.mend).toContain('chmod 600');
    chmodSync(dataDir, 0o755);
    expect((await examine()).ill[0]?.mend).toContain('chmod 700');
  });

  test('a folder without a database is said, and none is made', async () => {
    dataDir = newDataDir();
    writeFileSync(join(dataDir, 'secret'), 'x'.repeat(64), { mode: 0o600 });
    const { code, ill } = await examine();
    expect(code).toBe(1);
    expect(ill).toEqual([
      { name: 'database', ok: false, said: 'there is none yet', mend: 'run npm start once' },
    ]);
    expect(existsSync(join(dataDir, 'nattoku.db'))).toBe(false);
  });

  test('wrong settings and a mail server that is not there are said', async () => {
    const wrong = await examine({ PORT: 'abc', DEMO: 'maybe' });
    expect(wrong.ill.map(({ name }) => name)).toEqual(['settings', 'settings']);
    const { ill } = await examine({ SMTP_URL: 'smtp://127.0.0.1:9' });
    expect(ill).toEqual([
      expect.objectContaining({ name: 'mail', said: expect.stringContaining('127.0.0.1') }),
    ]);
  });
});
