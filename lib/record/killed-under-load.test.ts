import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureDataDir, readEnv } from '../env';
import { checkOpenings } from '../evidence/opening-check';
import { checkRows } from '../evidence/row-check';
import { createLog } from '../log';
import { bundled, type Bundled } from '../../db/sqlite/test-support/bundled';
import { openRuntime } from '../runtime/open';
import { openTemporaryRuntime } from '../runtime/temporary';
import { ENGINES, expectSound, keptOf } from '../transparency/kept.test-support';
import { readRows } from '../transparency/tamper.test-support';
import { openTileFiles } from '../transparency/tile-files';

/**
 * SQLite writes in the process that dies; PostgreSQL is another one, which only has to roll back. More
 * lives, for whoever wants to be surer: `LIVES=30 npx vitest run lib/record/killed-under-load`.
 */
const LIVES = { SQLite: Number(process.env.LIVES ?? 12), PostgreSQL: 2 } as const;

let child: Bundled;
beforeAll(async () => {
  // What can only be loaded from where it was installed.
  const outside = ['better-sqlite3', '@electric-sql/pglite', 'pino', 'pg', 'esbuild', 'tsx'];
  child = await bundled('lib/record/load-child.test-support.ts', outside);
});
afterAll(() => child.remove());

interface Told {
  readonly seq: number;
  readonly eventId: string;
}
/** What all lives so far have said: the keys they sent, and those that were answered. */
class Account {
  readonly began = new Set<string>();
  readonly done = new Map<string, Told>();

  hear(line: string): void {
    const [word, key = '', seq = '', eventId = ''] = line.split(' ');
    if (word === 'began') this.began.add(key);
    if (word !== 'done') return;
    // A second answer to the same key is the first one again.
    expect(this.done.get(key) ?? { seq: Number(seq), eventId }).toEqual({
      seq: Number(seq),
      eventId,
    });
    this.done.set(key, { seq: Number(seq), eventId });
  }

  unanswered(): readonly string[] {
    return [...this.began].filter((key) => !this.done.has(key));
  }
}

/** One life: killed so long after it was ready and something was acknowledged, or left to end by itself. */
async function live(
  account: Account,
  env: Readonly<Record<string, string>>,
  life: string,
  killAfterMs?: number,
): Promise<void> {
  const args = [child.file, life, ...account.unanswered()];
  const one = spawn(process.execPath, args, {
    env: { ...process.env, ...env } as NodeJS.ProcessEnv,
  });
  let [out, err] = ['', ''];
  let killing: Promise<void> | undefined;
  one.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  one.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (killAfterMs === undefined || !out.includes('\ndone ')) return;
    killing ??= sleep(killAfterMs).then(() => void one.kill('SIGKILL'));
  });
  const end = await new Promise((resolve) => {
    one.once('close', (code, signal) => resolve(signal ?? code));
  });
  expect([life, end, err]).toEqual([life, killAfterMs === undefined ? 0 : 'SIGKILL', '']);
  // A line that was cut short was not said.
  for (const line of out.split('\n').slice(0, -1)) account.hear(line);
}

/** No key is lost, and none is there twice: one row a key, one event a row, one message an event. */
async function expectKept(account: Account, databaseUrl: string): Promise<void> {
  const rows = await readRows(
    databaseUrl,
    `SELECT i.key, i.seq, b.event_id, o.event_id AS told FROM idempotency i
      LEFT JOIN event_bodies b ON b.seq = i.seq LEFT JOIN outbox o ON o.id = i.seq
      WHERE i.scope = 'load'`,
  );
  const byKey = new Map(rows.map((row) => [String(row.key), row]));
  const lost = [...account.done].filter(([key, { seq, eventId }]) => {
    const row = byKey.get(key);
    return Number(row?.seq) !== seq || row?.event_id !== eventId;
  });
  expect(lost).toEqual([]);
  expect(rows.filter(({ event_id: id, told }) => id === null || told !== id)).toEqual([]);
  expect([...byKey.keys()].filter((key) => !account.began.has(key))).toEqual([]);
  const [counted] = await readRows(
    databaseUrl,
    `SELECT head.seq, (SELECT count(*) FROM events) AS events,
      (SELECT count(*) FROM event_bodies WHERE type = 'deny') AS said FROM head`,
  );
  expect(Number(counted?.events)).toBe(Number(counted?.seq));
  expect(Number(counted?.said)).toBe(rows.length);
}

it.each(ENGINES)(
  'killed again and again under load on %s, nothing acknowledged is lost, nothing is there twice, and the tree holds',
  async (engine, settings) => {
    const temporary = await openTemporaryRuntime(await settings());
    const { runtime, dataDir } = temporary;
    await runtime.close();
    try {
      const env = {
        ...{ DATA_DIR: dataDir, DEMO: 'local', NODE_ENV: 'production' },
        ...{ DATABASE_URL: runtime.env.databaseUrl, KEYS_URL: runtime.env.keysUrl },
      };
      const account = new Account();
      const lives = LIVES[engine as keyof typeof LIVES];
      for (let life = 0; life < lives; life += 1) {
        await live(account, env, `life${String(life)}`, 20 + Math.random() * 200);
        await expectKept(account, runtime.env.databaseUrl);
      }
      expect(account.done.size).toBeGreaterThanOrEqual(lives);
      await live(account, env, 'last');
      expect(account.unanswered()).toEqual([]);
      await expectKept(account, runtime.env.databaseUrl);
      await expectWhole(env);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  600_000,
);

/** Published files, stored rows, every opening and every state: what `ledger fsck --openings` looks at. */
async function expectWhole(settings: Readonly<Record<string, string>>): Promise<void> {
  const read = readEnv(settings);
  if (!read.ok) throw new Error(read.problems.join('; '));
  const runtime = await openRuntime(ensureDataDir(read.env), {
    log: createLog({ level: 'silent' }),
  });
  try {
    const kept = await keptOf({ runtime, dataDir: runtime.env.dataDir });
    await kept.keepOnce();
    await expectSound(kept);
    for (const log of await runtime.ledger.logs()) {
      const { problems } = await checkRows(runtime, log, openTileFiles(kept.fileOf('')));
      expect(problems).toEqual([]);
    }
    expect(await checkOpenings(runtime)).toEqual([]);
  } finally {
    await runtime.close();
  }
}
