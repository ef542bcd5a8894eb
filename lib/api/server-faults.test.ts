import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { program } from '../../db/sqlite/test-support/bundled';
import { readRows } from '../transparency/tamper.test-support';
import { freePort, startServer, untilReady, type Started } from './server.test-support';
import { openApiUnderTest, type ApiUnderTest } from './under-test';

let server: string;
beforeAll(async () => {
  server = await program('server.ts');
});

let dataDir: string;
let started: Started | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-server-'));
});
afterEach(async () => {
  started?.child.kill('SIGKILL');
  await started?.ended;
  started = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

function start(settings: Readonly<Record<string, string>>): Started {
  started = startServer([server], { DATA_DIR: dataDir, ...settings });
  return started;
}

/** A deployment that was served once, as a server leaves it. */
async function served(work: (api: ApiUnderTest) => Promise<void> = async () => {}): Promise<void> {
  const settings = {
    DATABASE_URL: `file:${path.join(dataDir, 'nattoku.db')}`,
    KEYS_URL: `file:${path.join(dataDir, 'keys.db')}`,
    NATTOKU_SECRET: SECRET,
  };
  const api = await openApiUnderTest(settings);
  await work(api);
  await api.close();
}
const SECRET = 'the secret of a server that is ended in many ways';

async function sql(statement: string): Promise<void> {
  await served();
  const database = new Database(path.join(dataDir, 'nattoku.db'));
  database.exec(statement);
  database.close();
}

const NOT_STARTED: readonly {
  readonly what: string;
  readonly prepare?: () => Promise<void> | void;
  readonly settings?: Readonly<Record<string, string>>;
  readonly says: RegExp;
}[] = [
  {
    what: 'a database of a newer version',
    prepare: () => sql('INSERT INTO migrations VALUES (9999999999999, 1)'),
    says: /was written by a newer version of Nattoku/,
  },
  {
    what: 'a database that lacks what a migration builds on',
    prepare: () => sql('DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)'),
    says: /does not fit this version and was left as it was \(.+\): restore a backup/,
  },
  {
    what: 'another secret than the keys were wrapped with',
    prepare: () => served(),
    settings: { NATTOKU_SECRET: 'another secret, of thirty-two characters and more' },
    says: /NATTOKU_SECRET does not open this key store/,
  },
  {
    what: 'a file that is no database',
    prepare: () => {
      writeFileSync(path.join(dataDir, 'nattoku.db'), 'a text that is no database. '.repeat(100));
    },
    says: /The file that the settings name is not an SQLite database/,
  },
  {
    what: 'a folder where the database should be',
    prepare: () => void mkdirSync(path.join(dataDir, 'nattoku.db')),
    says: /EISDIR.*nattoku\.db/,
  },
  {
    what: 'a database server that does not answer',
    settings: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
    says: /The PostgreSQL server does not answer at the address in DATABASE_URL/,
  },
];

describe('a server that cannot start says why in one line and ends with an error', () => {
  it.each(NOT_STARTED.map((one) => [one.what, one] as const))(
    '%s',
    async (_, { prepare, settings, says }) => {
      await prepare?.();
      const { ended, output } = start({ NATTOKU_SECRET: SECRET, ...settings });
      expect(await ended).toBe(1);
      const lines = output().err.trimEnd().split('\n');
      expect(lines).toEqual([expect.stringMatching(/^nattoku: /)]);
      expect(lines[0]).toMatch(says);
    },
  );

  it('a port that is taken', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const { ended, output } = start({ PORT: String(port) });
    expect(await ended).toBe(1);
    expect(output().err).toBe(
      `nattoku: port ${String(port)} is taken: stop what runs there, or set another PORT\n`,
    );
    blocker.close();
  });

  it('wrong settings, each in a line of its own', async () => {
    const { ended, output } = start({ PORT: 'many', ORIGIN: 'here' });
    expect(await ended).toBe(1);
    const lines = output().err.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[1])).toEqual(['PORT', 'ORIGIN']);
  });
});

describe('SIGTERM under load', () => {
  it('is answered by an end in order, though some never finish asking, and loses nothing acknowledged', async () => {
    let key = '';
    await served(async (api) => {
      key = await api.key({ scopes: ['decide', 'choice:refuse'] });
    });
    const port = await freePort();
    const { child, ended } = start({
      ...{ PORT: String(port), ORIGIN: `http://localhost:${String(port)}` },
      NATTOKU_SECRET: SECRET,
    });
    if (started !== undefined) await untilReady(started);
    const stuck = connect(port, '127.0.0.1');
    stuck.on('error', () => undefined);
    stuck.write('POST /api/v1/choices HTTP/1.1\r\nhost: localhost\r\ncontent-length: 999\r\n\r\n{');

    const done: string[] = [];
    let failed = 0;
    const side = async (number: number): Promise<void> => {
      for (let turn = 0; ; turn += 1) {
        const name = `${String(number)}.${String(turn)}`;
        const answer = await post(port, key, name).catch(() => undefined);
        if (answer === undefined) return void (failed += 1);
        expect([201, 503]).toContain(answer.status);
        if (answer.status === 201) done.push(name);
        if (done.length === 40) child.kill('SIGTERM');
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, number) => side(number)));
    expect(failed).toBe(8);
    expect(await ended).toBe(0);
    stuck.destroy();

    const url = `file:${path.join(dataDir, 'nattoku.db')}`;
    const rows = await readRows(
      url,
      'SELECT key, b.event_id FROM idempotency LEFT JOIN event_bodies b USING (seq)',
    );
    const kept = new Set(rows.filter((row) => row.event_id !== null).map((row) => row.key));
    expect(done.filter((name) => !kept.has(name))).toEqual([]);
    const [counted] = await readRows(
      url,
      "SELECT count(*) AS said FROM event_bodies WHERE type = 'deny'",
    );
    expect(Number(counted?.said)).toBe(rows.length);
  });
});

function post(port: number, key: string, name: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${String(port)}/api/v1/choices`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': `"${name}"`,
    },
    body: JSON.stringify({
      ...{ subject: { system: 'shop', id: `person ${name}` }, type: 'deny', surface: 'form' },
      ...{ purposes: '*', channels: '*', data: '*' },
    }),
  });
}
